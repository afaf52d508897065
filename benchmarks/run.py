"""Time whole builds, Vademecum's and others': ``python benchmarks/run.py --sizes 100 1000 --peers hugo``.

Generators take turns (A B A B), so that noise hits all alike; each output is checked before its time counts. The first
build of each is not timed: it warms the disk's cache, and while it runs the memory is watched.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

if not __package__:  # started as a script
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from benchmarks import checks
from benchmarks.corpus import make_corpus
from benchmarks.edits import MODES, Check, cold
from benchmarks.model import Corpus
from benchmarks.tools import PEERS, ROOT, Tool, engine, install
from benchmarks.writers import write_site

_MEASURE = Path(__file__).resolve().with_name("measure.py")
_MIB = 1024 * 1024


@dataclass(slots=True, kw_only=True)
class Result:
    """What the builds of one generator at one size in one mode took."""

    tool: str
    size: int
    mode: str
    together: float = 0.0
    """Peak memory of all processes, in MiB."""
    runs: list[dict[str, Any]] = field(default_factory=list)
    files: int = 0
    bytes: int = 0
    fault: str = ""

    def of(self, what: str) -> float:
        """Return the median of a figure."""
        return float(median(run[what] for run in self.runs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One generator's site."""

    tool: Tool
    installed: Path
    folder: Path
    corpus: Corpus
    jobs: int

    def build(self, *, sample: bool) -> dict[str, Any]:
        """Run one build in a clean environment."""
        home = self.folder.parent / "home"
        home.mkdir(exist_ok=True)
        environment = {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            **self.tool.environment(self.installed, self.jobs),
        }
        if environment.get("HUGO_CACHEDIR"):
            environment["HUGO_CACHEDIR"] = str(self.folder / ".hugo_cache")
        asked = {
            "command": self.tool.command(self.installed, self.jobs),
            "folder": str(self.folder),
            "environment": environment,
            "sample": sample,
        }
        if not sample:
            os.sync()
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(_MEASURE), json.dumps(asked)], check=True, capture_output=True
        )
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    def faults(self, found: dict[str, Any], check: Check) -> list[str]:
        """Return what is wrong with a build."""
        if found["code"]:
            return [f"exit code {found['code']}: {found['said'][-600:]}"]
        return [*checks.faults(self.tool.writer, self.corpus, self.folder / self.tool.writer.output), *check()]


