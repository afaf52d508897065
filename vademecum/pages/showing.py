"""What layouts are given of an article: its head, text, sources, review and neighbours, as they are printed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from vademecum.model.articles import Article, FrontMatter
from vademecum.model.body import Body, Cited, Heading, Recommended
from vademecum.model.composed import Composed
from vademecum.model.review import Approval, State, Verdict
from vademecum.pages.citing import cite_view
from vademecum.pages.composing import listed_words
from vademecum.pages.disclaimers import disclaimer_view
from vademecum.pages.metadata import article_json_ld
from vademecum.pages.metatags import article_meta
from vademecum.pages.views.article import (
    ArticleView,
    CodeView,
    CorrectionView,
    PlainView,
    RecommendationView,
    TocEntry,
    VariantLink,
)
from vademecum.pages.views.frame import Link, PageView
from vademecum.pages.views.review import PersonView, ReviewerView, ReviewView
from vademecum.pages.views.sources import Backlink, ReferenceView
from vademecum.pages.words import SCOPES, STATES, ai_sentence, board_line, caution, media_line, spoken_part, steps
from vademecum.pages.world import World, person_view
from vademecum.urls import changes_url, encode_id, relative_root

Choice = tuple[str, str, Verdict]
"""(audience, URL, verdict) of a variant, for the switch between them."""


def page_view(article: Article, each: Composed, composed: Sequence[Composed], world: World) -> PageView:
    """Return the head and frame of one variant's page."""
    variant, meta = each.variant, article.meta
    lang, reviewed = meta.lang or world.config.lang, article.is_article
    hidden = reviewed and not world.may_be_indexed(each.verdict)
    return PageView(
        kind="article" if reviewed else "page",
        title=each.title,
        description=variant.description,
        lang=lang,
        dir=world.direction(lang),
        url=variant.url,
        root=relative_root(variant.url),
        canonical=world.absolute(variant.url),
        robots="noindex" if hidden else "",
        audience=variant.audience if reviewed else "",
        status=each.verdict.state.value if reviewed else "",
        json_ld=article_json_ld(article, each, composed, world) if reviewed else Markup(),
        meta=article_meta(article, each, composed, world),
    )


def plain_view(article: Article, body: Body) -> PlainView:
    """Return a plain page, or the introduction of a list."""
    meta = article.meta
    return PlainView(
        title=meta.title,
        summary=meta.description,
        body=Markup(body.html),  # noqa: S704 - made by the renderer
        footnotes=_footnotes(body),
        toc=contents(body.headings) if meta.toc else (),
        updated=meta.updated or meta.date,
        extra=meta.extra,
    )


def article_view(article: Article, each: Composed, composed: Sequence[Composed], world: World) -> ArticleView:
    """Return one variant of an article as its layout is given it; ``composed`` are all its variants."""
    variant, meta, body = each.variant, article.meta, each.body
    root = relative_root(variant.url)
    choices = [(other.variant.audience, other.variant.url, other.verdict) for other in composed]
    config = world.config
    references = tuple([_reference(cited, world) for cited in body.cited])
    authors = tuple([person_view(author) for author in meta.authors])
    return ArticleView(
        title=each.title,
        summary=variant.description,
        key_points=meta.key_points,
        recommendations=tuple([_recommendation(each) for each in body.recommendations]),
        body=Markup(body.html),  # noqa: S704 - made by the renderer
        footnotes=_footnotes(body),
        toc=contents(body.headings) if meta.toc else (),
        references=references,
        further_reading=_further_reading(meta, world) if meta.further_reading else (),
        breadcrumbs=_breadcrumbs(article, root, world),
        tags=tuple([world.topic(tag, root) for tag in meta.tags]),
        authors=authors,
        declared=tuple([author for author in authors if author.conflicts]),
        date=meta.date,
        updated=meta.updated,
        literature_through=spoken_part(meta.literature_through),
        funding=meta.funding,
        jurisdiction=meta.jurisdiction,
        codes=tuple([CodeView(system=code.system, value=code.value, label=code.label) for code in meta.codes]),
        media=tuple([line for each in meta.media if (line := media_line(each))]),
        corrections=_corrections(meta) if meta.corrections else (),
        ai=ai_told(article, each.verdict, world),
        ai_used=ai_used(article),
        variants=variant_links(choices, root, world, current=variant.url),
        review=_review(article, each, root, world),
        disclaimer=disclaimer_view(variant, world),
        follow_up=Link(label=config.follow_up.label, url=config.follow_up.url)
        if config.follow_up and meta.follow_up
        else None,
        report_error=Link(label="Report an error", url=config.contact) if config.contact else None,
        references_file=world.href(f"{article.url}references.bib", root) if references else "",
        cite=cite_view(article, variant, each.title, world),
        extra=meta.extra,
        bibliography_title="References",
    )


_SYMBOLS = {"high": "⊕⊕⊕⊕", "moderate": "⊕⊕⊕◯", "low": "⊕⊕◯◯", "very-low": "⊕◯◯◯"}
"""The certainty of evidence as GRADE draws it."""


def _further_reading(meta: FrontMatter, world: World) -> tuple[ReferenceView, ...]:
    known = world.site.bibliography.entries
    keys = [key for key in listed_words(meta.further_reading) if key in known]
    return tuple(
        [
            ReferenceView(id=f"reading-{encode_id(key)}", key=key, number=0, source=world.sources[key].shown)
            for key in keys
        ]
    )


