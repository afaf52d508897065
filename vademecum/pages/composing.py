"""One article's variants, each read, numbered, fingerprinted and judged: all of it before any is laid out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vademecum.markdown.body import composing
from vademecum.markdown.links import Targets
from vademecum.markdown.reading import Reading
from vademecum.model.articles import Article, Variant
from vademecum.model.composed import Composed
from vademecum.model.retractions import GRAVE, Shaken
from vademecum.model.review import Wording
from vademecum.pages.world import World
from vademecum.references.nearest import nearest
from vademecum.review.fingerprint import Fingerprints, fold
from vademecum.review.verdict import judge
from vademecum.today import Today
from vademecum.turns import Steps, finished
from vademecum.urls import relative_root


def compose_article(article: Article, bodies: Mapping[str, str], world: World, today: Today) -> tuple[Composed, ...]:
    """Return every variant of an article with its text, fingerprint and verdict."""
    return tuple(
        compose_variant(article, variant, bodies[variant.body.path], world, today) for variant in article.variants
    )


def compose_variant(article: Article, variant: Variant, text: str, world: World, today: Today) -> Composed:
    """Return one variant with its text, fingerprint and verdict."""
    return finished(composing_variant(article, variant, text, world, today))


def composing_variant(article: Article, variant: Variant, text: str, world: World, today: Today) -> Steps[Composed]:
    """Do the same step by step."""
    site, meta = world.site, article.meta
    entries = site.bibliography.entries
    note = Reading(
        file=variant.body.path,
        lines=text.split("\n"),
        first_line=variant.body.line,
        audience=variant.audience,
        own_audiences=[each.audience for each in article.variants],
        audiences=site.audiences,
        keys=entries,
        nearest_key=lambda key: nearest(site.bibliography, key),
        bibliography=", ".join(world.config.bibliography) or "the bibliography",
        broken=site.bibliography.faulty,
        abbreviations=world.config.abbreviations,
        reviewed=article.is_article,
    )
    nocite = _listed_keys(article, note, world)
    targets = _targets(article, variant, world)
    body = yield from composing(text, note, targets, world.citing(nocite), meta.recommendations)
    yield
    audience = site.audiences[variant.audience]
    wording = Wording(
        title=variant.title,
        description=variant.description,
        pieces=(
            *(f"key-point {fold(point)}" for point in meta.key_points),
            *body.canonical,
            *_further_pieces(meta.further_reading, world),
        ),
        media=tuple(site.assets[path].digest for path in body.media),
        disclaimer=f"{audience.disclaimer}\n{audience.emergency_number}",
    )
    marks = Fingerprints(wording)
    struck = [
        Shaken(key=cited.key, label=world.sources[cited.key].label, event=event)
        for cited in body.cited
        for event in world.sources[cited.key].events
        if event.kind in GRAVE
    ]
    verdict = judge(meta, variant.audience, marks.fit, world.court(today), struck)
    return Composed(variant=variant, body=body, fingerprint=marks.present, wording=wording, verdict=verdict)


def _further_pieces(words: Sequence[str], world: World) -> Iterator[str]:
    for key in listed_words(words):
        if key in world.site.bibliography.entries:
            yield f"further {world.sources[key].digest}"


def _listed_keys(article: Article, note: Reading, world: World) -> tuple[str, ...]:
    """Return the keys of ``nocite``; ``@*`` means every entry. Unknown ones, in ``further-reading`` too, are errors."""
    entries = world.site.bibliography.entries
    keys: list[str] = []
    for word in listed_words(article.meta.nocite):
        if word == "*":
            keys.extend(entries)
        elif word in entries:
            keys.append(word)
    for field, words in (("nocite", article.meta.nocite), ("further-reading", article.meta.further_reading)):
        for word in listed_words(words):
            if word not in entries and (word, field) != ("*", "nocite"):
                near = nearest(world.site.bibliography, word)
                hint = f'did you mean "{near}"?' if near else "add the entry to the bibliography"
                note.error("CIT-01", article.meta.place(field, article.path), f'{field}: no entry "{word}"', hint)
    return tuple(keys)


def listed_words(texts: Sequence[str]) -> list[str]:
    """Return the keys in a list of texts: ``@a``, ``@a, @b`` or ``a``."""
    return [word.strip("@{}") for text in texts for word in text.replace(",", " ").split()]


def _targets(article: Article, variant: Variant, world: World) -> Targets:
    return Targets(
        folder=variant.body.path.rpartition("/")[0],
        path=article.path,
        root=relative_root(variant.url),
        audience=variant.audience,
        articles=world.site.articles,
        files=world.asset_urls,
        withheld=world.site.withheld,
        suffix=world.suffix,
    )
