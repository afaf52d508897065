"""Pieces of HTML that are told by their grammar to be inert, and to change nothing of what stands around them.

A piece is known tags, known attributes in double quotes and addresses in which nothing hides; a link to another site
tells nobody where its reader comes from. No class is among them by which the check of a page knows a part. Elements in
which a parser would close another, or hang something elsewhere, stand only where they belong, closed where they were
opened.
"""

from __future__ import annotations

import re
from functools import cache

ASKED = frozenset(
    """
    audience board caution disclaimer follow-up next-review policy references reviewed reviewers review-tracker updated
    """.split()  # noqa: SIM905 - a list of words
)
"""Classes by which the check of a page knows its parts."""
OURS = "\u1681\u1682"
"""Letters of Ogham, which stand on stones and in hardly any page: each in marks of one kind, and found at once."""
MARK = f"vm-spared-{OURS[0]}"
"""A class of what stands for a piece that was left out: no piece holds another."""
_FILE = r'(?:\.[^"<>]*+|[\w%-][^":<>&]*+)'
_ADDRESS = rf"""
    href="(?: https?:[^"<>]*+"[ ]rel="noopener[ ]noreferrer"
      | (?: (?:\#|mailto:|tel:)[^"<>]*+ | {_FILE} | )"(?>(?:[ ]rel="[^"<>]*+")?)
    )
"""
"""With the only ``rel`` of its link: of several, a browser takes the first."""
_ASKED = "|".join(sorted({*ASKED, MARK}))
_NAME = r'[^"<>& \t\n\f\r\0]++'
_ID = f'id="{_NAME}"'
"""As it stands in a tree: a parser reads references, and puts something in the place of NUL."""
_CLASS = rf'class="(?!(?:[^"]*[ ])?(?:{_ASKED})[ "])[\w -]*+"'
_TAGS = """
    td p a span li h2 tr th em strong h3 abbr b blockquote br caption code dd del details div dl dt figcaption figure
    h4 h5 h6 hr i img ins kbd mark ol pre q s section small sub summary sup table tbody tfoot thead u ul
""".split()  # noqa: SIM905 - a list of words
_QUIET = """
    role (?:aria|data)-[a-z-]++ scope alt dir height lang loading open start tabindex title type value width
""".split()  # noqa: SIM905 - a list of words
"""Like the tags, the most frequent first: they are tried one after the other."""
TEXT = re.compile(
    rf"""
    [^<]*+
    (?>(?: < (?: / [a-z0-9]++ > | (?:{"|".join(_TAGS)})
        (?: > | (?>(?: [ ] (?: {_CLASS} | {_ID} | {_ADDRESS} | (?:{"|".join(_QUIET)})="[^"<>]*+" | src="{_FILE}" ))*)
          (?:[ ]/)? >
        )
      ) [^<]*+
    )*)
    """,
    re.VERBOSE,
)
"""What our renderer writes, which closes what it opens."""
_NAMED = rf'class="[\w -]*+" | {_ID}'
"""Any class: where one that is asked for may not stand, it is looked for later (`PARTS`). Or an id."""
PARTS = re.compile(rf'[ ]class="(?:[^"]*[ ])?(?:{_ASKED})[ "]')
"""An element by which the check of a page knows a part."""


def _attributes(*further: str) -> str:
    """Return attributes, of what a layout writes, that hide nothing from anybody, and the end of their tag."""
    known = [
        *further,
        r"""
        (?: aria-label(?:ledby)? | data-[a-z-]++ | datetime | dir | lang | role | start | tabindex | title | type
          | value )="[^"<>]*+"
        """,
        'aria-current="page"',
        "(?:data-[a-z-]++|download)(?=[ >])",
    ]
    return f"(?>(?: [ ] (?: {' | '.join(known)} ) )*) >"


