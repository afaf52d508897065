"""Reading what stands before bodies: people, audiences, front matter. Nothing that renders is imported for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from msgspec import Struct

from vademecum.articles.audiences import parse_audiences
from vademecum.articles.parse import parse_article, parse_variant, variant_of
from vademecum.articles.people import parse_people
from vademecum.disk.load import read_source
from vademecum.disk.project import Content, read_content
from vademecum.fresh import brief
from vademecum.model.articles import Audience, Parsed, ParsedVariant, Person, Source, Text
from vademecum.problems import Problem
from vademecum.texts import Kept, head_of, mentioned
from vademecum.workers import chunked, shared_out, workers_for

CHUNK = 250
"""Texts handed to a worker at once, of which only the front matter is read."""

FEW = 300
"""Fewer texts than this are not worth a second process."""


class Fronts(Struct, frozen=True, kw_only=True):
    """What stands before bodies."""

    content: Content
    people: Mapping[str, Person]
    audiences: Mapping[str, Audience]
    problems: tuple[Problem, ...]
    """What is wrong with all that but texts, which hold their own."""
    texts: Iterator[Sequence[Text]]
    """Those that are not kept, in their order; workers read them in the meantime."""


class _Context(Struct, frozen=True, kw_only=True):
    """What decides, beside its bytes, how a text is read."""

    people: Mapping[str, Person]
    audiences: Mapping[str, Audience]
    digest: str


@contextmanager
def reading(root: Path, jobs: int | None, kept: Kept) -> Iterator[Fronts]:
    """Begin to read what is not kept."""
    content = read_content(root)
    people, faults = _read_people(root, content.people)
    audiences, found = _read_audiences(root, content.audiences)
    context = _Context(people=people, audiences=audiences, digest=brief((people, audiences)))
    changed = list(_changed(content.texts, context, kept))
    workers = workers_for(len(changed), FEW, jobs)
    chunks = chunked(changed, workers, CHUNK)
    with shared_out(partial(_read_texts, root, context), chunks, workers, list[Text], unattended=True) as texts:
        yield Fronts(
            content=content,
            people=people,
            audiences=audiences,
            problems=(*content.problems, *faults, *found),
            texts=texts,
        )


def _read_people(root: Path, path: str) -> tuple[Mapping[str, Person], list[Problem]]:
    if not path:
        return {}, []
    source, problems = read_source(root, path)
    people, found = parse_people(source) if source else ({}, ())
    return people, [*problems, *found]


def _read_audiences(root: Path, paths: Sequence[str]) -> tuple[Mapping[str, Audience], list[Problem]]:
    sources: list[Source] = []
    problems: list[Problem] = []
    for path in paths:
        source, found = read_source(root, path)
        problems.extend(found)
        if source:
            sources.append(source)
    audiences, found = parse_audiences(sources)
    return audiences, [*problems, *found]


def _changed(paths: Sequence[str], context: _Context, kept: Kept) -> Iterator[tuple[str, tuple[str, str] | None]]:
    """Yield each text that is not as it was, with the article and audience to which it belongs by its name."""
    known = frozenset(paths)
    for path in paths:
        belongs = variant_of(path, known, context.audiences)
        text = kept.texts.get(path)
        if text is None or not text.stands(kept.digests.get(path), context.digest, belongs):
            yield path, belongs


def _read_texts(root: Path, context: _Context, texts: Sequence[tuple[str, tuple[str, str] | None]]) -> list[Text]:
    """Read what texts hold before their bodies."""
    return [_read_text(root, path, context, belongs) for path, belongs in texts]


def _read_text(root: Path, path: str, context: _Context, belongs: tuple[str, str] | None) -> Text:
    source, problems = read_source(root, path)
    holds: Parsed | ParsedVariant | None = None
    if source is not None and belongs:
        holds, problems = parse_variant(source, *belongs)
    elif source is not None:
        holds, problems = parse_article(source, context.people, context.audiences)
    return Text(
        path=path,
        digest=source.digest if source else "",
        context=context.digest,
        belongs=belongs,
        holds=holds,
        problems=tuple(problems),
        mentions=mentioned(source) if source else (),
        head=head_of(source) if source else "",
    )
