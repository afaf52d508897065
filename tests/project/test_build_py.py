"""`build.py` opens on every Python 3, and says what to do where the site cannot be built."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OLD_PYTHON = """
import runpy, sys
sys.version_info = (3, 10, 13, "final", 0)
runpy.run_path("build.py", run_name="__main__")
"""
TOO_NEW = (ast.AnnAssign, ast.AsyncFunctionDef, ast.JoinedStr, ast.Match, ast.NamedExpr, ast.Starred, ast.arg)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with `build.py` and a made-up engine that needs click and tells what it is asked for."""
    shutil.copy(ROOT / "build.py", tmp_path)
    (tmp_path / "vademecum").mkdir()
    (tmp_path / "vademecum" / "__init__.py").touch()
    engine = "import click, os, sys\ndef main():\n    print(sys.argv[1:], os.getcwd())\n    sys.exit(7)\n"
    (tmp_path / "vademecum" / "cli.py").write_text(engine, "utf-8")
    return tmp_path


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], cwd=cwd, capture_output=True, text=True, check=False)


def says_what_to_do(done: subprocess.CompletedProcess[str]) -> bool:
    return done.returncode == 3 and not done.stdout and done.stderr.endswith('run "make site"\n')


def test_it_holds_nothing_that_an_old_python_cannot_parse() -> None:
    tree = ast.parse((ROOT / "build.py").read_bytes(), feature_version=(3, 7))
    assert [node for node in ast.walk(tree) if isinstance(node, TOO_NEW)] == []


def test_it_hands_its_arguments_to_build_in_its_own_folder(folder: Path) -> None:
    done = run(str(folder / "build.py"), "--strict", "--jobs", "2", cwd=folder.parent)
    assert done.returncode == 7
    assert done.stdout == f"['build', '--strict', '--jobs', '2'] {folder}\n"


def test_an_old_python_is_told_what_to_do(folder: Path) -> None:
    done = run("-c", OLD_PYTHON, cwd=folder)
    assert says_what_to_do(done)
    assert done.stderr.count("\n") == 1


def test_missing_packages_are_told_what_to_do(folder: Path) -> None:
    done = run("-S", "build.py", cwd=folder)
    assert says_what_to_do(done)
    assert done.stderr.count("\n") == 1


def test_a_fault_of_the_engine_is_not_taken_for_a_missing_package(folder: Path) -> None:
    (folder / "vademecum" / "cli.py").write_text("import vademecum.nowhere\n", "utf-8")
    done = run("build.py", cwd=folder)
    assert done.returncode == 1
    assert "vademecum.nowhere" in done.stderr
