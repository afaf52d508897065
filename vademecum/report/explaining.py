"""A rule in words: what should hold, why, how much it weighs here, an example of each side, how to waive it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from vademecum.config import Config
from vademecum.problems import Level, printable
from vademecum.rules.rule import Example, Rule

_MARK = re.compile(r"\{fingerprint[^}]*\}")
_MOST_LINES = 40
_MOST_SIGNS = 110

LEVELS = {
    Level.ERROR: "error: the site is not built",
    Level.WARNING: "warning: --strict makes it an error",
    Level.DUE: "due: told, and never in the way of a build",
}


def level_here(rule: Rule, config: Config) -> str:
    """Return the level that a rule has on a site; ``off`` when the settings switch it off."""
    word = config.rules.get(rule.id, "")
    if not word or (rule.locked and word != "error") or (rule.level is Level.DUE and word != "off"):
        return rule.level.value
    return word


def settings_of(rule: Rule, config: Config) -> Iterator[tuple[str, str]]:
    """Yield (where, level) of every setting about a rule: the site's, then those of folders."""
    folders = ((f"folders.{name}.rules", each.rules) for name, each in config.folders.items())
    tables = [("rules", config.rules), *folders]
    for name, rules in tables:
        if rule.id in rules:
            place = config.place(f"{name}.{rule.id}")
            yield f"{place.file}:{place.line}" if place.line else place.file, f"{name}: {rules[rule.id]}"


def explained(rule: Rule, config: Config) -> Iterator[str]:
    """Yield the lines that explain a rule."""
    yield f"{rule.id}  {level_here(rule, config)}"
    yield ""
    yield rule.says
    yield f"Source: {rule.source}."
    if rule.remedy:
        yield f"To mend it: {rule.remedy}"
    if rule.precision:
        yield f"How far to trust it: {rule.precision}"
    yield ""
    yield from _weight(rule, config)
    yield ""
    where = f"reported in {rule.wrong.file}{f', line {rule.wrong.line}' if rule.wrong.line else ''}"
    yield f"Wrong ({where}):"
    yield from shown(rule.wrong)
    yield ""
    yield "Right:"
    yield from shown(rule.right)


def _weight(rule: Rule, config: Config) -> Iterator[str]:
    yield f"Level: {LEVELS[rule.level]}."
    if rule.once_approved and rule.once_approved is not rule.level:
        yield f"On what is shown as approved: {LEVELS[rule.once_approved]}."
    for where, setting in settings_of(rule, config):
        yield f"Set in {where}: {setting}."
    if rule.locked:
        yield "It protects readers: no setting and no waiver can lower it."
    else:
        yield f'For the site or a folder: [tool.vademecum.rules] "{rule.id}" = "off" (or "warning", "error").'
        yield f"For one article: waivers: [{{rule: {rule.id}, reason: …, by: ID, until: YYYY-MM-DD}}]"


def shown(example: Example) -> Iterator[str]:
    """Yield the files of an example, with the line that is reported marked."""
    for path, content in example.files.items():
        yield f"  {printable(path)}"
        yield from _numbered(content, example.line if path == example.file else 0)
    for path, target in example.links.items():
        yield f"  {path} → {target} (a symbolic link)"
    if example.as_of:
        yield f"  built on {example.as_of}"


def _numbered(content: str | bytes, reported: int) -> Iterator[str]:
    text = content if isinstance(content, str) else content.decode("utf-8", "backslashreplace")
    text = _MARK.sub("1:… (of the present text)", text)
    if not text:
        yield "         (empty)"
    lines = text.removesuffix("\n").split("\n") if text else []
    for number, line in enumerate(lines[:_MOST_LINES], 1):
        cut = f"{line[:_MOST_SIGNS]}…" if len(line) > _MOST_SIGNS else line
        yield printable(f"  {'>' if number == reported else ' '} {number:3}  {cut}").rstrip()
    if len(lines) > _MOST_LINES:
        yield f"         … {len(lines) - _MOST_LINES} lines more"


def as_data(rules: Iterable[Rule], config: Config) -> list[dict[str, object]]:
    """Return rules as data for other programs."""
    return [
        {
            "id": rule.id,
            "level": rule.level.value,
            "level-here": level_here(rule, config),
            "once-approved": rule.once_approved.value if rule.once_approved else None,
            "locked": rule.locked,
            "says": rule.says,
            "source": rule.source,
            "remedy": rule.remedy,
            "set-in": [where for where, _ in settings_of(rule, config)],
        }
        for rule in rules
    ]
