"""Waivers: a rule is suspended for one article, by somebody, for a reason, until a day. They are told in every report.

A waiver that cannot hold (LIF-03) suspends nothing. One that has ended is due, and so is what it covered: time alone
has done it, and time alone fails no build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from vademecum.model.articles import Article, Person, Waiver
from vademecum.model.run import Waived
from vademecum.problems import Level, Problem, did_you_mean, due, error
from vademecum.rules.registry import known_rules
from vademecum.today import Today


class Sifted(Struct, frozen=True, kw_only=True):
    """Problems, and what waivers have taken out of them."""

    problems: tuple[Problem, ...]
    waived: tuple[Waived, ...] = ()
    changes_on: date | None = None
    """The first day on which a waiver ends."""


def apply_waivers(
    problems: Iterable[Problem], articles: Iterable[Article], people: Mapping[str, Person], today: Today
) -> Sifted:
    """Return the problems that no waiver suspends, with what is wrong with the waivers themselves."""
    active: dict[tuple[str, str], Waiver] = {}
    ended: set[tuple[str, str]] = set()
    faults: list[Problem] = []
    for article in articles:
        if not article.meta.waivers:
            continue
        files = {article.path, *(variant.body.path for variant in article.variants)}
        for waiver in article.meta.waivers:
            fault = _fault(waiver, people, today)
            faults.extend([fault] if fault else [])
            if fault is None:
                active.update({(file, waiver.rule): waiver for file in files})
            elif fault.level is Level.DUE:
                ended.update((file, waiver.rule) for file in files)
    if not active and not faults:
        return Sifted(problems=tuple(problems))
    kept: list[Problem] = []
    waived: list[Waived] = []
    for problem in problems:
        waiver_found = active.get((problem.file, problem.rule))
        if waiver_found is None:
            covered = (problem.file, problem.rule) in ended
            kept.append(replace(problem, level=Level.DUE) if covered else problem)
        else:
            told = Waived(problem=problem, reason=waiver_found.reason, by=waiver_found.by, until=waiver_found.until)
            waived.append(told)
    return Sifted(problems=(*kept, *faults), waived=tuple(waived), changes_on=today.next_change)


def _fault(waiver: Waiver, people: Mapping[str, Person], today: Today) -> Problem | None:
    """Return why a waiver suspends nothing."""
    for message, hint in _refusals(waiver, people):
        return error("LIF-03", waiver.place, message, hint)
    if today.passed(waiver.until):
        message = f"the waiver of {waiver.rule} ended on {waiver.until}"
        return due("LIF-03", waiver.place, message, "mend what it covered, or renew it with its reason")
    return None


def _refusals(waiver: Waiver, people: Mapping[str, Person]) -> Iterator[tuple[str, str]]:
    known = known_rules()
    rule = known.get(waiver.rule)
    if rule is None:
        hint = did_you_mean(waiver.rule, known, "vademecum rules lists them")
        yield f'there is no rule "{waiver.rule}" to waive', hint
    elif rule.locked:
        yield f"{rule.id} protects readers and cannot be waived", "mend what it reports"
    if waiver.by not in people:
        hint = did_you_mean(waiver.by, people, "add the person to content/_people.yml")
        yield f'no person "{waiver.by}" in content/_people.yml', hint