def _corrections(meta: FrontMatter) -> tuple[CorrectionView, ...]:
    newest_first = sorted(meta.corrections, key=lambda each: str(each.date or ""), reverse=True)
    return tuple([CorrectionView(date=each.date, text=each.text) for each in newest_first if each.text])


def _recommendation(each: Recommended) -> RecommendationView:
    return RecommendationView(
        html=Markup(each.html),  # noqa: S704 - made by the renderer
        strength=each.strength,
        certainty=each.certainty,
        symbols=_SYMBOLS.get(each.certainty, ""),
        year=each.year,
        reason=each.reason,
    )


def _footnotes(body: Body) -> Markup:
    if not body.footnotes:
        return Markup()
    html = f'<section role="doc-endnotes" aria-label="Footnotes">\n{body.footnotes}</section>\n'
    return Markup(html)  # noqa: S704 - made by the renderer


def _changes_link(each: Composed, root: str, world: World) -> str:
    edited = each.verdict.state is State.EDITED
    return world.href(changes_url(each.variant.url), root) if edited else ""


def _review(article: Article, each: Composed, root: str, world: World) -> ReviewView:
    verdict = each.verdict
    holding = verdict.approvals if verdict.approved else ()
    reviewers = tuple([_reviewer(approval) for approval in holding])
    declared: dict[str, PersonView] = {}
    for reviewer in reviewers:
        if reviewer.person.conflicts:
            declared.setdefault(reviewer.person.name.lower(), reviewer.person)
    return ReviewView(
        state=verdict.state.value,
        label=STATES[verdict.state],
        steps=steps(verdict.state),
        caution=caution(verdict, article.meta, _changes_link(each, root, world)),
        reviewers=reviewers,
        declared=tuple(declared.values()),
        board=board_line(verdict, world.board),
        reviewed=verdict.last_reviewed,
        next_review=verdict.next_review or (article.meta.next_review if verdict.state is State.UNDER_REVIEW else None),
        record=world.href(f"{article.url}review.json", root),
    )


def _reviewer(approval: Approval) -> ReviewerView:
    return ReviewerView(person=person_view(approval.person), scope=SCOPES[approval.scope], on=approval.on)


def variant_links(choices: Sequence[Choice], root: str, world: World, *, current: str = "") -> tuple[VariantLink, ...]:
    """Return the choices of the audience switch, in the site's order; none when there is only one."""
    if len(choices) < 2:
        return ()
    order = {audience: position for position, audience in enumerate(world.site.audiences)}
    found = []
    for name, url, verdict in sorted(choices, key=lambda choice: order[choice[0]]):
        audience, state = world.site.audiences[name], verdict.state
        found.append(
            VariantLink(
                audience=audience.id,
                label=audience.label,
                description=audience.description,
                url=world.href(url, root),
                current=url == current,
                state=state.value,
                status=STATES[state],
                due=verdict.next_review if verdict.approved else None,
            )
        )
    return tuple(found)


def _breadcrumbs(article: Article, root: str, world: World) -> tuple[Link, ...]:
    found = [Link(label="Home", url=world.href("/", root))]
    parts = article.section.split("/") if article.section else []
    for depth in range(1, len(parts) + 1):
        listing = world.sections.get("/".join(parts[:depth]))
        if listing:
            found.append(Link(label=listing.title, url=world.href(listing.url, root)))
    return tuple(found)


def _reference(cited: Cited, world: World) -> ReferenceView:
    return ReferenceView(
        id=f"ref-{encode_id(cited.key)}",
        key=cited.key,
        number=cited.number,
        source=world.sources[cited.key].shown,
        backlinks=_backlinks(cited.places, cited.number),
    )


def _backlinks(places: Sequence[str], number: int) -> tuple[Backlink, ...]:
    if len(places) == 1:
        return (Backlink(href=f"#{places[0]}", label="↑", name=f"Back to use 1 of reference {number}"),)
    return tuple(
        [
            Backlink(href=f"#{place}", label=letters(position), name=f"Back to use {position} of reference {number}")
            for position, place in enumerate(places, 1)
        ]
    )


@lru_cache(maxsize=256)
def letters(position: int) -> str:
    """Return a … z, aa … for a position from 1."""
    text = ""
    while position:
        position, rest = divmod(position - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def contents(headings: Sequence[Heading]) -> tuple[TocEntry, ...]:
    """Return headings of the second and third level as a tree; a page with fewer than two has no contents."""
    shown = [heading for heading in headings if heading.level <= 3]
    if len(shown) < 2:
        return ()
    top: list[tuple[Heading, list[TocEntry]]] = []
    for heading in shown:
        if heading.level > 2 and top:
            top[-1][1].append(TocEntry(id=heading.id, text=heading.text))
        else:
            top.append((heading, []))
    return tuple([TocEntry(id=heading.id, text=heading.text, children=tuple(below)) for heading, below in top])


def ai_used(article: Article) -> bool:
    """Return whether software wrote any of an article."""
    return article.meta.ai is not None and article.meta.ai.used != "none"


def ai_told(article: Article, verdict: Verdict, world: World) -> str:
    """Return what readers are told of the use of AI, as one sentence; empty when it is not known."""
    ai = article.meta.ai
    responsible = world.site.people.get(ai.responsible) if ai else None
    return ai_sentence(ai, responsible.name if responsible else "", verdict)
