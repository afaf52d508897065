"""Where one build's time goes: ``python benchmarks/profile_build.py --articles 1000``.

A timer interrupts the build every few milliseconds of CPU time and notes what is running, so that the engine needs no
timing code and calls cost no more than they do (cProfile would double them). One process, in memory of its own.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

if not __package__:  # started as a script
    sys.path[0] = str(Path(__file__).resolve().parents[1])

ROOT = Path(__file__).resolve().parents[1]
DAY = "2026-06-01"
INTERVAL = 0.001
"""Seconds of CPU between two samples; the kernel's tick, often 4 ms, is the least it gives."""

WHOLE = {
    "pages/listings.py": "lists, feeds, sitemap",
    "pages/feeds.py": "lists, feeds, sitemap",
}
"""Files of the engine whose callees count as theirs, wherever those stand."""

STAGES = (
    ("gather.py", "read_settings", "settings"),
    ("disk/load.py", "", "load: read and hash"),
    ("disk/project.py", "", "load: read and hash"),
    ("articles/", "", "front matter"),
    ("references/bibliography.py", "read_bibliography", "bibliography: read"),
    ("pages/sources.py", "", "references: decode and format"),
    ("assemble.py", "", "assemble"),
    ("rules/site.py", "", "links between pages"),
    ("rules/levels.py", "", "levels"),
    ("markdown/parser.py", "", "render: parse"),
    ("markdown/typeset.py", "", "render: typeset citations"),
    ("markdown/links.py", "", "render: links"),
    ("markdown/headings.py", "", "render: headings"),
    ("markdown/canonical.py", "", "render: canonical text"),
    ("markdown/body.py", "_render", "render: tokens to HTML"),
    ("markdown/body.py", "composing", "render: compose"),
    ("review/", "", "render: fingerprint, verdict"),
    ("pages/layouts.py", "", "render: layout"),
    ("pages/records.py", "", "render: review.json, references.bib"),
    ("pages/metadata.py", "", "render: metadata"),
    ("pages/linkeddata.py", "", "render: metadata"),
    ("pages/metatags.py", "", "render: metadata"),
    ("rules/page/", "", "render: check the HTML"),
    ("rules/", "", "render: rules"),
    ("prose/", "", "render: rules"),
    ("disk/record", "", "record"),
    ("needs.py", "", "record"),
    ("memory.py", "", "record"),
    ("fresh.py", "", "record"),
    ("disk/write.py", "put", "write: stage"),
    ("disk/write.py", "commit", "write: commit"),
    ("disk/write.py", "opened", "write: commit"),
    ("pages/", "", "render: views"),
    ("gather.py", "", "load: the rest"),
    ("pipeline.py", "", "pipeline"),
)
"""(start of the path, function or any, stage): the innermost frame that matches decides; other frames say nothing."""


# ---- in the process that builds ---------------------------------------------------------------------------------


class Sampler:
    """Counts where the interpreter is, at each tick."""

    def __init__(self, package: str) -> None:
        """Tell the engine's frames by the folder of its package."""
        self._package = f"{package}/"
        self.stages: Counter[str] = Counter()
        self.rooms: Counter[str] = Counter()
        self.nearest: Counter[str] = Counter()
        self.inclusive: Counter[str] = Counter()
        self.innermost: Counter[str] = Counter()

    def tick(self, _: int, frame: FrameType | None) -> None:
        """Note one sample."""
        frames = list(_outward(frame))
        own = [(path, name) for found in frames if (path := self._own(found)) for name in (found.f_code.co_qualname,)]
        self.innermost[_shown(frames[0])] += 1
        if not own:
            self.stages["outside"] += 1
            return
        self.nearest[f"{own[0][0]} {own[0][1]}"] += 1
        self.rooms[own[0][0].partition("/")[0]] += 1
        self.inclusive.update({f"{path} {name}" for path, name in own})
        self.stages[_stage(own)] += 1

    def _own(self, frame: FrameType) -> str:
        path = frame.f_code.co_filename
        return path[len(self._package) :] if path.startswith(self._package) else ""


def _outward(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def _shown(frame: FrameType) -> str:
    path = frame.f_code.co_filename
    for mark in ("/site-packages/", "/lib/python3"):
        _, found, rest = path.rpartition(mark)
        if found:
            path = rest.partition("/")[2] if mark == "/lib/python3" else rest
            break
    else:
        path = "/".join(path.rsplit("/", 3)[1:])
    return f"{path} {frame.f_code.co_qualname}"


def _stage(own: Sequence[tuple[str, str]]) -> str:
    for path, _ in own:
        if path in WHOLE:
            return WHOLE[path]
    for path, name in own:
        for part, function, stage in STAGES:
            if path.startswith(part) and (not function or function in name.split(".")):
                return stage
    return "other"


def profile(site: Path, engine: Path) -> dict[str, Any]:
    """Build a site in this process; return the counts and the CPU seconds."""
    sys.path.insert(0, str(engine))
    import vademecum.cli  # noqa: PLC0415 - from the asked checkout
    import vademecum.cli.build  # noqa: PLC0415 - so that start-up is not counted

    sampler = Sampler(str(engine / "vademecum"))
    os.chdir(site)
    signal.signal(signal.SIGPROF, sampler.tick)
    started = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, INTERVAL, INTERVAL)
    code: object = 0
    try:
        vademecum.cli.main(["build", "--jobs", "1", "--as-of", DAY, "--report", os.devnull])
    except SystemExit as ended:
        code = ended.code
    signal.setitimer(signal.ITIMER_PROF, 0)
    counts = {name: getattr(sampler, name) for name in ("stages", "rooms", "nearest", "inclusive", "innermost")}
    return {"cpu": time.process_time() - started, "code": code, **counts}


