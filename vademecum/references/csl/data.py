"""A reference as the CSL processor wants it: our CSL-JSON, with signs where it would hold markup.

What CSL has no notion of, and what citeproc-py 0.11 gets wrong, is settled here:

- "and others": a name stands for those who are left out, and becomes the style's "et al." afterwards;
- a range such as 3070-3070 or 284-7: each style that shortens or spells out its ranges gets them so;
- words in braces keep their letters, whole words at a time: the processor would part "{NETTER}-1" in two.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from vademecum.model.references import Reference
from vademecum.references.csl.marks import DASH, MORE, marked, without_signs
from vademecum.references.export.csl import to_csl
from vademecum.references.marks import cleaned
from vademecum.references.styles.pageranges import page_range

_PROTECTED = {"title": "title", "container-title": "container"}
"""Variable of CSL → field of a reference whose braces count."""
_NO_CASE = '<span class="nocase">'
_WORD = re.compile(r"\s+|\S+")
_RESOLVERS = ("doi.org", "dx.doi.org", "pubmed.ncbi.nlm.nih.gov", "pmc.ncbi.nlm.nih.gov")
_RENAMED = {"event-title": "event"}
_DATES = frozenset({"issued", "accessed"})
_NAMES = frozenset({"author", "editor"})


def csl_item(work: Reference, *, minimal: bool | None) -> dict[str, Any]:
    """Return CSL-JSON whose texts hold signs instead of marks; ``minimal`` says how page ranges are set, if known."""
    item = {_RENAMED.get(name, name): value for name, value in to_csl(work).items()}
    for name, people, more in (
        ("author", work.authors, work.more_authors),
        ("editor", work.editors, work.more_editors),
    ):
        if people and more:
            item[name] = [*item[name], {"literal": MORE}]
    if minimal is not None and work.pages:
        item["page"] = page_range(work.pages, minimal=minimal, dash=DASH)
    if _is_resolved(work):
        item.pop("URL", None)
        item.pop("accessed", None)
    return {name: _text(name, value, work) for name, value in item.items()}


def _text(name: str, value: Any, work: Reference) -> Any:
    if name in _DATES:
        return {part: without_signs(said) if isinstance(said, str) else said for part, said in value.items()}
    if name in _NAMES:
        return [{part: _plain(text) for part, text in person.items()} for person in value]
    if name == "page":
        return str(value)
    return marked(_guarded(cleaned(str(value)), work.protected.get(_PROTECTED.get(name, ""), ())))


def _guarded(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """Return a title whose words with a protected letter are kept from changes of case."""
    if not spans or _NO_CASE in text.casefold():
        return text
    pieces = []
    for match in _WORD.finditer(text):
        kept = any(start < match.end() and match.start() < stop for start, stop in spans)
        pieces.append(f"{_NO_CASE}{match[0]}</span>" if kept and not match[0].isspace() else match[0])
    return "".join(pieces)


def _plain(text: str) -> str:
    return text if text == MORE else without_signs(text)


def _is_resolved(work: Reference) -> bool:
    """Tell whether the URL only says again what an identifier says, which is linked beside the reference."""
    host = (urlsplit(work.url).hostname or "").removeprefix("www.") if work.url else ""
    return host in _RESOLVERS and bool(work.doi or work.pmid or work.pmcid)
