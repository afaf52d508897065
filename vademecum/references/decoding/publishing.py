"""Who published a work and where it stands on the web."""

from __future__ import annotations

import re

from msgspec import Struct

from vademecum.references.decoding.fields import FieldReader
from vademecum.references.decoding.tex import decode_tex
from vademecum.references.identifiers import web_url

_BODIES = ("school", "institution", "organization", "howpublished", "publisher")
_BODY_NAMES = frozenset(_BODIES)
_PLACES = ("location", "address")
_PLACE_NAMES = frozenset(_PLACES)
_ARCHIVES = frozenset(["eprint", "eprinttype", "archiveprefix"])
_AND = re.compile(r"(?<!\s)\s+and\s+")
_NO_SCHEME = re.compile(r"(?:[\w-]+\.)+[A-Za-z]{2,}(?:[/?#]\S*)?$")
_SEVERAL = re.compile(r"https?://\S+(?:\s+https?://\S+)+")
_ARXIV = "https://arxiv.org/abs/"


class Publication(Struct, frozen=True, kw_only=True):
    """Publisher, place and web address."""

    publisher: str = ""
    place: str = ""
    url: str = ""


def read_publication(fields: FieldReader, accessed: bool) -> Publication:  # noqa: FBT001 - one caller
    """Return them; a URL in ``howpublished`` is the work's own when the entry says when it was looked at.

    Several bodies are joined with semicolons, and so are places ("Paris and London").
    """
    url = _own_url(fields) or _archive_url(fields)
    if not fields.has_any(_BODY_NAMES):
        return Publication(place=_place(fields), url=url)
    bodies = [fields.text(name) for name in _BODIES if fields.values.get(name)]
    how = fields.plain("howpublished") if fields.values.get("howpublished") else ""
    if accessed and not url and web_url(how):
        url = how
        bodies = [body for body in bodies if body != how]
    return Publication(publisher="; ".join(dict.fromkeys(bodies)), place=_place(fields), url=url)


def _place(fields: FieldReader) -> str:
    return "; ".join(filter(None, _AND.split(fields.text(*_PLACES)))) if fields.has_any(_PLACE_NAMES) else ""


def _own_url(fields: FieldReader) -> str:
    """Return the ``url`` field when it is a web address; ``javascript:`` and its like are told of and dropped."""
    typed = fields.raw("url")
    if not typed:
        return ""
    url = clean_url(typed)
    if _SEVERAL.fullmatch(url):
        url = url.split()[0]
    if web_url(url):
        return url
    if _NO_SCHEME.match(url):
        fields.warn(
            "REF-02", "url", f'the url of "{fields.entry.key}" lacks its https://', "https:// is taken for granted"
        )
        return f"https://{url}"
    fields.warn("REF-02", "url", f'the url of "{fields.entry.key}" is no web address (http or https) and is left out')
    return ""


def clean_url(typed: str) -> str:
    """Return a URL without the escapes of exporters."""
    if "\\" in typed or "{" in typed or "&amp;" in typed or "$" in typed:
        return decode_tex(typed.replace("~", r"\textasciitilde{}").replace("--", "-{}-")).text
    return typed.strip()


def _archive_url(fields: FieldReader) -> str:
    if not fields.has_any(_ARCHIVES):
        return ""
    archive = fields.plain("eprinttype", "archiveprefix").casefold()
    eprint = fields.raw("eprint").strip()
    return _ARXIV + eprint if archive == "arxiv" and eprint and "://" not in eprint else ""
