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
MARK = "vm-spared"
"""A class of what stands for a piece that was left out: no piece holds another."""
_FILE = r'(?:\.[^"<>]*+|[\w%-][^":<>&]*+)'
_ADDRESS = rf"""
    (?: href="(?: (?:\#|mailto:|tel:)[^"<>]*+ | {_FILE} | )"
      | href="https?:[^"<>]*+"[ ]rel="noopener[ ]noreferrer"
    )
"""
_CLASS = rf'class="(?!(?:[^"]*[ ])?(?:{"|".join(sorted({*ASKED, MARK}))})[ "])[\w -]*+"'
_TAGS = """
    a p li em td tr h2 h3 strong span abbr b blockquote br caption code dd del details div dl dt figcaption figure h4 h5
    h6 hr i img ins kbd mark ol pre q s section small sub summary sup table tbody tfoot th thead u ul
""".split()  # noqa: SIM905 - a list of words
_QUIET = """
    alt dir height lang loading open rel role scope start tabindex title type value width (?:aria|data)-[a-z-]++
""".split()  # noqa: SIM905 - a list of words
TEXT = re.compile(
    rf"""
    (?: [^<]++
      | </ [a-z0-9]++ >
      | < (?:{"|".join(_TAGS)})
        (?: [ ] (?: {_ADDRESS} | {_CLASS} | (?:{"|".join(_QUIET)})="[^"<>]*+" | id="[^"<>&\s]++" | src="{_FILE}" ))*+
        >
    )*+
    """,
    re.VERBOSE,
)
"""What our renderer writes, which closes what it opens."""
_ATTRIBUTES = rf"""
    (?: [ ] (?:
        {_ADDRESS}
      | {_CLASS}
      | (?: aria-label(?:ledby)? | data-[a-z-]++ | datetime | dir | lang | rel | role | start | tabindex | title | type
          | value )="[^"<>]*+"
      | id="[^"<>&\s]++"
      | aria-current="page"
      | (?:data-[a-z-]++|download)(?=[ >])
    ))*+ >
"""
"""Of what a layout writes: none that hides anything from anybody."""
_WORDS = rf"""
    (?: [^<]++
      | <(?:abbr|bdi|cite|q|span|sub|sup|time) {_ATTRIBUTES} | </(?:abbr|bdi|cite|q|span|sub|sup|time)>
      | <a {_ATTRIBUTES} (?: [^<]++ | </?(?:span|sub|sup)> )*+ </a>
      | <b> [^<]*+ </b> | <code> [^<]*+ </code> | <em> [^<]*+ </em> | <i> [^<]*+ </i> | <small> [^<]*+ </small>
      | <strong> [^<]*+ </strong>
    )*+
"""
"""Running text. A parser opens a link, or what is bold, once more after its block: so those are closed at once."""


@cache
def references() -> re.Pattern[str]:
    """Return what tells items of the list of references, each of which begins with words."""
    item = rf"""
        <li[ ]id="ref-[^"<>&\s]++" {_ATTRIBUTES} <span[ ]class="reference"> (?=[^<&]*[^\W_]) {_WORDS} </li>
    """
    return re.compile(rf"{item} (?: \s*+ {item} )*+", re.VERBOSE)


@cache
def lists() -> re.Pattern[str]:
    """Return what tells a whole list: with headings, paragraphs and lists in its items, or terms and what they mean."""
    parts = f"<h3 {_ATTRIBUTES} {_WORDS} </h3> | <p {_ATTRIBUTES} {_WORDS} </p>"
    code = f"<pre {_ATTRIBUTES} {_WORDS} </pre>"
    return re.compile(
        rf"""
        <(?: {_list("ol", depth=3)}
          | {_list("ul", parts, depth=2)}
          | dl {_ATTRIBUTES} \s*+
            (?: <div {_ATTRIBUTES} \s*+
                (?: <dt {_ATTRIBUTES} {_WORDS} </dt> \s*+
                  | <dd {_ATTRIBUTES} {_WORDS} (?: (?: {code} | <{_list("ul")} ) [^<]*+ )?+ </dd> \s*+
                )*+
                </div> \s*+
            )*+
            </dl>
        )
        """,
        re.VERBOSE,
    )


def _list(tag: str, *parts: str, depth: int = 1) -> str:
    """Return what a list looks like behind its first sign, with lists of its own kind in its items.

    There is no group in it to refer to: Python 3.11 loses such groups where nothing is tried twice.
    """
    held = " | ".join([*parts, *([f"<{_list(tag, depth=depth - 1)}"] if depth > 1 else [])])
    further = f"(?: (?: {held} ) [^<]*+ )*+" if held else ""
    return rf"{tag} {_ATTRIBUTES} \s*+ (?: <li {_ATTRIBUTES} {_WORDS} {further} </li> \s*+ )*+ </{tag}>"


_SILENT = rf"""
    <(?: meta[ ](?:name|property)="(?!robots")[\w:.-]++"[ ]content="[^"<>]*+"
       | link[ ]rel="(?:alternate|author|canonical|license)"
         (?: [ ] (?: (?:hreflang|title|type)="[^"<>]*+" | href="(?:https:[^"<>]*+|{_FILE})" ))*+
    )> \s*+
"""
SILENT = re.compile(rf"{_SILENT} (?:{_SILENT})*+", re.VERBOSE)
"""What a head tells machines of a page, and what no browser asks for unbidden."""
DATA = re.compile(r'<script type="application/ld\+json">([^<]++)</script>')
WORDS = re.compile(r">(?=[^<>&]*[^\W_])[^<>]++<")
"""Something to read, between two tags."""
NEAR = re.compile(r' (href|src)="(?:\.{1,2}/|#|[\w%-])[\w./#%-]*+"')
"""An address within the site."""
KEPT = re.compile(
    r"""
    ( <(?P<tag>aside|div|nav|p|section|ul) [ ] (?:[a-z-]++="[^"<>]*+" [ ])*?
      class="(?:audience|disclaimer|follow-up|reviewers)[ "] .*? </(?P=tag)>
    )
    """,
    re.DOTALL | re.VERBOSE,
)
"""Parts of which the check asks what they say, or where their links lead."""
