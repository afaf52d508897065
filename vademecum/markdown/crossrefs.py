"""Cross references in Quarto's syntax: ``@fig-x``, ``[-@tbl-x]``, ``[Fig @fig-x; @sec-y]``, never citations.

Figures and tables that have a label are numbered in the order in which they stand, for each variant anew. A section is
named by its title.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from msgspec import Struct

from vademecum.markdown.quick.starts import starts_with
from vademecum.markdown.quick.tokens import is_plain
from vademecum.markdown.reading import Reading, reading
from vademecum.model.body import Heading
from vademecum.problems import Place
from vademecum.urls import encode_id

_LABEL = r"(?:[Ff]ig|[Tt]bl|[Ss]ec)-\w(?:\w|[.:-](?=\w))*"
_ONE = rf"[^\[\]@;`\\]*?-?@{_LABEL}"
_AT = re.compile(rf"@({_LABEL})")
_GROUP = re.compile(rf"\[\s*{_ONE}(?:\s*;\s*{_ONE})*\s*\](?!\()")
_ITEM = re.compile(rf"(?P<prefix>[^\[\]@;]*?)(?P<bare>-?)@(?P<label>{_LABEL})")

_KINDS = {"figure_open": "fig", "table_open": "tbl"}
_NAMES = {"fig": "Figure", "tbl": "Table", "sec": "Section"}
_CAPTIONS = frozenset(["figcaption_open", "caption_open"])


class Float(Struct, frozen=True, kw_only=True):
    """A figure or table with a label."""

    kind: str
    """``fig`` or ``tbl``."""
    number: int
    """From 1, among its kind."""
    tokens: Sequence[Token]
    """All of it, from its opening token to its closing one."""

    @property
    def name(self) -> str:
        """Return "Figure 1", as it is captioned and mentioned."""
        return f"{_NAMES[self.kind]} {self.number}"


def crossrefs_plugin(md: MarkdownIt) -> None:
    """Add both forms to a parser, before citations."""
    md.inline.ruler.before("citation_group", "crossref_group", _group)
    md.inline.ruler.before("citation_group", "crossref", _mention)


@starts_with("[")
def _group(state: StateInline, silent: bool) -> bool:
    src, pos = state.src, state.pos
    if silent or src[pos] != "[" or src.find("@", pos, state.posMax) < 0:
        return False  # who looks ahead for a link's end must not take a group in its text for a link
    group = _GROUP.match(src, pos, state.posMax)
    if group is None:
        return False
    for found in _ITEM.finditer(src, pos + 1, group.end() - 1):
        if found.start() > pos + 1:
            state.pending += ", "
        at = found.start("label") - 1
        _push(state, found["label"], at, prefix=found["prefix"].strip(), bare=bool(found["bare"]))
    state.pos = group.end()
    return True


@starts_with("@")
def _mention(state: StateInline, silent: bool) -> bool:
    src, pos = state.src, state.pos
    if src[pos] != "@":
        return False
    before = src[pos - 1] if pos else " "
    found = None if before.isalnum() or before in "_@/." else _AT.match(src, pos, state.posMax)
    if found is None:
        return False
    if not silent:
        _push(state, found[1], pos, prefix="", bare=False)
    state.pos = found.end()
    return True


def _push(state: StateInline, label: str, pos: int, *, prefix: str, bare: bool) -> None:
    note = reading(state.env)
    note.refers = True
    token = state.push("crossref", "a", 0)
    label = unicodedata.normalize("NFC", label)
    token.meta = {
        "label": encode_id(label[0].lower() + label[1:]),
        "prefix": prefix,
        "bare": bare,
        "linked": state.linkLevel == 0,
        "place": note.at_offset(state.src, pos),
    }


def number_floats(tokens: Sequence[Token]) -> dict[str, Float]:
    """Number the figures and tables that have a label, in place, and return them by it, in order."""
    floats: dict[str, Float] = {}
    for start, token in enumerate(tokens):
        kind = _KINDS.get(token.type)
        label = str(token.attrs.get("id", "")) if kind else ""
        if kind is None or not label.startswith(f"{kind}-") or label in floats:
            continue
        close = token.type.replace("_open", "_close")
        end = next(at for at in range(start, len(tokens)) if tokens[at].type == close)
        number = 1 + sum(each.kind == kind for each in floats.values())
        found = floats[label] = Float(kind=kind, number=number, tokens=tokens[start : end + 1])
        token.meta = {**token.meta, "label": label, "number": number}
        for inner in found.tokens:
            if inner.type in _CAPTIONS:
                inner.meta = {**inner.meta, "name": found.name}
    return floats


def resolve_crossrefs(
    tokens: Sequence[Token], floats: Mapping[str, Float], headings: Sequence[Heading], note: Reading
) -> tuple[str, ...]:
    """Write into each cross reference what it prints and means; return the labels of the floats that the text mentions.

    Unknown labels (MD-13), and floats that are never mentioned or out of order (CIT-04), are told of.
    """
    if not (floats or note.refers):
        return ()
    sections = {heading.id: heading.text for heading in headings if heading.id.startswith("sec-")}
    mentioned: dict[str, Place] = {}
    for token, within in _crossrefs(tokens):
        label = token.meta["label"]
        if label in floats:
            number = str(floats[label].number)
            _write(token, floats[label].kind, number, number)
            if not within:
                mentioned.setdefault(label, token.meta["place"])
        elif label in sections:
            _write(token, "sec", f'"{sections[label]}"', f"<q>{escape(sections[label], quote=False)}</q>")
        else:
            _tell_unknown(label, [*floats, *sections], token.meta["place"], note)
    _tell_of_order(floats, mentioned, note)
    return tuple(mentioned)


def _crossrefs(tokens: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    """Yield the cross references of a text, each with the label of the float that it stands in."""
    within = ""
    for block in tokens:
        if block.type in _KINDS:
            within = block.meta.get("label", "")
        elif block.type in ("figure_close", "table_close"):
            within = ""
        elif block.children and not is_plain(block.children):
            for token in block.children:
                if token.type == "crossref":
                    yield token, within


def _write(token: Token, kind: str, text: str, html: str) -> None:
    meta = token.meta
    name = meta["prefix"] or ("" if meta["bare"] else _NAMES[kind])
    token.content = f"{name} {text}".lstrip()
    shown = f"{escape(name, quote=False)}\N{NO-BREAK SPACE}{html}" if name else html
    meta["html"] = f'<a class="crossref" href="#{meta["label"]}">{shown}</a>' if meta["linked"] else shown
    meta["means"] = f"{kind} {token.content}"


def _tell_unknown(label: str, known: Sequence[str], place: Place, note: Reading) -> None:
    kind = label[:3]
    what = {"fig": "figure", "tbl": "table", "sec": "section"}[kind]
    how = {"fig": "![…](a.png){#%s}", "tbl": ": caption {#%s}", "sec": "## Title {#%s}"}[kind] % label
    alike = {each[4:]: each for each in known if each.startswith(kind)}
    near = get_close_matches(label[4:], alike, n=1, cutoff=0.6)
    hint = f'did you mean "{alike[near[0]]}"?' if near else f"label it: {how}"
    note.error("MD-13", place, f'no {what} of this text has the label "{label}"', hint)


def _tell_of_order(floats: Mapping[str, Float], mentioned: Mapping[str, Place], note: Reading) -> None:
    for label, found in floats.items():
        if label not in mentioned:
            line = found.tokens[0].map[0] if found.tokens[0].map else 0
            message = f"the text never mentions {found.name}"
            note.warning("CIT-04", note.at_line(line), message, f"write @{label} where readers should look at it")
    last: dict[str, Float] = {}
    for label, place in mentioned.items():
        found = floats[label]
        before = last.get(found.kind)
        if before is not None and found.number < before.number:
            message = f"{before.name} is mentioned before {found.name}"
            note.warning("CIT-04", place, message, "place them in the order in which the text first mentions them")
        else:
            last[found.kind] = found
