"""What an author wrote: people, audiences, front matter and the article that holds them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from vademecum.problems import Place, Problem

EVERYONE = "everyone"
"""The audience of a site, or of an article, that names none."""


class Status(StrEnum):
    """Where an article stands in its editorial workflow, as its front matter says."""

    SUBMITTED = "submitted"
    UNDER_REVIEW = "under-review"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class Decision(StrEnum):
    """What a reviewer, or an author withdrawing a text, decided."""

    SUBMIT = "submit"
    START = "start"
    APPROVE = "approve"
    REQUEST_CHANGES = "request-changes"
    WITHDRAW = "withdraw"


class ReviewScope(StrEnum):
    """What a review looked at."""

    CLINICAL = "clinical"
    PHARMACY = "pharmacy"
    PLAIN_LANGUAGE = "plain-language"
    ACCESSIBILITY = "accessibility"
    TRANSLATION = "translation"


class Source(Struct, frozen=True, kw_only=True):
    """One text file as it was read."""

    path: str
    """From the site's root, with ``/``."""
    text: str
    """Decoded, without byte order mark, every line end a single ``\\n``."""
    digest: str
    """SHA-256 (hex) of the bytes on disk."""


class Conflicts(Struct, frozen=True, kw_only=True):
    """A person's statement of competing interests (ICMJE disclosure)."""

    statement: str
    """In the person's words; ``none`` when there are none to declare."""
    on: dt.date | None = None
    topics: tuple[str, ...] = ()
    """Tags of articles that the conflict touches."""


