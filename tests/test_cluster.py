"""A build whose articles are rendered on a Dask cluster: two workers on loopback, and what can be wrong with one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.building import run, write
from vademecum import cluster
from vademecum.cluster import Rendered
from vademecum.disk.record_engine import installed
from vademecum.problems import EngineError
from vademecum.rules.example_site import AS_OF, REVIEWED, SITE, article

ROOT = Path(__file__).parents[1]
WORKERS = """\
import sys
from distributed import LocalCluster

if __name__ == "__main__":
    quiet = {"dashboard_address": None, "host": "127.0.0.1"}
    with LocalCluster(n_workers=2, threads_per_worker=2, processes=True, **quiet) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a cluster: in a process of its own, for its threads would outlive it in ours."""
    if find_spec("distributed") is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs Dask distributed, which the lock for development holds")
        pytest.skip('no Dask: pip install "vademecum[cluster]"')
    script = write(tmp_path_factory.mktemp("cluster"), {"workers.py": WORKERS}) / "workers.py"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(script.parent)}
    with subprocess.Popen(
        [sys.executable, str(script)],
        cwd=script.parent,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.communicate()


def build(folder: Path, *options: str, first: str = "") -> subprocess.CompletedProcess[str]:
    """Build a site in a process of its own, in which a line of code has been run before."""
    arguments = ["build", "--as-of", AS_OF.isoformat(), "--report", "report.json", "--format", "json", *options]
    lines = f"{first}\nfrom vademecum.cli import main\nmain({arguments!r})"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", lines], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More articles than a parcel holds, and one that was edited since it was approved: its old text was kept."""
    others = {
        f"content/b{n}.md": article(
            "audiences: [clinician, patient]\n", f"See [a](a.md) and [b](b{(n + 1) % 40}.md).\n"
        )
        for n in range(40)
    }
    edited = article(f"{REVIEWED}tags: [doses]\n", "## Dose\n\nStart with 5 mg [@strosberg2017].\n")
    folder = write(tmp_path_factory.mktemp("site"), {**SITE, **others, "content/a.md": edited})
    for person, scope in (("pia-pharmacist", "pharmacy"), ("rex-reviewer", "clinical")):
        done = run(folder, "review", "approve", "a.md", "--by", person, "--scope", scope, "--on", AS_OF.isoformat())
        assert done.code == 0, done.err
    approved = (folder / "content/a.md").read_text(encoding="utf-8")
    return write(folder, {"content/a.md": approved.replace("5 mg", "50 mg")})


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_cluster_makes_what_one_process_makes(scheduler: str, site: Path) -> None:
    here = build(site, "--executor", "none", "--output", "here")
    report = (site / "report.json").read_bytes()
    there = build(site, "--executor", "dask", "--scheduler", scheduler, "--output", "there")
    assert (here.returncode, there.returncode) == (0, 0), there.stderr
    assert contents(site / "there") == contents(site / "here")
    assert b"50 mg" in (site / "there/a/changes/index.html").read_bytes()
    assert b"REV-03" in report
    assert (site / "report.json").read_bytes() == report
    assert there.stderr.rpartition(" into ")[0] == here.stderr.rpartition(" into ")[0]


def test_a_layout_that_fails_there_is_told_here(scheduler: str, site: Path) -> None:
    layout = write(site, {"layouts/page.html": "{{ nothing.at_all }}\n"}) / "layouts/page.html"
    done = build(site, "--executor", "dask", "--scheduler", scheduler)
    layout.unlink()
    assert done.returncode == 1
    assert "layouts/page.html:1" in done.stderr


OTHER = "from vademecum import cluster; cluster.engine_digest = lambda: 'another'"
HASTY = "from vademecum import cluster; cluster.PATIENCE = 0.2"
ABSENT = "import sys; sys.modules['distributed'] = None"


@pytest.mark.parametrize(
    ("scheduler_is", "first", "code", "said"),
    [
        ("it", OTHER, 3, "has another engine than this build: its code, its layouts or its Python differ"),
        ("tcp://127.0.0.1:9", HASTY, 3, "no Dask scheduler answers at tcp://127.0.0.1:9"),
        ("127.0.0.1", "", 2, '--scheduler: "127.0.0.1" is no address such as tcp://host:8786'),
        ("tcp://127.0.0.1:9", ABSENT, 3, 'Dask distributed is not installed: pip install "vademecum[cluster]"'),
    ],
)
def test_a_cluster_that_cannot_be_used(
    scheduler_is: str, first: str, code: int, said: str, scheduler: str, site: Path
) -> None:
    address = scheduler if scheduler_is == "it" else scheduler_is
    done = build(site, "--executor", "dask", "--scheduler", address, "--output", "never", first=first)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith("vademecum: ")
    assert done.stderr.count("\n") == 1
    assert said in done.stderr
    assert not (site / "never").exists()


def test_a_cluster_that_is_lost(scheduler: str) -> None:
    assert scheduler, "Dask is installed"
    lost: Future[Rendered] = Future()
    lost.cancel()
    lost.set_running_or_notify_cancel()
    with pytest.raises(EngineError, match="the scheduler at tcp://a:1 or its last worker was lost during the build"):
        cluster._result(lost, None, "tcp://a:1")


def test_what_differs_between_two_engines_is_named() -> None:
    packages = frozenset([*installed(), "bokeh 3.8"])
    with pytest.raises(EngineError, match=r"the worker tcp://a:1 has another engine than this build: there bokeh 3\.8"):
        cluster._compare("tcp://a:1", ("another", packages))
    with pytest.raises(EngineError, match="the worker tcp://a:1 has not this version of vademecum"):
        cluster._compare("tcp://a:1", ModuleNotFoundError("No module named 'vademecum'"))


def test_a_worker_of_another_engine_renders_nothing() -> None:
    with pytest.raises(EngineError, match="a worker that has joined the cluster since has another engine"):
        cluster.render_parcel("another", "", b"no pickle", b"no pickle")
