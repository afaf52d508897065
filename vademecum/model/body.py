"""What became of a body: HTML for its own page, facts for the rest of the site."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from vademecum.model.review import Verdict
from vademecum.needs import Need
from vademecum.problems import Place, Problem
from vademecum.prose.readability import Grade


class Heading(Struct, frozen=True, kw_only=True):
    """One heading of a body."""

    level: int
    """2 to 6: the page's title is the only ``h1``."""
    id: str
    text: str
    """Plain text, without citations."""


class Cited(Struct, frozen=True, kw_only=True):
    """One source as one variant cites it."""

    key: str
    number: int
    """From 1, in the order of first citation as rendered."""
    places: tuple[str, ...]
    """The ids of the links and groups that cite it, in order; empty for one that is only listed (``nocite``)."""
    first: Place | None = None
    """Where the text first cites it; None for one that is only listed."""


class LinkFact(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A link of a body to another page of the site, checked once every page's anchors are known."""

    target: str
    """Source file, from the site's root."""
    anchor: str
    """Empty for the page itself."""
    line: int
    column: int


class PassageKind(StrEnum):
    """What part of a text a passage is."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    """A paragraph of a list, or the description of a term."""
    TERM = "term"
    """A term of a definition list."""
    HEADER = "header"
    """A cell of a table's head."""
    CELL = "cell"
    CAPTION = "caption"
    """Of a table or a figure."""
    HEADING = "heading"
    BOX_TITLE = "box-title"
    IMAGE = "image"
    """The alternative text of a figure."""
    CODE = "code"
    FORMULA = "formula"
    """A formula on lines of its own, as TeX."""


class Passage(Struct, frozen=True, kw_only=True):
    """A piece of a variant's text as a reader meets it: what rules about prose look at."""

    kind: PassageKind
    text: str
    """Plain, without citations; a raised digit as ``²``; a line end where the author made one."""
    line: int
    """Of the file, where the passage begins."""
    cited: tuple[int, ...] = ()
    """Offsets in ``text`` before which a citation stands, or the mark of a footnote that cites."""
    box: str = ""
    """Class of the box around it: ``warning``, ``key-points`` ...; empty outside of boxes."""
    table: int = 0
    """Line of the table that it is part of."""
    footnote: bool = False


class Recommended(Struct, frozen=True, kw_only=True):
    """A recommendation as its readers see it."""

    html: str
    """Its words and the numbers of its sources."""
    strength: str
    certainty: str
    year: str
    reason: str


class Body(Struct, frozen=True, kw_only=True):
    """One variant's text, rendered."""

    html: str
    footnotes: str
    """The list of footnotes as HTML; empty when there are none."""
    headings: tuple[Heading, ...]
    cited: tuple[Cited, ...]
    anchors: tuple[str, ...]
    links: tuple[LinkFact, ...]
    media: tuple[str, ...]
    """Files shown or linked, from the site's root."""
    words: int
    recommendations: tuple[Recommended, ...] = ()
    """They stand before the text, and are numbered before it."""
    passages: tuple[Passage, ...]
    """The text, piece by piece, for rules; the footnotes last."""
    abbreviations: frozenset[str] = frozenset()
    """Those that a definition, of the text or of the site, says the meaning of."""
    canonical: tuple[str, ...]
    """What an approval is bound to, piece by piece: see ``review.fingerprint``."""
    problems: tuple[Problem, ...]

    @property
    def text(self) -> str:
        """Plain text, for search: a line a passage."""
        return "\n".join(passage.text for passage in self.passages)


class Wording(Struct, frozen=True, kw_only=True):
    """What an editor wants to know of a text at a glance; nothing is wrong with a text because of it."""

    grade: Grade | None = None
    """How hard it is to read, for an audience with a ``reading-grade``; English texts only."""
    uncited: int = 0
    """Paragraphs, items and cells that claim something without a source; English texts only."""
    source_years: tuple[int, ...] = ()
    """The year of each cited source, as in ``cited``; 0 where none is known."""


NO_WORDING = Wording()


class VariantFacts(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What the rest of the site must know of one rendered variant."""

    audience: str
    url: str
    title: str
    description: str
    verdict: Verdict
    fingerprint: str
    anchors: tuple[str, ...]
    cited: tuple[str, ...]
    links: tuple[LinkFact, ...]
    words: int
    wording: Wording = NO_WORDING
    """Of nothing but a survey: a build does not look for it."""
    elsewhere: tuple[str, ...] = ()
    """Addresses outside the site that the text leads to."""


class Facts(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What the rest of the site must know of one source file once its pages are made."""

    path: str
    variants: tuple[VariantFacts, ...]
    problems: tuple[Problem, ...]
    outputs: tuple[tuple[str, str], ...]
    """(path in the output, SHA-256 of its bytes) of every file made from it."""
    claims: tuple[tuple[Place, str], ...] = ()
    """Where a plain page says of all articles that they are reviewed, and in which words."""
    changes_on: date | None = None
    """The first day on which time alone may make any of this different; None: never."""
    needs: tuple[Need, ...] = ()
    """Everything that was looked up for it."""

    @property
    def seen(self) -> Facts:
        """What other pages may be made from, and what the rules about the whole site look at."""
        variants = tuple(
            replace(variant, verdict=variant.verdict.outcome, fingerprint="", words=0, wording=NO_WORDING)
            for variant in self.variants
        )
        return replace(self, variants=variants, problems=(), outputs=(), changes_on=None, needs=())
