"""Slugs, URLs and the output paths behind them. Pure text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

_DASHES = re.compile(r"-{2,}")
_SAFE_IN_ID = re.compile(r"[^A-Za-z0-9._:-]")
SKIPPED = re.compile(r"[\x00-\x20\x7f]+")
"""What browsers skip in an address, or at its ends."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LONGEST = 240
"""Bytes of a file's name: file systems allow 255."""
_URL_SAFE = "/-._~!$&'()*,;=@+"
_ENCODED = re.compile(rf"[A-Za-z0-9{re.escape(_URL_SAFE)}]*")
"""What needs no encoding."""

ALLOWED_SCHEMES = frozenset(["http", "https", "mailto", "tel"])
"""The only URL schemes that a link of an author may have."""

RESERVED_ID_PREFIXES = ("ref-", "cite-", "fn-", "vm-")
"""Ids that begin so are the engine's and its layouts'."""


class _InSlug(dict[int, str]):
    """Code point → what a slug has in its place, for ``str.translate``."""

    def __missing__(self, point: int) -> str:
        """Look at a character for the first time."""
        character = chr(point)
        kept = character in "-." or unicodedata.category(character)[0] in "LNM"
        dash = character.isspace() or character in "_/–—"
        found = self[point] = character if kept else "-" if dash else ""
        return found


_IN_SLUG = _InSlug()


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """Return a text as one segment of a URL: NFKC, lower case, spaces to ``-``, letters of all scripts kept.

    Empty when nothing of the text can stand in a URL.
    """
    folded = unicodedata.normalize("NFKC", text).lower()
    kept = _DASHES.sub("-", folded.translate(_IN_SLUG))
    return unicodedata.normalize("NFC", kept).strip("-.")


def is_segment(name: str) -> bool:
    """Return whether a slug can be one segment of a URL and the name of a file."""
    return 0 < (len(name) if name.isascii() else len(name.encode())) <= _LONGEST


@lru_cache(maxsize=4096)
def encode(url: str) -> str:
    """Return a site path percent-encoded for an ``href``: ``:`` as well, so that no file's name reads as a scheme."""
    return url if _ENCODED.fullmatch(url) else quote(url, safe=_URL_SAFE)


@lru_cache(maxsize=16384)
def encode_id(text: str) -> str:
    """Return a text as an HTML id: all but ASCII letters, digits, ``. _ : -`` percent-encoded."""
    return _SAFE_IN_ID.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), text)


def output_path(url: str) -> str:
    """Return the file that answers a URL: ``/gi/a/`` is ``gi/a/index.html``, ``/feed.xml`` is ``feed.xml``."""
    return f"{url[1:]}index.html" if url.endswith("/") else url[1:]


def changes_url(url: str) -> str:
    """Return the URL of the page that shows what changed in a variant since its approval."""
    return f"{url}changes/"


def relative_root(url: str) -> str:
    """Return the relative path from a page to the site's root: ``/gi/a/`` gives ``../../``."""
    depth = url.count("/") - 1
    return "../" * depth


def scheme(target: str) -> str:
    """Return the scheme of a link's target in lower case, or an empty text for a relative one.

    White space and control characters, which browsers skip inside a scheme, do not hide it.
    """
    if ":" not in target:
        return ""
    found = _SCHEME.match(SKIPPED.sub("", target))
    return found[0][:-1].lower() if found else ""


def resolve(path: str, folder: str) -> str | None:
    """Return a relative ``path`` seen from ``folder``, without ``.`` and ``..``; None when it leaves the root."""
    parts = folder.split("/") if folder and not path.startswith("/") else []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