def _words(css: str) -> str:
    """Return running text with elements that have some classes, or ids.

    A parser opens a link, or what is bold, once more after its block, or after what is closed around it: so those are
    closed at once, and so is what is in a link.
    """
    raised = "(?: sub> [^<]*+ </sub> | sup> [^<]*+ </sup> )"
    span = f"span> [^<]*+ (?>(?: < {raised} [^<]*+ )*) </span>"
    return rf"""
        [^<]*+
        (?>(?: <
          (?: a {_attributes(_ADDRESS, css)} [^<]*+ (?>(?: < (?: {raised} | {span} ) [^<]*+ )*) </a>
            | /(?:abbr|bdi|cite|q|span|sub|sup|time)>
            | (?:abbr|bdi|cite|q|span|sub|sup|time) {_attributes(css)}
            | b> [^<]*+ </b> | code> [^<]*+ </code> | em> [^<]*+ </em> | i> [^<]*+ </i> | small> [^<]*+ </small>
            | strong> [^<]*+ </strong>
          )
          [^<]*+
        )*)
    """


def compile_patterns() -> None:
    """Compile what takes longest, so that processes that are forked now need not do it again."""
    references()
    lists()


@cache
def references() -> re.Pattern[str]:
    """Return what tells items of the list of references, each of which begins with words and has the only id in it."""
    item = rf"""
        <li[ ]id="ref-{_NAME}" {_attributes(_CLASS)}
        <span[ ]class="reference"> (?=[^<&]*[^\W_]) {_words(_CLASS)}
        </li>
    """
    return re.compile(rf"{item} (?>(?: \s*+ {item} )*)", re.VERBOSE)


@cache
def lists() -> re.Pattern[str]:
    """Return what tells a list: with headings, paragraphs and lists in its items, or of terms and what they mean."""
    attributes, words = _attributes(_NAMED), _words(_NAMED)
    parts = f"<h3 {attributes} {words} </h3> | <p {attributes} {words} </p>"
    code = f"<pre {attributes} {words} </pre>"
    return re.compile(
        rf"""
        <(?: {_list("ol", depth=3)}
          | {_list("ul", parts, depth=2)}
          | dl {attributes} \s*+
            (?>(?: <div {attributes} \s*+
                (?>(?: <dt {attributes} {words} </dt> \s*+
                  | <dd {attributes} {words} (?>(?: (?: {code} | <{_list("ul")} ) [^<]*+ )?) </dd> \s*+
                )*)
                </div> \s*+
            )*)
            </dl>
        )
        """,
        re.VERBOSE,
    )


def _list(tag: str, *parts: str, depth: int = 1) -> str:
    """Return what a list looks like behind its first sign, with lists of its own kind in its items.

    There is no group in it to refer to: Python 3.11 loses such groups where nothing is tried twice.
    """
    attributes = _attributes(_NAMED)
    held = " | ".join([*parts, *([f"<{_list(tag, depth=depth - 1)}"] if depth > 1 else [])])
    further = f"(?>(?: (?: {held} ) [^<]*+ )*)" if held else ""
    return rf"{tag} {attributes} \s*+ (?>(?: <li {attributes} {_words(_NAMED)} {further} </li> \s*+ )*) </{tag}>"


_SILENT = rf"""
    <(?: meta[ ](?:name|property)="(?!robots")[a-zA-Z0-9:._-]++"[ ]content="[^"<>]*+"
       | link[ ]rel="(?:alternate|author|canonical|license)"
         (?>(?: [ ] (?: (?:hreflang|title|type)="[^"<>]*+" | href="(?:https:[^"<>]*+|{_FILE})" ))*)
    )> [ \t\n\f\r]*+
"""
SILENT = re.compile(rf"{_SILENT} (?>(?:{_SILENT})*)", re.VERBOSE)
"""What a head tells machines of a page, and what no browser asks for unbidden."""
DATA = '<script type="application/ld+json">'
"""What structured data begin with; they end with the next tag."""
WORDS = re.compile(r">(?=[^<>&\w]*+[^\W_])[^<>]++<")
"""Something to read, between two tags."""
NEAR = re.compile(r' (href|src)="(?:\.{1,2}/|#|[\w%-])[\w./#%-]*+"')
"""An address within the site."""
KEPT = re.compile(
    r"""
    ( <(?P<tag>aside|div|nav|p|section|ul) [ ] (?: (?!class=)[a-z-]++="[^"<>]*+" [ ] )*
      class="(?:audience|disclaimer|follow-up|reviewers)[ "] [^<]*+ (?: (?!</(?P=tag)>)<[^<]*+ )* </(?P=tag)>
    )
    """,
    re.VERBOSE,
)
"""Parts of which the check asks what they say, or where their links lead."""
