"""Citations → HTML: numbers in the order of first mention, ranges, locators, names in the sentence, ways back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from types import MappingProxyType

from markdown_it.token import Token
from msgspec import Struct, field

from vademecum.markdown.clusters import Cluster, Item
from vademecum.markdown.locators import Locator
from vademecum.markdown.rawhtml import COMMENT
from vademecum.markdown.readingorder import citations_as_read
from vademecum.model.body import Cited
from vademecum.problems import Place
from vademecum.references.numbering import RUN, Numbered, Run, arrange, number
from vademecum.urls import encode_id

_GROUP = '<span class="citations"'
_BRACKETS = {"brackets": ("[", "]"), "parentheses": ("(", ")"), "superscript": ("", ""), "plain": ("", "")}


class Manner(Struct, frozen=True, kw_only=True):
    """How a style sets numbers in the text."""

    marker: str = "brackets"
    dash: str = "–"
    """Between the ends of a range of numbers or pages."""
    tight: bool = False
    """AMA closes locators up: ``3(p21)``."""
    after_stops: bool = False
    """AMA sets superscripts after a period or comma (3.6)."""

    @property
    def raised(self) -> bool:
        """Whether numbers are superscripts."""
        return self.marker == "superscript"


class Words(Struct, frozen=True, kw_only=True):
    """What is said of a source in the text."""

    label: Callable[[str], str]
    """Key → "Strosberg 2017", for the accessible name of its links."""
    names: Callable[[str], str]
    """Key → the authors as a sentence names them."""
    markup: Callable[[str], str]
    """Inline Markdown → HTML, for prefixes and suffixes."""
    mark: Callable[[str], str] = lambda _: ""
    """Key → what stands beside its number ("retracted"); empty for most."""


class _Uses(Struct):
    numbers: Mapping[str, int]
    words: Words
    places: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    groups: int = 0
    _said: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    def link(self, key: str) -> str:
        """Return a source's number as a link to its entry."""
        _, stem, rest = self._say(key)
        places = self.places[key]
        place = f"{stem}{len(places) + 1}"
        places.append(place)
        return f'<a class="citation" role="doc-biblioref" id="{place}{rest}'

    def mark(self, key: str) -> str:
        """Return what readers must know of a source, beside its number."""
        return self._say(key)[0]

    def _say(self, key: str) -> tuple[str, str, str]:
        """Return what is the same at every mention of a source: its mark, the stem of its places, the end of a link."""
        said = self._said.get(key)
        if said is None:
            mark, n, identifier = self.words.mark(key), self.numbers[key], encode_id(key)
            name = escape(f"Reference {n}: {self.words.label(key)}{f', {mark}' if mark else ''}")
            said = self._said[key] = (
                mark,
                f"cite-{identifier}-",
                f'" href="#ref-{identifier}" aria-label="{name}">{n}</a>',
            )
        return said


def typeset(
    body: Sequence[Token],
    footnotes: Mapping[int, Sequence[Token]],
    manner: Manner,
    words: Words,
    nocite: Sequence[str] = (),
    first: Mapping[str, Place] = MappingProxyType({}),
    floats: Mapping[str, Sequence[Token]] = MappingProxyType({}),
) -> tuple[Cited, ...]:
    """Number the sources of a variant and write each citation's HTML into its token; return them in list order.

    A source counts at its first mention as rendered; inside a footnote it counts at the footnote's mark, and inside
    one of ``floats`` where the text first mentions that (AMA 3.6). ``nocite`` sources are listed after the cited ones.
    ``first`` tells where the text first cites each.
    """
    found = list(citations_as_read(body, footnotes, floats))
    clusters = [children[index].meta["cluster"] for children, index in found]
    numbers = number(_keys(clusters, nocite))
    uses = _Uses(numbers, words)
    for cluster, (children, index) in zip(clusters, found, strict=True):
        children[index].content = _cluster(cluster, uses, manner, words)
    if manner.raised:
        for children in {id(children): children for children, _ in found}.values():
            _raise(children, manner)
    return tuple(
        Cited(key=key, number=n, places=tuple(uses.places[key]), first=first.get(key)) for key, n in numbers.items()
    )


def _keys(clusters: Sequence[Cluster], nocite: Sequence[str]) -> Iterator[str]:
    for cluster in clusters:
        for item in cluster.items:
            yield item.key
    yield from nocite


def _cluster(cluster: Cluster, uses: _Uses, manner: Manner, words: Words) -> str:
    alone, group_id = _numbers_alone(cluster, uses), ""
    if alone is not None:
        inner = alone
    elif len(cluster.items) == 1:
        item = cluster.items[0]
        inner = _single(item, uses.numbers[item.key], cluster, uses, manner, words)
    else:
        inner, group_id = _several(cluster, uses, manner, words)
    opening, closing = _BRACKETS[manner.marker]
    inner = f"{opening}{inner}{closing}"
    identifier = f' id="{group_id}"' if group_id else ""
    inner = f"<sup>{inner}</sup>" if manner.raised else inner
    html = f"{_GROUP}{identifier}>{inner}</span>"
    if _named(cluster):
        names = escape(words.names(cluster.items[0].key), quote=False)
        return f"{names}{html}" if manner.raised else f"{names} {html}"
    return html


