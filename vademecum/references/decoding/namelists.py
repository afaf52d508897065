"""A list of authors or editors as text: initials, "et al.", organisations."""

from __future__ import annotations

from msgspec import Struct

from vademecum.model.references import Name
from vademecum.references.marks import html
from vademecum.references.styles.initials import initials

_ORDINALS = {"II": "2nd", "III": "3rd", "IV": "4th", "V": "5th", "VI": "6th"}


class NameRules(Struct, frozen=True, kw_only=True):
    """How a style writes a list of names."""

    most: int
    """So many are all named."""
    shown: int
    """So many stay when there are more."""
    ordinals: bool
    """III is written 3rd."""
    before_group: str
    """What stands between a person and an organisation that follows."""
    group_after_cut: bool = False
    """An organisation that closes the list is named behind "et al."."""


def name_list(names: tuple[Name, ...], more: bool, rules: NameRules) -> str:  # noqa: FBT001 - the two belong together
    """Return the names as HTML, without a final stop but that of "et al."; empty when there are none."""
    if not names:
        return ""
    shown = names if len(names) + more <= rules.most else names[: rules.shown]
    text = ""
    for name in shown:
        separator = (rules.before_group if name.literal else ", ") if text else ""
        text += separator + one_name(name, ordinals=rules.ordinals)
    if not more and len(shown) == len(names):
        return text
    last = names[-1]
    if rules.group_after_cut and last.literal and last not in shown:
        return f"{text}, et al{'.' if rules.ordinals else ''}; {html(last.literal)}"
    return f"{text}, et al."


def one_name(name: Name, *, ordinals: bool) -> str:
    """Return "Family AB Jr", or an organisation's name."""
    if name.literal:
        return html(name.literal)
    text = f"{name.family} {initials(name.given, name.family)}" if name.given else name.family
    return html(f"{text} {suffix(name.suffix, ordinals=ordinals)}" if name.suffix else text)


def suffix(typed: str, *, ordinals: bool) -> str:
    """Return a suffix without stop and comma; NLM writes III as 3rd."""
    bare = typed.replace(".", "").strip(" ,")
    if bare.upper() in _ORDINALS:
        return _ORDINALS[bare.upper()] if ordinals else bare.upper()
    return bare[:1].upper() + bare[1:] if bare.lower() in ("jr", "sr") else bare