# ---- in the process that was started ----------------------------------------------------------------------------


def main() -> None:
    """Profile a build and the start-up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000, metavar="N", help="how many (1000)")
    parser.add_argument("--audiences", type=int, default=0, metavar="PERCENT", help="articles with two audiences (0)")
    parser.add_argument("--again", action="store_true", help="profile the second build, for which nothing has changed")
    parser.add_argument("--repeat", type=int, default=2, metavar="N", help="builds that are added up (2)")
    parser.add_argument("--top", type=int, default=30, metavar="N", help="functions to list (30)")
    parser.add_argument("--engine", type=Path, default=ROOT, metavar="FOLDER", help="another checkout of Vademecum")
    parser.add_argument("--no-gc", action="store_true", help="without the garbage collector, to see what it costs")
    parser.add_argument("--no-start", action="store_true", help="leave the start-up out")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    engine = asked.engine.resolve()
    if asked.child:
        if asked.no_gc:
            gc.disable()
        print(f"\n{json.dumps(profile(asked.child, engine))}")
        return
    with tempfile.TemporaryDirectory(prefix="vademecum-profile-") as folder:
        words = ("--articles", str(asked.articles), "--audiences", str(asked.audiences), f"{folder}/site")
        _run(str(Path(__file__).with_name("corpus.py")), *words)
        total = _added(_profiled(Path(folder, "site"), engine, asked))
    _print_profile(total, asked.articles * asked.repeat, asked.top)
    if not asked.no_start:
        _print_start(engine)


def _run(*words: str) -> str:
    done = subprocess.run([sys.executable, *words], check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def _profiled(site: Path, engine: Path, asked: argparse.Namespace) -> Iterator[dict[str, Any]]:
    words = ["--engine", str(engine), "--child", str(site), *(["--no-gc"] if asked.no_gc else [])]
    for turn in range(asked.repeat + asked.again):
        if not asked.again:
            subprocess.run(["rm", "-rf", str(site / "site"), str(site / ".vademecum")], check=True)
        said = _run(__file__, *words).splitlines()
        found = json.loads(said[-1])
        if found["code"]:
            sys.exit("\n".join(said[:-1]))
        print(f"{said[0]}; CPU {found['cpu']:.2f} s", file=sys.stderr)
        if turn or not asked.again:
            yield found


def _added(found: Iterator[dict[str, Any]]) -> dict[str, Any]:
    total: dict[str, Any] = {"cpu": 0.0}
    for each in found:
        total["cpu"] += each["cpu"]
        for name, counts in each.items():
            if isinstance(counts, dict):
                total[name] = total.get(name, Counter()) + Counter(counts)
    return total


def _print_profile(total: Mapping[str, Any], articles: int, top: int) -> None:
    samples = total["stages"].total()
    each = total["cpu"] / articles
    print(f"CPU {1000 * each:.2f} ms an article, --jobs 1; {samples:,} samples; load {os.getloadavg()[0]:.1f}")
    headings = {
        "stages": ("stage", 0),
        "rooms": ("room: its own code and the libraries that it calls", 0),
        "nearest": ("function of the engine: itself and the libraries that it calls", top),
        "inclusive": ("function of the engine, with all that it calls", top),
        "innermost": ("function, itself alone", top),
    }
    for name, (heading, limit) in headings.items():
        print(f"\n| {heading} | % | µs an article |\n|---|---:|---:|")
        for what, count in total[name].most_common(limit or None):
            print(f"| {what} | {100 * count / samples:.1f} | {1e6 * each * count / samples:,.0f} |")


# ---- start-up ---------------------------------------------------------------------------------------------------


def _print_start(engine: Path) -> None:
    print("\n| start-up | ms, least of 7 |\n|---|---:|")
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(engine)}
    commands = {
        "python -c pass": ("-c", "pass"),
        "vademecum --version": ("-m", "vademecum", "--version"),
        "vademecum build --help": ("-m", "vademecum", "build", "--help"),
    }
    for name, words in commands.items():
        print(f"| {name} | {min(_timed(words, environment) for _ in range(7)):.0f} |")
    print("\n| package imported for `build` | ms, itself alone |\n|---|---:|")
    packages: Counter[str] = Counter()
    for module, microseconds in _imports(environment):
        packages[module if module.startswith("vademecum") else module.partition(".")[0]] += microseconds
    for name, microseconds in packages.most_common(25):
        print(f"| {name} | {microseconds / 1000:.1f} |")
    print(f"| all {len(packages)} | {packages.total() / 1000:.1f} |")


def _timed(words: Sequence[str], environment: Mapping[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *words], check=True, env=environment, stdout=subprocess.DEVNULL)
    return 1000 * (time.perf_counter() - started)


def _imports(environment: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Yield each imported module and what it took by itself, in microseconds."""
    words = ("-X", "importtime", "-m", "vademecum", "build", "--help")
    done = subprocess.run([sys.executable, *words], check=True, env=environment, capture_output=True, text=True)
    for line in done.stderr.splitlines():
        own, _, rest = line.removeprefix("import time:").partition("|")
        if own.strip().isdigit():
            yield rest.rpartition("|")[2].strip(), int(own)


if __name__ == "__main__":
    main()