def _numbers_alone(cluster: Cluster, uses: _Uses) -> str | None:
    """Return a group, as nearly all are, of numbers that nothing but commas part; None for any other."""
    keys: dict[int, str] = {}
    for item in cluster.items:
        if not (item.bare and cluster.linked) or uses.mark(item.key):
            return None
        keys[uses.numbers[item.key]] = item.key
    numbers = sorted(keys)
    if any(last - first < RUN for first, last in zip(numbers, numbers[RUN - 1 :], strict=False)):
        return None
    return ",".join([uses.link(keys[n]) for n in numbers])


def _several(cluster: Cluster, uses: _Uses, manner: Manner, words: Words) -> tuple[str, str]:
    """Return a group of several sources, and its id when a range in it stands for some of them."""
    group = [
        Numbered(
            uses.numbers[item.key],
            index,
            bare=item.bare and not uses.mark(item.key),
            worded=bool(item.prefix or item.suffix),
        )
        for index, item in enumerate(cluster.items)
    ]
    group_id = ""
    parts: list[str] = []
    for run in arrange(group):
        items = [cluster.items[member.index] for member in run.members]
        if run.is_range and cluster.linked and not group_id:
            uses.groups += 1
            group_id = f"cite-{uses.groups}"
        text = _run(run, items, cluster, uses, manner, words, group_id)
        parts.append((", " if parts and items[0].prefix else "," if parts else "") + text)
    return "".join(parts), group_id


def _named(cluster: Cluster) -> bool:
    return cluster.narrative and cluster.linked


def _run(
    run: Run,
    items: Sequence[Item],
    cluster: Cluster,
    uses: _Uses,
    manner: Manner,
    words: Words,
    group_id: str,
) -> str:
    if not run.is_range:
        return _single(items[0], run.members[0].number, cluster, uses, manner, words)
    first, last = items[0], items[-1]
    ends = [_number(first, run.members[0].number, cluster, uses)]
    for item in items[1:-1]:
        uses.places[item.key].append(group_id)
    ends.append(_number(last, run.members[-1].number, cluster, uses))
    return manner.dash.join(ends)


def _single(item: Item, n: int, cluster: Cluster, uses: _Uses, manner: Manner, words: Words) -> str:
    text = _number(item, n, cluster, uses)
    if item.prefix:
        text = f"{words.markup(item.prefix)} {text}"
    text += _mark(uses.mark(item.key), manner)
    if item.locator:
        text += _locator(item.locator, manner)
    if item.suffix:
        text += words.markup(item.suffix) if item.suffix[0] in ",.;:" else f" {words.markup(item.suffix.strip())}"
    return text


def _number(item: Item, n: int, cluster: Cluster, uses: _Uses) -> str:
    return uses.link(item.key) if cluster.linked else str(n)


def _mark(mark: str, manner: Manner) -> str:
    """Return what readers must know of a source, in words: a colour alone would be missed."""
    space = "" if manner.tight or manner.raised else " "
    return f'{space}<span class="source-mark">({mark})</span>' if mark else ""


def _locator(locator: Locator, manner: Manner) -> str:
    if manner.tight:
        return f"({locator.label}{escape(locator.value.replace('–', manner.dash), quote=False)})"
    space = "" if manner.raised else " "
    return f"{space}({locator.label} {escape(locator.value, quote=False)})"


def _raise(children: list[Token], manner: Manner) -> None:
    """Close superscripts up to the word before them, keep two of them apart, and move them where the style wants."""
    for index, token in enumerate(children):
        if token.type != "citation":
            continue
        before = children[index - 1] if index else None
        after = next((token for token in children[index + 1 :] if token.nesting >= 0), None)
        cited_before = index > 1 and children[index - 2].type == "citation"
        apart = cited_before and before is not None and not before.content.strip()
        if before is not None and before.type == "text" and not apart and not _named(token.meta["cluster"]):
            before.content = before.content.rstrip()
        if manner.after_stops and after is not None and after.type == "text" and after.content[:1] in (".", ","):
            first = children[_first_of_row(children, index)]
            names, group, numbers = first.content.rpartition(_GROUP)
            stop, after.content = after.content[0], after.content[1:]
            first.content = names + stop + group + numbers


def _first_of_row(children: Sequence[Token], index: int) -> int:
    """Return where the first of several groups stands that only spaces part: a stop belongs before all of them."""
    if _named(children[index].meta["cluster"]):
        return index
    for position in range(index - 1, -1, -1):
        token = children[position]
        if token.type == "citation":
            return _first_of_row(children, position)
        comment = token.type == "html_inline" and not COMMENT.sub("", token.content)
        if token.nesting == 0 and not comment and (token.type != "text" or token.content.strip()):
            return index
    return index
