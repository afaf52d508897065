"""Text for some audiences only: which blocks and spans a variant holds."""

from __future__ import annotations

from collections.abc import Sequence

from vademecum.markdown.reading import Reading
from vademecum.problems import Place, did_you_mean


def selects(note: Reading, rule: str, names: Sequence[str], place: Place) -> bool:
    """Return whether the present variant holds a text marked ``for`` or ``except`` some audiences.

    An audience that the site does not define is an error; a mark that fits no variant of the article, or all of them,
    is a warning.
    """
    unknown = [name for name in names if name not in note.audiences]
    for name in unknown:
        hint = did_you_mean(name, note.audiences, f"defined: {', '.join(note.audiences)}")
        note.error("AUD-05", place, f'the audience "{name}" is not defined', hint)
    if not names:
        note.error("AUD-05", place, f'"{rule}" names no audience', f"write {rule} patient")
    if not note.reviewed:
        note.error("REV-07", place, f"{note.unreviewed} has no audiences: only articles do", "remove the mark")
    elif names and not unknown:
        _warn_of_idle_mark(note, rule, names, place)
    return (note.audience in names) == (rule == "for")


def _warn_of_idle_mark(note: Reading, rule: str, names: Sequence[str], place: Place) -> None:
    fitting = [audience for audience in note.own_audiences if (audience in names) == (rule == "for")]
    if not fitting:
        message = f'this text is in no variant of the article: it is {rule} "{" ".join(names)}"'
        own = ", ".join(note.own_audiences)
        note.warning("AUD-06", place, message, f"the article's audiences: {own}")
