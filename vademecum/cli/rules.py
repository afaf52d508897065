"""``vademecum rules`` and ``vademecum explain``: what the engine asks of a site, and why."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from vademecum.config import Config
from vademecum.disk.root import find_root
from vademecum.pipeline import Options, read_settings
from vademecum.problems import UsageError, did_you_mean
from vademecum.report.explaining import as_data, explained, level_here
from vademecum.rules.registry import known_rules


@click.command("rules")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="[default: text]")
def rules_command(*, form: str) -> None:
    """List every rule, with its level on this site."""
    config, rules = _settings(), known_rules().values()
    if form == "json":
        click.echo(json.dumps(as_data(rules, config), ensure_ascii=False, indent=1))
        return
    for rule in rules:
        click.echo(f"{rule.id:8} {level_here(rule, config):8} {'locked' if rule.locked else '':7} {rule.says}")


@click.command("explain")
@click.argument("rule")
def explain_command(rule: str) -> None:
    """Say what a rule asks for, where it comes from, how much it weighs here, and show an example of each side."""
    known = known_rules()
    found = known.get(rule.upper())
    if found is None:
        raise UsageError(f'there is no rule "{rule}"; {did_you_mean(rule.upper(), known, "see: vademecum rules")}')
    for line in explained(found, _settings()):
        click.echo(line)


def _settings() -> Config:
    """Return the settings of the site around, or the defaults outside of one."""
    try:
        root = find_root(Path.cwd())
    except UsageError:
        return Config()
    config, _ = read_settings(root, Options(today=datetime.now(UTC).date()))
    return config
