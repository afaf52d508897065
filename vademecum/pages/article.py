"""One article → its pages, one for each audience, with its review record and its references. The parallel unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from markupsafe import Markup

from vademecum.model.articles import Article
from vademecum.model.body import Body, Facts, VariantFacts, Wording
from vademecum.model.composed import Composed
from vademecum.model.output import Output
from vademecum.model.review import State, Verdict
from vademecum.pages.changes import render_changes
from vademecum.pages.composing import compose_variant, composing_variant
from vademecum.pages.records import references_file, review_record
from vademecum.pages.showing import ai_told, ai_used, article_view, page_view, plain_view
from vademecum.pages.sources import Source
from vademecum.pages.words import board_line
from vademecum.pages.world import World, person_view
from vademecum.problems import Place, Problem, in_order
from vademecum.review.faults import review_problems, verdict_problems
from vademecum.rules.dossier import Dossier
from vademecum.rules.examine import examine, weighed
from vademecum.rules.families.retractions import Use, source_problems
from vademecum.rules.families.review import claims_of
from vademecum.rules.families.upkeep import addresses_elsewhere
from vademecum.rules.leaks import leak_problems
from vademecum.rules.page.check import check_page
from vademecum.rules.page.expected import Expected
from vademecum.rules.registry import known_rules
from vademecum.rules.wording import wording
from vademecum.today import Today
from vademecum.turns import Steps, in_turns
from vademecum.urls import output_path, relative_root

PUBLISHED = (State.APPROVED, State.OVERDUE, State.WITHDRAWN)
"""The verdicts with which a variant stays online under ``publish = "approved"``."""
_AT_A_STEP = frozenset([State.SUBMITTED, State.UNDER_REVIEW, State.EDITED, State.APPROVED])
_UNREAD = Wording()


Rendered = tuple[tuple[Output, ...], Facts]
"""The files made from one article and what the rest of the site must know of it."""


def render_article(article: Article, bodies: Mapping[str, str], world: World, kept: Callable[[str], str]) -> Rendered:
    """Render one article: see `rendering`."""
    (rendered,) = in_turns([rendering(article, bodies, world, kept)], world.needs)
    return rendered


def rendering(article: Article, bodies: Mapping[str, str], world: World, kept: Callable[[str], str]) -> Steps[Rendered]:
    """Render one article step by step: between them, other articles may be carried on.

    ``bodies`` holds the Markdown of each file that the article consists of, by path; ``kept`` reads the text of an
    approval. Problems are among the facts;
    a page that fails its checks is returned all the same, and nothing is written while there is an error.
    """
    today = Today(world.site.today)
    world.begin(article)
    composed = []
    for variant in article.variants:
        composed.append((yield from composing_variant(article, variant, bodies[variant.body.path], world, today)))
        yield
    sources = {cited.key: world.sources[cited.key] for each in composed for cited in each.body.cited}
    problems = list(_body_problems(composed))
    if article.is_article:
        problems.extend(_article_problems(article, composed, sources, world, today))
    dossier = Dossier(
        article=article,
        texts=tuple(composed),
        references={key: source.reference for key, source in sources.items()},
        site=world.site,
        today=today,
        bodies=bodies,
    )
    rules = known_rules().values() if article.meta.waivers else world.rules
    problems.extend(examine(dossier, rules))
    yield
    if article.is_article and world.config.publish == "approved":
        composed = [each for each in composed if each.verdict.state in PUBLISHED]
    outputs: list[Output] = []
    for each in composed:
        page, found = yield from _page(article, each, composed, world)
        outputs.append(page)
        problems.extend(found)
    pages = {each.variant.audience: page.content for each, page in zip(composed, outputs, strict=True)}
    problems.extend(leak_problems(dossier, pages, _layout(article, world)))
    for each in composed:
        if each.verdict.state is State.EDITED:
            page, found = render_changes(article, each, world, kept)
            outputs.append(page)
            problems.extend(found)
    if article.is_article and composed:
        outputs.append(review_record(article, composed, world.site))
        keys = dict.fromkeys([cited.key for each in composed for cited in each.body.cited])
        if keys:
            outputs.append(references_file(article, [sources[key].bibtex for key in keys]))
    facts = Facts(
        path=article.path,
        variants=tuple(_facts(each, wording(each, dossier) if world.editorial else _UNREAD) for each in composed),
        problems=in_order(problems),
        outputs=(),
        claims=() if article.is_article else _claims(composed),
        changes_on=today.next_change,
        needs=world.needs.take(),
    )
    return tuple(outputs), facts


def _claims(composed: Sequence[Composed]) -> tuple[tuple[Place, str], ...]:
    return tuple(claim for each in composed for claim in claims_of(each.body, each.variant.body.path))


def _body_problems(composed: Sequence[Composed]) -> Iterator[Problem]:
    """Yield what is wrong with the texts; a footnote is unused only when no variant of its file uses it."""
    if not any(each.body.problems for each in composed):
        return
    files = Counter(each.variant.body.path for each in composed)
    times = Counter(problem for each in composed for problem in each.body.problems)
    for problem, count in times.items():
        if problem.rule != "MD-04" or count == files[problem.file]:
            yield problem


def _article_problems(
    article: Article, composed: Sequence[Composed], sources: Mapping[str, Source], world: World, today: Today
) -> list[Problem]:
    """Return what is wrong with the review and the sources of an article; ``sources`` are those that it cites."""
    court = world.court(today)
    problems = list(review_problems(article.meta, article.path, court, [each.verdict for each in composed]))
    for each in composed:
        audience = each.variant.audience
        problems.extend(verdict_problems(each.verdict, article.meta, audience, article.path, each.fingerprint))
    claimed = {cited.key for each in composed if each.verdict.approved for cited in each.body.cited}
    for key, source in sources.items():
        if source.problems:
            problems.extend([weighed(problem, approved=key in claimed) for problem in source.problems])
        today.note(source.changes_on)
    further = [key for key in article.meta.further_reading if key in world.site.bibliography.entries]
    used = {**sources, **{key: world.sources[key] for key in further}}
    if world.site.retractions is not None or any(source.events for source in used.values()):
        uses = _uses(article, composed, further, used)
        problems.extend(source_problems(article.meta, article.path, uses))
    return problems


def _uses(
    article: Article, composed: Sequence[Composed], further: Sequence[str], sources: Mapping[str, Source]
) -> tuple[Use, ...]:
    """Return every source that an article cites or recommends, at the first place in each of its files."""
    meta = article.meta
    listed = meta.place("nocite", article.path)
    places = [(cited.key, cited.first or listed) for each in composed for cited in each.body.cited]
    places.extend([(key, meta.place("further-reading", article.path)) for key in further])
    found: dict[tuple[str, str], Use] = {}
    for key, place in places:
        source = sources[key]
        found.setdefault((key, place.file), Use(key=key, label=source.label, place=place, events=source.events))
    return tuple(found.values())


def _facts(each: Composed, said: Wording = _UNREAD) -> VariantFacts:
    return VariantFacts(
        audience=each.variant.audience,
        url=each.variant.url,
        title=each.title,
        description=each.variant.description,
        verdict=each.verdict,
        fingerprint=each.fingerprint,
        anchors=each.body.anchors,
        cited=tuple([cited.key for cited in each.body.cited]),
        links=each.body.links,
        words=each.body.words,
        wording=said,
        elsewhere=addresses_elsewhere(each.body.html),
    )


def _page(
    article: Article, each: Composed, composed: Sequence[Composed], world: World
) -> Steps[tuple[Output, tuple[Problem, ...]]]:
    root = relative_root(each.variant.url)
    site = world.frame(root)
    page = page_view(article, each, composed, world)
    yield
    if article.is_article:
        view = article_view(article, each, composed, world)
        yield
        html = world.layouts.render("article.html", site=site, page=page, article=view)
    else:
        html = world.layouts.render("page.html", site=site, page=page, plain=plain_view(article, each.body))
    yield
    expected = _expected(article, each, composed, world)
    problems = check_page(html, expected, reduce=world.many)
    yield
    return Output(path=output_path(each.variant.url), content=html.encode()), problems


def _layout(article: Article, world: World) -> Place:
    return Place(file=f"{world.files.folder}/{'article' if article.is_article else 'page'}.html")


def _expected(article: Article, each: Composed, composed: Sequence[Composed], world: World) -> Expected:
    layout = _layout(article, world)
    verdict = each.verdict
    texts = (each.body.html, each.body.footnotes)
    if not article.is_article:
        return Expected(layout=layout, url=each.variant.url, texts=texts)
    return Expected(
        layout=layout,
        url=each.variant.url,
        audience=each.variant.audience,
        status=verdict.state.value,
        disclaimer=_text_of(world.disclaimer(world.site.audiences[each.variant.audience])),
        step=verdict.state in _AT_A_STEP,
        reviewers=tuple([approval.person.name for approval in verdict.approvals]) if verdict.approved else (),
        policy=bool(world.frame("").editorial_policy),
        variants=len(composed),
        references=tuple([cited.key for cited in each.body.cited]),
        follow_up=world.config.follow_up is not None and article.meta.follow_up,
        board=bool(board_line(verdict, world.board)),
        times=_shown_times(article, verdict),
        contact=world.config.contact,
        ai="" if verdict.approved or not ai_used(article) else ai_told(article, verdict, world),
        lay_authors=tuple(
            [(author.name, person_view(author).note) for author in article.meta.authors if author.clinician is False]
        ),
        hidden=not world.may_be_indexed(verdict),
        texts=texts,
    )


@lru_cache(maxsize=256)
def _text_of(html: Markup) -> str:
    return html.striptags()


def _shown_times(article: Article, verdict: Verdict) -> tuple[tuple[str, str], ...]:
    times = (
        ("updated", article.meta.updated or article.meta.date),
        ("reviewed", verdict.last_reviewed),
        ("next-review", verdict.next_review),
    )
    return tuple((name, day.isoformat()) for name, day in times if day)


def compose_plain(article: Article, text: str, world: World) -> tuple[Body, Facts]:
    """Return the body of a folder's page, for the list that it introduces, and its facts."""
    today = Today(world.site.today)
    world.begin(article)
    each = compose_variant(article, article.variants[0], text, world, today)
    facts = Facts(
        path=article.path,
        variants=(_facts(each),),
        problems=each.body.problems,
        outputs=(),
        claims=_claims([each]),
        changes_on=today.next_change,
        needs=world.needs.take(),
    )
    return each.body, facts
