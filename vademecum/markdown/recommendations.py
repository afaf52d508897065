"""Recommendations of the front matter → tokens: they are read before the body, so their sources are numbered first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from markdown_it.token import Token
from msgspec.structs import replace

from vademecum.markdown.canonical import canonical
from vademecum.markdown.citations import known
from vademecum.markdown.clusters import Cluster, Item
from vademecum.markdown.parser import parse_inline
from vademecum.markdown.passages import plain
from vademecum.markdown.reading import Reading
from vademecum.model.articles import Recommendation
from vademecum.model.body import Passage, PassageKind
from vademecum.problems import did_you_mean


def read_recommendations(given: Sequence[Recommendation], note: Reading) -> list[tuple[Recommendation, Token]]:
    """Return the recommendations for the audience of ``note``, each with its text and citations as one inline token."""
    return [(each, _token(each, note)) for each in given if _concerns(each, note)]


def _concerns(each: Recommendation, note: Reading) -> bool:
    for name in each.audiences:
        if name not in note.audiences:
            hint = did_you_mean(name, note.audiences, f"defined: {', '.join(note.audiences)}")
            note.error("AUD-05", each.place, f'the audience "{name}" is not defined', hint)
    return not each.audiences or note.audience in each.audiences


def _token(each: Recommendation, note: Reading) -> Token:
    """Read the text of a recommendation; what is wrong with it is told at its place in the front matter."""
    problems, cited = len(note.problems), set(note.first_cited)
    token = Token("inline", "", 0, content=each.text, children=parse_inline(each.text, note))
    items = tuple(Item(key=key) for key in each.sources if known(key, note, key, 0))
    if items and token.children is not None:
        token.children += [
            Token("text", "", 0, content=" "),
            Token("citation", "", 0, meta={"cluster": Cluster(items=items)}),
        ]
    place = each.place
    note.problems[problems:] = [
        replace(problem, file=place.file, line=place.line, column=place.column) for problem in note.problems[problems:]
    ]
    for key in (*note.first_cited.keys(), *(item.key for item in items)):
        if key not in cited:
            note.first_cited[key] = place
    return token


def recommendation_pieces(
    read: Sequence[tuple[Recommendation, Token]], cited: Callable[[str], str], target: Callable[[Token], str]
) -> Iterator[str]:
    """Yield what an approval is bound to: the grade, the words and the sources of each recommendation."""
    for each, token in read:
        yield f"recommendation {each.strength} {each.certainty} {each.year}".rstrip()
        yield from canonical([token], {}, cited, target)
        if each.reason:
            yield f"reason {' '.join(each.reason.split())}"


def recommendation_passages(read: Sequence[tuple[Recommendation, Token]]) -> Iterator[Passage]:
    """Yield the recommendations as passages, for rules and search."""
    for each, token in read:
        text, cited = plain(token.children or (), frozenset())
        yield Passage(kind=PassageKind.ITEM, text=text, line=each.place.line, cited=cited, box="recommendations")