def main() -> None:
    """Measure what the command line asks for, and print it."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="vademecum-benchmark-") as temporary:
        cache = (asked.cache or Path(temporary)).resolve()
        tools = _tools(asked)
        lines = [*_machine(), ""]
        _say(lines)
        results = list(_measure(asked, tools, cache))
    report = [*_table(results), "", *_ratios(results, tools[0].name)]
    _say(report)
    if asked.write:
        with asked.write.open("a", encoding="utf-8") as file:
            versions = "; ".join(f"{tool.name}: {tool.version}" for tool in tools)
            file.write("\n".join([f"## {' '.join(asked.title)}", "", *lines, versions, "", *report, "", ""]))
    if any(result.fault for result in results):
        sys.exit(1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000], metavar="N", help="articles (100 1000)")
    parser.add_argument("--modes", nargs="+", choices=MODES, default=["cold"], metavar="MODE", help=", ".join(MODES))
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="timed builds, of which the median counts (3)")
    parser.add_argument("--peers", nargs="*", choices=PEERS, default=[], metavar="NAME", help=", ".join(PEERS))
    parser.add_argument(
        "--engine", nargs="*", default=[], metavar="NAME=FOLDER", help="other checkouts of Vademecum to compare with"
    )
    parser.add_argument("--without-vademecum", action="store_true", help="measure the others only")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="processes (each generator's own default)")
    parser.add_argument("--audiences", type=int, default=0, metavar="PERCENT", help="articles with two audiences (0)")
    parser.add_argument("--cache", type=Path, metavar="DIR", help="keep tools and sites here (a temporary folder)")
    parser.add_argument(
        "--sites", type=Path, metavar="DIR", help="keep sites here; /dev/shm leaves the disk out of the figures"
    )
    parser.add_argument("--write", type=Path, metavar="FILE", help="add the report to a file")
    parser.add_argument("--title", nargs="+", default=["Measured"], help="heading of the report in that file")
    return parser.parse_args()


def _tools(asked: argparse.Namespace) -> list[Tool]:
    tools = [] if asked.without_vademecum else [engine("vademecum", ROOT)]
    for text in asked.engine:
        name, _, folder = text.partition("=")
        tools.append(engine(name, Path(folder)))
    tools.extend(PEERS[name] for name in asked.peers)
    if not tools:
        sys.exit("nothing to measure: name --peers or an --engine")
    return tools


def _measure(asked: argparse.Namespace, tools: Sequence[Tool], cache: Path) -> Iterator[Result]:
    installed = {tool.name: install(tool, cache) for tool in tools}
    for size in asked.sizes:
        corpus = make_corpus(size, two_audiences=asked.audiences)
        sites = [
            Site(
                tool=tool,
                installed=installed[tool.name],
                folder=(asked.sites or cache / "sites").resolve() / f"{tool.name}-{size}",
                corpus=corpus,
                jobs=asked.jobs,
            )
            for tool in tools
        ]
        for site in sites:
            cold(site.tool.writer, corpus, site.folder, 0)
            write_site(site.tool.writer, corpus, site.folder)
        for mode in asked.modes:
            yield from _one_mode(sites, mode, size, asked.runs)


def _one_mode(sites: Sequence[Site], mode: str, size: int, runs: int) -> list[Result]:
    """Measure one mode with every generator in turn."""
    results = {site.tool.name: Result(tool=site.tool.name, size=size, mode=mode) for site in sites}
    turns = {site.tool.name: 0 for site in sites}
    for site in sites:
        if mode != "cold" and not (site.folder / site.tool.writer.output).is_dir():
            site.build(sample=False)
    for turn in range(runs + 1):
        for site in sites:
            result = results[site.tool.name]
            if result.fault:
                continue
            turns[site.tool.name] += 1
            load = os.getloadavg()[0]
            check = MODES[mode](site.tool.writer, site.corpus, site.folder, turn)
            found = site.build(sample=turn == 0)
            _progress(site, mode, turn, load, found)
            wrong = site.faults(found, check)
            if wrong:
                result.fault = "; ".join(wrong)
                print(f"{site.tool.name}: {result.fault}", file=sys.stderr)
            elif turn == 0:
                result.together = found["together"]
                result.files, result.bytes = checks.size(site.folder / site.tool.writer.output)
            else:
                result.runs.append({**found, "load": load})
    return list(results.values())


def _progress(site: Site, mode: str, turn: int, load: float, found: dict[str, Any]) -> None:
    what = "memory" if turn == 0 else f"run {turn}"
    print(
        f"  {site.tool.name} {len(site.corpus.articles):,} {mode}, {what}: {found['wall']:.2f} s, "
        f"CPU {found['cpu']:.2f} s, {found['largest']:.0f} MiB; load before {load:.1f}",
        file=sys.stderr,
    )


# ---- the report -------------------------------------------------------------------------------------------------


def _machine() -> list[str]:
    model = "unknown processor"
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    except OSError:
        model = platform.processor()
    load = " ".join(f"{part:.1f}" for part in os.getloadavg())
    system = f"{os.cpu_count()} × {model}; {platform.system()} {platform.release()}; Python {platform.python_version()}"
    return [f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC; {system}; load average before: {load}"]


def _table(results: Sequence[Result]) -> list[str]:
    columns = (
        *("s", "CPU s", "of it system", "least CPU s", "CPU ms/article", "MiB, largest process", "MiB, together"),
        *("output MiB", "files", "load before"),
    )
    lines = [f"| articles | mode | generator | {' | '.join(columns)} |", f"|---:|---|---|{'---:|' * len(columns)}"]
    for result in results:
        start = f"| {result.size:,} | {result.mode} | {result.tool} |"
        if result.fault or not result.runs:
            lines.append(f"{start} failed: {result.fault.splitlines()[0] if result.fault else ''} |")
            continue
        cpu = result.of("cpu")
        figures = (
            f"{result.of('wall'):.2f}",
            f"{cpu:.2f}",
            f"{result.of('system'):.2f}",
            f"{min(run['cpu'] for run in result.runs):.2f}",
            f"{1000 * cpu / result.size:.2f}",
            f"{result.of('largest'):.0f}",
            f"{result.together:.0f}",
            f"{result.bytes / _MIB:.1f}",
            f"{result.files:,}",
            f"{result.of('load'):.1f}",
        )
        lines.append(f"{start} {' | '.join(figures)} |")
    return lines


def _ratios(results: Sequence[Result], first: str) -> list[str]:
    """Say how the first generator compares with each other one."""
    own = {(result.size, result.mode): result for result in results if result.tool == first and result.runs}
    lines = []
    for other in results:
        mine = own.get((other.size, other.mode))
        if mine and other.runs and other.tool != first:
            memory = f", {mine.together / other.together:.2f} × memory" if other.together else ""
            lines.append(
                f"- {other.size:,}, {other.mode}: {first} takes {mine.of('wall') / other.of('wall'):.2f} × the time of "
                f"{other.tool}, {mine.of('cpu') / other.of('cpu'):.2f} × its CPU{memory}"
            )
    return lines


def _say(lines: Sequence[str]) -> None:
    print("\n".join(lines), flush=True)


if __name__ == "__main__":
    main()
