"""The page that shows what changed in a variant since it was approved. It claims nothing, and no robot lists it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from markupsafe import Markup

from vademecum.model.articles import Article
from vademecum.model.changes import Change, Changes, Weight
from vademecum.model.composed import Composed
from vademecum.model.output import Output
from vademecum.model.review import Approval
from vademecum.pages.composing import listed_words
from vademecum.pages.disclaimers import disclaimer_view
from vademecum.pages.views.changes import ChangeGroupView, ChangePartView, ChangesView, ChangeView
from vademecum.pages.views.frame import PageView
from vademecum.pages.words import caution, compared
from vademecum.pages.world import World
from vademecum.problems import Place, Problem, warning
from vademecum.review.approved import Approved, Printed, approved_path, read_approved
from vademecum.review.changes import changes_between
from vademecum.rules.page.check import check_page
from vademecum.rules.page.expected import Expected
from vademecum.urls import changes_url, output_path, relative_root

LAYOUT = "changes.html"


def render_changes(
    article: Article, each: Composed, world: World, kept: Callable[[str], str]
) -> tuple[Output, tuple[Problem, ...]]:
    """Return the page of one edited variant, and what is wrong with it or with the text that was kept.

    ``kept`` reads a file below ``content/_approved/``.
    """
    url = changes_url(each.variant.url)
    path = approved_path(article.path, each.variant.audience)
    there = path in world.site.approved
    before = read_approved(kept(path)) if there else None
    approval = _approval_of(each, before)
    changes = Changes(changes=())
    if before and approval:
        changes = changes_between(before, as_approved(article, each, world))
    problems = []
    if there and approval is None:
        message = "this is not the text of an approval on record"
        problems.append(
            warning("REV-14", Place(file=path), message, "take it from git again, or have the text approved")
        )
    view = _view(article, each, changes, world, compared(approval, kept=there), comparable=approval is not None)
    root = relative_root(url)
    html = world.layouts.render(LAYOUT, site=world.frame(root), page=_page(article, each, url, world), changes=view)
    expected = Expected(layout=Place(file=f"{world.files.folder}/{LAYOUT}"), url=url)
    return Output(path=output_path(url), content=html.encode()), (
        *problems,
        *check_page(html, expected, reduce=world.many),
    )


def as_approved(article: Article, each: Composed, world: World) -> Approved:
    """Return a variant as the file of an approval holds it."""
    return Approved(
        fingerprint=each.fingerprint,
        wording=each.wording,
        sources=dict(_printed(article, each, world)),
        media=each.body.media,
    )


def _printed(article: Article, each: Composed, world: World) -> Iterator[tuple[str, Printed]]:
    further = [key for key in listed_words(article.meta.further_reading) if key in world.site.bibliography.entries]
    for key in dict.fromkeys([*(cited.key for cited in each.body.cited), *further]):
        source = world.sources[key]
        text = source.shown.html.striptags()
        yield source.digest, Printed(label=source.label, text=str(text))


def _approval_of(each: Composed, before: Approved | None) -> Approval | None:
    """Return the newest approval of the text that was kept; None when it is no approval's text."""
    if before is None:
        return None
    return next((one for one in each.verdict.lapsed if one.record.fingerprint == before.fingerprint), None)


def _view(
    article: Article, each: Composed, changes: Changes, world: World, said: str, *, comparable: bool
) -> ChangesView:
    root = relative_root(changes_url(each.variant.url))
    banner = caution(each.verdict, article.meta)
    assert banner is not None  # noqa: S101 - only an approved text has none
    groups = ((weight, changes.of(weight)) for weight in Weight)
    return ChangesView(
        title=each.title,
        url=world.href(each.variant.url, root),
        caution=banner,
        compared=said,
        comparable=comparable,
        groups=tuple(
            ChangeGroupView(weight=weight.value, changes=tuple(_change(change) for change in found))
            for weight, found in groups
            if found
        ),
        disclaimer=disclaimer_view(each.variant, world),
    )


def _change(change: Change) -> ChangeView:
    parts = tuple(ChangePartView(kind=part.kind.value, text=part.text) for part in change.parts)
    return ChangeView(where=change.where, numbers=change.numbers, parts=parts)


def _page(article: Article, each: Composed, url: str, world: World) -> PageView:
    lang = article.meta.lang or world.config.lang
    return PageView(
        kind="changes",
        title=f"What changed: {each.title}",
        description="",
        lang=lang,
        dir=world.direction(lang),
        url=url,
        root=relative_root(url),
        canonical=world.absolute(url),
        robots="noindex",
        audience=each.variant.audience,
        status=each.verdict.state.value,
        json_ld=Markup(),
        meta=(("generator", "Vademecum"),),
    )
