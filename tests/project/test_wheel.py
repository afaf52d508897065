"""What is released: a complete sdist, and a wheel with which a stranger makes a site."""

import os
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from vademecum import __version__

ROOT = Path(__file__).parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = [pytest.mark.wheel, pytest.mark.xdist_group("wheel"), pytest.mark.timeout(600)]


def call(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a program as a stranger would: nothing of this environment shows through."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    return subprocess.run(list(command), cwd=cwd, env=mine, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the sdist, and the wheel made from that sdist."""
    # Not `python -m build`: build.py in the root would answer.
    out = tmp_path_factory.mktemp("dist")
    options = ["--offline", "--no-build-isolation", "--no-cache", "--python", sys.executable]
    done = call(sys.executable, "-m", "uv", "build", *options, "--out-dir", out, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def vademecum(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The console command, from the wheel in an environment that holds the runtime lock and nothing else."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=True)
    (wheel,) = dist.glob("*.whl")
    lock = ROOT / "requirements" / "runtime.txt"
    for task in (
        ["install", "--quiet", "--require-hashes", "--requirement", str(lock)],
        ["install", "--quiet", "--no-index", "--no-deps", str(wheel)],
        ["check"],
    ):
        done = call(home / "bin" / "python", "-m", "pip", "--disable-pip-version-check", *task, cwd=home)
        assert done.returncode == 0, done.stdout + done.stderr

    def run(*arguments: str, cwd: Path, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = call(home / "bin" / "vademecum", *arguments, cwd=cwd)
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode == code, done.stdout + done.stderr
        return done

    return run


def test_the_wheel_holds_the_engine_and_its_layouts_and_nothing_else(dist: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    layouts = {p.relative_to(ROOT).as_posix() for p in (ROOT / "layouts").rglob("*") if p.is_file()}
    assert layouts
    assert {f"vademecum/{name}" for name in layouts} <= names
    assert {"vademecum/__init__.py", "vademecum/py.typed"} <= names
    tops = {name.partition("/")[0] for name in names}
    assert tops == {"vademecum", f"vademecum-{__version__}.dist-info"}
    assert not [name for name in names if "__pycache__" in name]


def test_the_sdist_holds_what_the_project_needs_and_nothing_that_was_made(dist: Path) -> None:
    (sdist,) = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {"LICENSE", "Makefile", "build.py", "pyproject.toml", "references.bib", ".ci/run"}
    wanted |= {"requirements/runtime.txt", "requirements/dev.txt", "tests/test_architecture.py"}
    assert wanted <= names
    for folder in ("content", "docs", "layouts", "tests", "vademecum"):
        assert any(name.startswith(f"{folder}/") for name in names), folder
    assert not [name for name in names if re.match(r"(\.venv|\.git|\.vademecum|dist)(/|$)", name)]
    assert {name for name in names if re.match(r"site(/|$)", name)} <= {"site/.gitignore"}
    assert not [name for name in names if re.search(r"__pycache__|_cache/|\.pyc$", name)]


def test_a_stranger_makes_a_site(vademecum: Run, tmp_path: Path) -> None:
    assert __version__ in vademecum("--version", cwd=tmp_path).stdout
    vademecum("init", "handbook", cwd=tmp_path)
    home = tmp_path / "handbook"
    vademecum("build", cwd=home)
    assert (home / "site" / "index.html").is_file()

    before = set((home / "content").rglob("*.md"))
    vademecum("new", "Which beta blocker is safe in asthma?", cwd=home)
    (article,) = set((home / "content").rglob("*.md")) - before
    text = article.read_text("utf-8").replace("draft: true\n", "") + "\nA selective one, with care.\n"
    article.write_text(text, "utf-8")
    vademecum("build", cwd=home)
    shown = pages_with("A selective one, with care.", home)
    assert shown

    article.write_text(text.replace("with care", "and only under watch"), "utf-8")
    vademecum("build", cwd=home)
    assert pages_with("A selective one, and only under watch.", home) == shown
    assert pages_with("A selective one, with care.", home) == []

    article.write_text(f"{text}\nSo says everyone [@nobody].\n", "utf-8")
    done = vademecum("build", cwd=home, code=1)
    assert re.search(r"^content/.*\.md:\d+:\d+: error CIT-01: .*nobody", done.stderr, re.MULTILINE)
    assert pages_with("A selective one, and only under watch.", home) == shown


def pages_with(sentence: str, home: Path) -> list[Path]:
    """Return the pages of a site that hold a sentence."""
    return sorted(p for p in (home / "site").rglob("*.html") if sentence in p.read_text("utf-8"))