class Person(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An author, reviewer or member of the advisory board."""

    id: str
    name: str
    credentials: str = ""
    affiliation: str = ""
    orcid: str = ""
    roles: tuple[str, ...] = ()
    board: bool = False
    clinician: bool | None = None
    conflicts: Conflicts | None = None
    ssh_key: tuple[str, ...] = ()
    """Public keys as they stand in ``id_….pub`` files; a signature made with any of them is the person's."""
    example: bool = False
    """An invented person of a demonstration, marked as such wherever the name is printed."""
    place: Place


class Audience(Struct, frozen=True, kw_only=True):
    """A group of readers, with the disclaimer that each of its pages must carry."""

    id: str
    label: str
    description: str = ""
    order: int = 0
    reading_grade: int | None = None
    emergency_number: str = ""
    disclaimer: str
    """Markdown."""
    disclaimer_line: int = 1
    """Line of the file on which the disclaimer begins."""
    path: str
    """The file that defines it; empty for the audience that ships with the engine."""


class Review(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One dated decision on one variant."""

    by: str
    on: dt.date
    audience: str = ""
    """Empty: the article's only variant."""
    scope: ReviewScope = ReviewScope.CLINICAL
    decision: Decision
    fingerprint: str = ""
    """``VERSION:HEX`` of the text that was decided on."""
    note: str = ""
    signature: str = ""
    place: Place


class Withdrawal(Struct, frozen=True, kw_only=True):
    """Why, when and by whom an article was withdrawn."""

    on: dt.date
    reason: str
    by: str = ""
    """Id of a person."""
    person: Person | None = None


class AiUse(Struct, frozen=True, kw_only=True):
    """How far software wrote the text, and who answers for it (EU AI Act, article 50(4))."""

    used: str = "none"
    """``none``, ``assisted`` or ``generated``."""
    responsible: str = ""


class Code(Struct, frozen=True, kw_only=True):
    """A code of a medical classification."""

    system: str
    value: str
    label: str = ""


class Correction(Struct, frozen=True, kw_only=True):
    """What was put right after publication, as readers are told; LIF-04 asks for both."""

    date: dt.date | None = None
    text: str = ""


class Waiver(Struct, frozen=True, kw_only=True):
    """A rule that is suspended for one article: by whom, why, until when."""

    rule: str
    reason: str
    by: str
    until: dt.date
    place: Place


class Recommendation(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an article recommends, graded after GRADE."""

    text: str
    """Markdown of one line."""
    strength: str = ""
    """``strong`` or ``conditional``."""
    certainty: str = ""
    """Of the evidence: ``high``, ``moderate``, ``low`` or ``very-low``."""
    sources: tuple[str, ...] = ()
    """Citation keys."""
    year: str = ""
    """When it was made; empty: the years of its sources say it."""
    reason: str = ""
    """Why it is strong although the evidence is weak."""
    audiences: tuple[str, ...] = ()
    """Whom it is for; empty: all of the article's."""
    place: Place


class AudienceTitle(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One audience of an article, with its own title and description where they differ."""

    id: str
    title: str = ""
    description: str = ""
    place: Place


class FrontMatter(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Validated front matter: after this type nothing is optional that must exist."""

    title: str
    description: str = ""
    status: Status = Status.SUBMITTED
    audiences: tuple[AudienceTitle, ...] = ()
    date: dt.date | None = None
    updated: dt.date | None = None
    authors: tuple[Person, ...] = ()
    reviews: tuple[Review, ...] = ()
    next_review: dt.date | None = None
    risk: str = "standard"
    literature_through: str = ""
    """``YYYY-MM`` or ``YYYY-MM-DD``."""
    funding: str = ""
    ai: AiUse | None = None
    tags: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    slug: str = ""
    aliases: tuple[str, ...] = ()
    layout: str = "article"
    draft: bool = False
    lang: str = ""
    translation_of: str = ""
    toc: bool = True
    scholarly: bool = False
    follow_up: bool = True
    specialty: str = ""
    type: str = ""
    key_points: tuple[str, ...] = ()
    jurisdiction: tuple[str, ...] = ()
    has_dosing: bool = False
    nocite: tuple[str, ...] = ()
    further_reading: tuple[str, ...] = ()
    withdrawn: Withdrawal | None = None
    recommendations: tuple[Recommendation, ...] = ()
    discussed_retractions: Mapping[str, Any] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    media: tuple[Mapping[str, Any], ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    """The site's own, for its layouts: text, lists and maps."""
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Field name → line and column of its key."""

    def place(self, name: str, file: str) -> Place:
        """Return where a field's key stands in the file of this front matter; of no such field, the file alone."""
        line, column = self.places.get(name, (0, 0))
        return Place(file=file, line=line, column=column)


class BodySource(Struct, frozen=True, kw_only=True, gc=False):
    """Where a body stands: the file and the line on which its Markdown begins. The text stays on disk."""

    path: str
    line: int
    digest: str
    """Of the whole file."""


class Parsed(Struct, frozen=True, kw_only=True, tag=True):
    """One article with its front matter, before the site is known."""

    body: BodySource
    meta: FrontMatter

    @property
    def path(self) -> str:
        """From the site's root."""
        return self.body.path


class ParsedVariant(Struct, frozen=True, kw_only=True, tag=True):
    """A whole variant in a file of its own, ``NAME.AUDIENCE.md``."""

    body: BodySource
    article: str
    """Path of the article that it belongs to."""
    audience: str
    title: str
    description: str


class Text(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What came of reading one file before its body: the record keeps it."""

    path: str
    digest: str
    """SHA-256 (hex) of its bytes; empty when it could not be read as text."""
    context: str
    """Digest of the people and audiences that it was read with."""
    belongs: tuple[str, str] | None
    """(article, audience) of which the file is a variant, by its name."""
    holds: Parsed | ParsedVariant | None
    """None when it holds neither: the problems say why."""
    problems: tuple[Problem, ...]
    mentions: tuple[str, ...]
    """Keys that it seems to cite."""
    head: str = ""
    """SHA-256 (hex) of all that stands before its body; empty when it has no body."""

    def stands(self, digest: str | None, context: str, belongs: tuple[str, str] | None) -> bool:
        """Tell whether reading the file again would give the same."""
        return bool(digest) and (self.digest, self.context, self.belongs) == (digest, context, belongs)


class Variant(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One article for one audience."""

    audience: str
    title: str
    description: str
    url: str
    """Absolute path on the site, percent-encoding not yet applied: ``/gi/ileal-net/patient/``."""
    body: BodySource


class Article(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One source file under ``content/``: an article, a plain page or a folder's page."""

    path: str
    """From the site's root: ``content/gi/ileal-net.md``."""
    section: str
    """Folder under ``content/`` with ``/``; empty at the top."""
    is_index: bool
    """An ``index.md``: the page of its folder."""
    meta: FrontMatter
    variants: tuple[Variant, ...]
    """Default variant first; a plain page has one."""
    digest: str = ""
    """SHA-256 (hex) of its own file, which holds the front matter."""

    @property
    def url(self) -> str:
        """The URL of the default variant."""
        return self.variants[0].url

    @property
    def is_article(self) -> bool:
        """Whether the text is reviewed: plain pages and folder pages are not."""
        return self.meta.layout == "article" and not self.is_index


def page_for(article: Article, audience: str) -> str:
    """Return the URL of an article for some readers: their own variant, or the default one."""
    for variant in article.variants:
        if variant.audience == audience:
            return variant.url
    return article.url


def outline(article: Article) -> Article:
    """Return what others may know of an article: title, layout, language, and the titles and URLs of its variants."""
    variants = tuple(
        Variant(
            audience=each.audience,
            title=each.title,
            description=each.description,
            url=each.url,
            body=BodySource(path=each.body.path, line=0, digest=""),
        )
        for each in article.variants
    )
    return Article(
        path=article.path,
        section=article.section,
        is_index=article.is_index,
        meta=_outer(article.meta),
        variants=variants,
    )


def without_matter(article: Article) -> Article:
    """Return an article with no more front matter than others may know."""
    return replace(article, meta=_outer(article.meta))


def _outer(meta: FrontMatter) -> FrontMatter:
    return FrontMatter(title=meta.title, layout=meta.layout, lang=meta.lang)
