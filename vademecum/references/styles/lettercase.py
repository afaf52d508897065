"""Sentence case and headline case of English titles; what the author put in braces is never touched."""

from __future__ import annotations

import re
from collections.abc import Callable

from vademecum.model.references import Reference
from vademecum.references.decoding.languages import is_foreign
from vademecum.references.marks import html
from vademecum.references.styles.options import StyleOptions

_WORD = re.compile(r"</?(?:i|sup|sub)>|[^\W_]+(?:['’][^\W_]+)*")
_START = re.compile(r"(?:^|[:?!]\s+)(?:[\"'“‘«(\[]|<i>)*$")
_AFTER_STOP = re.compile(r"[.…]\s+(?:[\"'“‘«(\[]|<i>)*$")
_CAPITAL = re.compile(r"[A-Z\x80-\U0010ffff](?<![^\W_].)")
"""What may be a capital at the start of a word: all that is not ASCII might. Its letters first: they are found fast."""
_LONE_LETTER = re.compile(r"[^\W_](?:$|['’])")
_LOOK_BACK = 12
_SMALL = frozenset(
    {
        "a", "about", "an", "and", "as", "at", "but", "by", "de", "down", "for", "from", "in", "into", "nor", "of",
        "on", "onto", "or", "over", "so", "the", "till", "to", "up", "van", "via", "von", "vs", "with", "yet",
    }
)  # fmt: skip
_LONG_WORD = 4
_ENOUGH_WORDS = 4
_MOSTLY = 0.7
_LEAST_CAPITALS = 3
"""With fewer of them not most of enough words are capitalised."""
_PROGRAMS = frozenset({"manual", "software"})

Spans = tuple[tuple[int, int], ...]


def title_text(reference: Reference, options: StyleOptions) -> str:
    """Return the work's title as HTML, in the author's case unless the site asks for sentence case.

    A title in another language says so, for a screen reader's sake (WCAG 3.1.2).
    """
    return in_language(html(_cased(reference, "title", options)), reference.language)


def container_text(reference: Reference, options: StyleOptions) -> str:
    """Return the title of the book that holds the work as HTML, likewise."""
    return html(_cased(reference, "container", options))


def headline(reference: Reference, field: str, options: StyleOptions) -> str:
    """Return a title of a book as HTML in headline case, as AMA prints it; foreign titles stay as they are."""
    text = _cased(reference, field, options)
    if is_foreign(reference.language):
        return in_language(html(text), reference.language if field == "title" else "")
    return html(headline_case(text, reference.protected.get(field, ()), program=reference.kind in _PROGRAMS))


def in_language(text: str, language: str) -> str:
    """Return a text as HTML that says in which language it is, unless that is English."""
    return f'<span lang="{language}">{text}</span>' if text and is_foreign(language) else text


def _cased(reference: Reference, field: str, options: StyleOptions) -> str:
    text: str = reference.title if field == "title" else reference.container
    if not options.sentence_case or is_foreign(reference.language):
        return text
    return sentence_case(text, reference.protected.get(field, ()))


def sentence_case(text: str, protected: Spans) -> str:
    """Lower the capitalised words but for the first one and those behind a colon, as pandoc does.

    Words with other capitals or digits (DNA, pH, C3) stay. Proper names that nobody braced are lowered too: a reason
    to keep the author's case, which is the default.
    """

    def recase(word: str, start: int) -> str:
        if not word[0].isalpha() or any(sign.isdigit() for sign in word):
            return word
        if _begins(text, start):
            return _capitalised(word) if word.islower() else word
        if word[0].isupper() and not any(sign.isupper() for sign in word[1:]) and not _after_stop(text, start):
            return word[0].lower() + word[1:] if len(word[0].lower()) == 1 else word
        return word

    return _recased(text, protected, recase)


def headline_case(text: str, protected: Spans, *, program: bool = False) -> str:
    """Capitalise every word but articles, conjunctions and short prepositions (AMA 2.1.6); never lower one.

    Single letters and words with digits (x, p53) stay.

    The name of a program before a colon keeps its own case ("netmeta: ...").
    """

    def recase(word: str, start: int) -> str:
        if not word.islower() or any(sign.isdigit() for sign in word):
            return word
        if program and start == 0 and text[len(word) : len(word) + 1] == ":":
            return word
        if _begins(text, start) or _after_stop(text, start):
            return _capitalised(word)
        return word if word in _SMALL or _LONE_LETTER.match(word) else _capitalised(word)

    return _recased(text, protected, recase)


def is_title_case(reference: Reference) -> bool:
    """Return whether an English title seems to be typed In Title Case, so that a style would want it recased."""
    if len(_CAPITAL.findall(reference.title)) < _LEAST_CAPITALS or is_foreign(reference.language):
        return False
    title, protected = reference.title, reference.protected.get("title", ())
    long = [
        match[0]
        for match in _WORD.finditer(title)
        if len(match[0]) >= _LONG_WORD
        and match[0].isalpha()
        and _may_change(title, match, protected)
        and not _begins(title, match.start())
    ]
    capital = sum(word[0].isupper() and not word.isupper() for word in long)
    return len(long) >= _ENOUGH_WORDS and capital >= _MOSTLY * len(long)


def _recased(text: str, protected: Spans, recase: Callable[[str, int], str]) -> str:
    def replace(match: re.Match[str]) -> str:
        return recase(match[0], match.start()) if _may_change(text, match, protected) else match[0]

    return _WORD.sub(replace, text)


def _may_change(text: str, match: re.Match[str], protected: Spans) -> bool:
    """Return whether a match is a word, outside formulas and outside what the author protected."""
    start, end = match.span()
    if text[start] == "<" or ("<" in text and _in_formula(text, start, end)):
        return False
    return not protected or not any(first < end and start < last for first, last in protected)


def _in_formula(text: str, start: int, end: int) -> bool:
    """Return whether a word touches a raised or lowered one: H<sub>2</sub>O."""
    return text.startswith(("<sub>", "<sup>"), end) or text.endswith(("</sub>", "</sup>"), 0, start)


def _capitalised(word: str) -> str:
    capital = word[0].upper()
    return capital + word[1:] if len(capital) == 1 else word


def _begins(text: str, start: int) -> bool:
    """Return whether a word opens the title or follows a colon, question mark or exclamation mark."""
    if start > 1 and text[start - 1] == " " and text[start - 2].isalnum():
        return False
    before = text[max(0, start - _LOOK_BACK) : start]
    return bool(_START.search(before if start <= _LOOK_BACK else f"x{before}"))


def _after_stop(text: str, start: int) -> bool:
    return bool(_AFTER_STOP.search(text[max(0, start - _LOOK_BACK) : start]))
