"""Links and images: what they may point to, and where that stands on the site."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from urllib.parse import unquote, urlsplit

from markdown_it.token import Token
from msgspec import Struct

from vademecum.markdown.reading import Reading
from vademecum.model.articles import Article, page_for
from vademecum.model.body import LinkFact
from vademecum.problems import Place, did_you_mean
from vademecum.urls import ALLOWED_SCHEMES, encode, encode_id, resolve, scheme


class Targets(Struct, frozen=True, kw_only=True):
    """What a body may link to, as seen from one variant."""

    folder: str
    """Folder of the source, from the site's root."""
    path: str
    """The article's own file."""
    root: str
    """Relative path from the page to the site's root."""
    audience: str
    articles: Mapping[str, Article]
    """Source file → article: a link leads to its variant for the same readers, or to its default one."""
    files: Mapping[str, str]
    """Source file → URL of a file that is copied."""
    withheld: Collection[str] = ()
    """Source files of articles that are not published."""
    suffix: str = ""
    """``index.html`` when links are made for reading from disk."""

    def page(self, source: str) -> str:
        """Return the URL of another source's page for the same readers; empty when there is none."""
        article = self.articles.get(source)
        return page_for(article, self.audience) if article else ""

    def absolute(self, raw: str) -> str:
        """Return a target the same from wherever the article stands: its own anchors are alike, files by path."""
        if scheme(raw) or raw.startswith("//"):
            return raw
        path = unquote(raw.partition("#")[0])
        if not path:
            return "#"
        folder = "content" if path.startswith("/") else self.folder
        return resolve(path.lstrip("/"), folder) or raw

    def href(self, url: str) -> str:
        """Return a site URL as it is written on this page."""
        page = f"{url}{self.suffix}" if url.endswith("/") else url
        return f"{self.root}{encode(page[1:])}" or "./"


class Found(Struct, kw_only=True):
    """The links of one body, for checks that need the whole site."""

    links: list[LinkFact]
    own: list[tuple[str, Place]]
    """Anchors of the page itself that it links to."""
    media: list[str]


class RefusedError(Exception):
    """A target that may not stand; ``args`` are rule, message and hint."""


def resolve_links(tokens: Sequence[Token], block: Token, targets: Targets, note: Reading, found: Found) -> None:
    """Point the links and images among inline tokens at what they mean; one that may not stand becomes text."""
    standing: list[bool] = []
    for token in tokens:
        if token.type == "link_open":
            standing.append(_point(token, "href", block, targets, note, found))
        elif token.type == "link_close":
            token.hidden = bool(standing) and not standing.pop()
        elif token.type == "image":
            if not token.content.strip():
                message = "the image has no alternative text"
                note.warning("A11-02", _place(token, "src", block, note), message, "say in the brackets what it shows")
            if not _point(token, "src", block, targets, note, found):
                token.type = "image_refused"


def _place(token: Token, attribute: str, block: Token, note: Reading) -> Place:
    first, last = block.map or (0, 1)
    raw = str(token.attrs.get(attribute, ""))
    for snippet in (raw, unquote(raw)):
        place = note.find(first, last, snippet) if snippet else None
        if place is not None:
            return place
    return note.at_line(first)


def _point(token: Token, attribute: str, block: Token, targets: Targets, note: Reading, found: Found) -> bool:
    raw = str(token.attrs.get(attribute, ""))
    is_image = attribute == "src"
    kind = scheme(unquote(raw))
    try:
        if kind or raw.startswith("//") or "\\" in raw:
            _external(raw, kind, is_image=is_image)
            token.attrs["rel"] = "noopener noreferrer"
            token.meta = {**token.meta, "external": True}
        else:
            token.attrs[attribute] = _internal(raw, token, block, attribute, targets, note, found)
    except RefusedError as refusal:
        rule, message, hint = refusal.args
        note.error(rule, _place(token, attribute, block, note), message, hint)
        token.hidden = True
        return False
    return True


def _external(raw: str, kind: str, *, is_image: bool) -> None:
    if is_image:
        raise RefusedError(
            "LNK-03", f"the image {_short(raw)} is not a file of this site", "put the file beside the article"
        )
    if kind not in ALLOWED_SCHEMES or raw != raw.strip() or "\\" in raw:
        shown = f"{kind}:" if kind else _short(raw)
        raise RefusedError(
            "LNK-02", f"a link may not lead to {shown}", f"allowed: {', '.join(sorted(ALLOWED_SCHEMES))}"
        )
    if kind in ("http", "https") and not _has_host(raw):
        raise RefusedError("LNK-02", f"{_short(raw)} is no web address", "write it as https://example.org/")


def _has_host(raw: str) -> bool:
    try:
        return bool(urlsplit(raw).hostname)
    except ValueError:
        return False


def _internal(
    raw: str, token: Token, block: Token, attribute: str, targets: Targets, note: Reading, found: Found
) -> str:
    path, _, anchor = raw.partition("#")
    path, anchor = unquote(path), unquote(anchor)
    if not path:
        if not anchor:
            raise RefusedError("LNK-01", "a link without a target", "write the target in the parentheses")
        found.own.append((anchor, _place(token, attribute, block, note)))
        return f"#{encode_id(anchor)}"
    source = resolve(
        path.lstrip("/") if path.startswith("/") else path, "content" if path[0] == "/" else targets.folder
    )
    if source is None or not source.startswith("content/"):
        raise RefusedError("LNK-01", f"{_short(path)} leads out of content/", "link to a file below content/")
    if source in targets.files:
        found.media.append(source)
        return targets.href(targets.files[source])
    page = targets.page(source) if attribute == "href" else ""
    if page:
        place = _place(token, attribute, block, note)
        found.links.append(LinkFact(target=source, anchor=anchor, line=place.line, column=place.column))
        return targets.href(page) + (f"#{encode_id(anchor)}" if anchor else "")
    if attribute == "src" and source in targets.articles:
        raise RefusedError("LNK-03", f"{source} is a text, not an image", "link to it instead: [text](file.md)")
    if source in targets.withheld:
        raise RefusedError("LNK-01", f"{source} is not published", "remove the link, or publish the article")
    known = [*targets.files, *(targets.articles if attribute == "href" else ())]
    names = [each.removeprefix("content/") for each in known]
    hint = did_you_mean(source.removeprefix("content/"), names, _target_hint(path))
    rule = "LNK-03" if attribute == "src" else "LNK-01"
    raise RefusedError(rule, f"there is no {source}", hint)


def _target_hint(path: str) -> str:
    if path.endswith(("/", ".html")):
        return "link to the source file: other.md"
    return "check the name and the folder"


def _short(text: str) -> str:
    return f'"{text[:60]}…"' if len(text) > 60 else f'"{text}"'
