"""Rules of another package: the manual's example, as an installed package brings it."""

import os
import shutil
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from tests.building import write
from tests.rules.laying import lay
from vademecum.rules.rule import Example, Rule

EXAMPLE = Path(__file__).parents[2] / "docs/own-rules"
_spec = spec_from_file_location("ward_rules", EXAMPLE / "ward_rules.py")
assert _spec is not None
assert _spec.loader is not None
_module = module_from_spec(_spec)
_spec.loader.exec_module(_module)
RULES: tuple[Rule, ...] = _module.RULES
POINTS = "[vademecum.rules]\nward = ward_rules:RULES\n"


def installed(folder: Path, points: str = POINTS) -> Path:
    """Return a folder that holds the package as an installer leaves it."""
    name = "ward_rules-1.0.dist-info"
    metadata = "Metadata-Version: 2.1\nName: ward-rules\nVersion: 1.0\n"
    write(folder, {f"{name}/METADATA": metadata, f"{name}/entry_points.txt": points})
    shutil.copy(EXAMPLE / "ward_rules.py", folder)
    return folder


def vademecum(site: Path, packages: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    paths = [str(packages), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    command = [sys.executable, "-m", "vademecum", *arguments]
    return subprocess.run(command, cwd=site, env=environment, capture_output=True, text=True, check=False)


def test_the_example_says_what_its_package_installs() -> None:
    text = (EXAMPLE / "pyproject.toml").read_text(encoding="utf-8")
    assert '[project.entry-points."vademecum.rules"]\nward = "ward_rules:RULES"\n' in text


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in RULES])
def test_a_rule_of_a_package_is_checked_like_the_others(rule: Rule, tmp_path: Path) -> None:
    packages = installed(tmp_path / "packages")
    for side, example in (("wrong", rule.wrong), ("right", rule.right)):
        site = lay(example, tmp_path / side)
        done = vademecum(site, packages, "check", "--as-of", "2026-06-01")
        found = [line for line in done.stderr.splitlines() if rule.id in line]
        assert bool(found) == (side == "wrong"), done.stderr
        assert all(line.startswith(f"content/a.md:{rule.wrong.line}") for line in found)


def test_settings_and_commands_know_it(tmp_path: Path) -> None:
    packages = installed(tmp_path / "packages")
    settings = {"pyproject.toml": '[tool.vademecum.rules]\n"WARD-01" = "off"\n'}
    site = lay(Example(files={**RULES[0].wrong.files, **settings}), tmp_path / "site")
    assert "WARD-01" not in vademecum(site, packages, "check", "--as-of", "2026-06-01").stderr
    assert "WARD-01  off" in vademecum(site, packages, "explain", "ward-01").stdout


@pytest.mark.parametrize(
    ("points", "said"),
    [
        (
            "[vademecum.rules]\nward = ward_rule:RULES\n",
            "the rules of ward-rules cannot be loaded: ModuleNotFoundError",
        ),
        ("[vademecum.rules]\nward = ward_rules:SPECIALTIES\n", "ward_rules:SPECIALTIES is neither a rule nor several"),
        (f"{POINTS}again = ward_rules:RULES\n", "two rules are called WARD-01"),
    ],
)
def test_a_package_that_cannot_be_used_is_one_sentence(points: str, said: str, tmp_path: Path) -> None:
    packages = installed(tmp_path / "packages", points)
    site = lay(RULES[0].right, tmp_path / "site")
    done = vademecum(site, packages, "check")
    assert done.returncode == 3
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
