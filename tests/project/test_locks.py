"""The locks in `requirements/` hold what `pyproject.toml` asks for, by hash, and name no place to get it."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]


def settings() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def lock(name: str) -> dict[str, list[str]]:
    """Return the pins of a lock by name; a package may be pinned twice, for different machines."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    pins: dict[str, list[str]] = {}
    for line in re.sub(r"\s*\\\n\s*", " ", text).splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            pins.setdefault(canonicalize_name(line.partition("==")[0]), []).append(line)
    return pins


@pytest.mark.parametrize("name", ["runtime", "dev"])
def test_every_pin_is_a_version_and_its_hashes(name: str) -> None:
    pin = re.compile(r"[A-Za-z0-9._-]+==\S+( ; [^\\]+?)?( --hash=sha256:[0-9a-f]{64})+")
    assert [line for pins in lock(name).values() for line in pins if not pin.fullmatch(line)] == []


@pytest.mark.parametrize("name", ["runtime", "dev"])
def test_no_place_is_named(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    assert not re.search(r"://| @ |--(extra-)?index-url|--find-links|file:", text)


def test_the_development_lock_holds_the_runtime_lock() -> None:
    """A package that runs on some machines only may be developed with on all: then its pin has no marker."""
    development = lock("dev")
    everywhere = {
        name: pins if development.get(name) == pins else [re.sub(r" ; [^\\]+?(?= --hash)", "", pin) for pin in pins]
        for name, pins in lock("runtime").items()
    }
    assert {name: pins for name, pins in everywhere.items() if development.get(name) != pins} == {}


@pytest.mark.parametrize("name", ["runtime", "dev"])
def test_the_locks_hold_what_is_asked_for(name: str) -> None:
    asked = list(settings()["project"]["dependencies"])
    asked += settings()["dependency-groups"]["dev"] if name == "dev" else []
    pins = lock(name)
    for requirement in map(Requirement, asked):
        for pin in pins[canonicalize_name(requirement.name)]:
            version = pin.partition("==")[2].split()[0]
            assert requirement.specifier.contains(version), f"{requirement} is locked to {version}: make lock"
