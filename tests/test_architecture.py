"""The house stands as planned: no import runs up, no circle exists, and each room keeps to its trade.

All of it is read from the source with `ast`; nothing is imported. The second half of this file shows, on
made-up sources, that every one of these checks can fail.
"""

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

PACKAGE = "vademecum"

# The rooms from the top floor to the ground; each may import from those that stand below it, and no other.
# `__init__` holds the version only. A new room gets its place here before it gets code.
ROOMS = (
    "__main__",
    "cli",
    "serve",
    "starter",
    "pipeline",
    "few",
    "rendering",
    "cluster",
    "handover",
    "memory",
    "sealing",
    "unchanged",
    "gather",
    "ahead",
    "fronts",
    "texts",
    "schemas",
    "report",
    "pages",
    "rules",
    "markdown",
    "review",
    "articles",
    "references",
    "disk",
    "network",
    "workers",
    "assemble",
    "fresh",
    "model",
    "prose",
    "config",
    "settings",
    "urls",
    "problems",
    "patterns",
    "interruption",
    "turns",
    "needs",
    "today",
    "__init__",
)
FLOORS = {room: floor for floor, room in enumerate(reversed(ROOMS))}

# Who may do what nobody else may: rooms, or single modules.
OPEN_FILES = ("disk", "serve")
READ_BIBTEX = ("references.bibliography",)
SPEAK_TO_THE_SHELL = ("cli",)
START_A_POOL = ("workers", "cluster")
JOIN_A_CLUSTER = ("cluster",)
READ_THE_CLOCK = ("cli",)
ASK_OTHER_MACHINES = ("network",)
START_PROGRAMS = ("disk",)
HAVE_THEM_ASKED = ("cli",)

# Modules of the standard library that are there to touch files.
FILE_MODULES = (
    *("bz2", "dbm", "fcntl", "fileinput", "filecmp", "glob", "gzip", "linecache", "lzma", "mmap"),
    *("shelve", "shutil", "sqlite3", "tarfile", "tempfile", "zipfile"),
)
# Modules of the standard library that are there to reach other machines; a preview answers its own.
ASKING_MODULES = ("ftplib", "http.client", "poplib", "smtplib", "ssl", "urllib.request", "xmlrpc")
ANSWERING_MODULES = ("http", "socket", "socketserver")
# What opens, moves, lists or asks the file system, by its full name.
OS_CALLS = (
    "access chmod chown copy_file_range fdopen fsync link listdir lstat makedirs mkdir open read readlink "
    "remove removedirs rename renames replace rmdir scandir stat symlink truncate unlink utime walk write"
)
OS_PATH_CALLS = "exists getmtime getsize isdir isfile islink lexists realpath samefile"
OTHER_CALLS = (
    "open io.open io.open_code io.FileIO codecs.open pkgutil.get_data click.open_file "
    "jinja2.FileSystemLoader jinja2.PackageLoader pybtex.database.parse_file"
)
FILE_CALLS = frozenset(
    [
        *OTHER_CALLS.split(),
        *(f"os.{name}" for name in OS_CALLS.split()),
        *(f"os.path.{name}" for name in OS_PATH_CALLS.split()),
    ]
)
# What a path does, whatever it is called in the source.
PATH_METHODS = (
    "chmod exists glob hardlink_to is_dir is_file is_symlink iterdir lchmod lstat mkdir open read_bytes "
    "read_text readlink rename rglob rmdir samefile stat symlink_to touch unlink write_bytes write_text"
)
FILE_METHODS = frozenset(PATH_METHODS.split())
CLOCKS = frozenset(
    [f"datetime.datetime.{name}" for name in ("now", "today", "utcnow")]
    + ["datetime.date.today"]
    + [
        f"time.{name}{suffix}"
        for name in ("monotonic", "perf_counter", "process_time", "thread_time", "time")
        for suffix in ("", "_ns")
    ]
    + ["time.ctime", "time.gmtime", "time.localtime"]
)
CLOCK_METHODS = frozenset(["now", "today", "utcnow"])


# What is read from the source


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One source file of the package."""

    name: str
    """Dotted, without the package's own name; `disk` for `disk/__init__.py`, `__init__` for the package's."""
    tree: ast.Module = field(repr=False)
    """Its source, parsed."""
    is_package: bool
    """Whether it is a folder's `__init__.py`."""

    @property
    def room(self) -> str:
        """The file or folder that stands directly in the package."""
        return self.name.partition(".")[0]


def read_sources(sources: Mapping[str, str]) -> dict[str, Module]:
    """Make modules from source texts, by path inside the package."""
    modules = {}
    for path, text in sources.items():
        parts = path.removesuffix(".py").split("/")
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts) or "__init__"
        modules[name] = Module(name=name, tree=ast.parse(text, path), is_package=is_package)
    return modules


def absolute(module: Module, node: ast.ImportFrom) -> str:
    """Return the full dotted name of what stands after `from`."""
    if not node.level:
        return node.module or ""
    here = [PACKAGE] if module.name == "__init__" else [PACKAGE, *module.name.split(".")]
    up = node.level - (1 if module.is_package else 0)
    base = here[: len(here) - up]
    return ".".join([*base, *(node.module or "").split(".")]).rstrip(".")


def imported(module: Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the full dotted name of everything that a module imports, wherever it does so."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = absolute(module, node)
            yield from ((node.lineno, f"{source}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and dotted(node.func).endswith(("import_module", "__import__")):
            yield from ((node.lineno, str(arg.value)) for arg in node.args[:1] if isinstance(arg, ast.Constant))


def dotted(node: ast.expr) -> str:
    """Return `a.b.c` for that expression, and a name with a gap for an expression that is no plain name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return "?"


def local_names(module: Module) -> dict[str, str]:
    """Return what each imported name stands for: `p` is `os.path` after `from os import path as p`."""
    names: dict[str, str] = {}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            names |= {alias.asname: alias.name for alias in node.names if alias.asname}
        elif isinstance(node, ast.ImportFrom):
            source = absolute(module, node)
            names |= {alias.asname or alias.name: f"{source}.{alias.name}" for alias in node.names}
    return names


def full_name(node: ast.expr, names: Mapping[str, str]) -> str:
    """Return the full dotted name of an expression, imports seen through."""
    first, dot, rest = dotted(node).partition(".")
    return names.get(first, first) + dot + rest


def allowed(module: Module, places: Iterable[str]) -> bool:
    """Tell whether a module is one of these places, or stands in one."""
    return any(module.name == place or module.name.startswith(f"{place}.") for place in places)


# The plan of the house


def arrows(modules: Mapping[str, Module]) -> Iterator[tuple[Module, int, str]]:
    """Yield each import from one module of the package to another: who, in which line, whom."""
    for module in modules.values():
        for line, name in imported(module):
            if name != PACKAGE and not name.startswith(f"{PACKAGE}."):
                continue
            inner = name.removeprefix(PACKAGE).removeprefix(".")
            while inner and inner not in modules:
                if "." not in inner and inner in FLOORS:
                    break
                inner = inner.rpartition(".")[0]
            yield module, line, inner or "__init__"


def misplaced(modules: Mapping[str, Module]) -> list[str]:
    """Return the rooms without a floor and the imports that do not go down."""
    found = [f"{module.name}: no floor in ROOMS" for module in modules.values() if module.room not in FLOORS]
    for module, line, target in arrows(modules):
        room = target.partition(".")[0]
        if module.room == room or module.room not in FLOORS or room not in FLOORS:
            continue
        if FLOORS[room] >= FLOORS[module.room]:
            found.append(f"{module.name}:{line}: imports {target}, which stands above it")
    return sorted(set(found))


def circles(modules: Mapping[str, Module]) -> list[str]:
    """Return the modules that import themselves through others, each with its way round."""
    leads: dict[str, set[str]] = {name: set() for name in modules}
    for module, _, target in arrows(modules):
        if target in leads and target != module.name:
            leads[module.name].add(target)
    found = []
    for start in sorted(leads):
        ways = [[start]]
        seen: set[str] = set()
        while ways:
            way = ways.pop(0)
            for target in sorted(leads[way[-1]]):
                if target == start:
                    found.append(" → ".join([*way, start]))
                    ways = []
                    break
                if target not in seen:
                    seen.add(target)
                    ways.append([*way, target])
    return found


# The trades


def outsiders(modules: Mapping[str, Module], libraries: Iterable[str], places: Iterable[str]) -> list[str]:
    """Return the imports of these libraries outside these places."""
    prefixes = tuple(f"{library}." for library in libraries)
    return [
        f"{module.name}:{line}: imports {name}"
        for module in modules.values()
        if not allowed(module, places)
        for line, name in imported(module)
        if f"{name}.".startswith(prefixes)
    ]


def callers(modules: Mapping[str, Module], room: str, places: Iterable[str]) -> list[str]:
    """Return the imports of a room from outside these places."""
    return [
        f"{module.name}:{line}: imports {target}"
        for module, line, target in arrows(modules)
        if target.partition(".")[0] == room and not allowed(module, [room, *places])
    ]


def opens_file(node: ast.AST, names: Mapping[str, str]) -> bool:
    """Tell whether a node of the source touches a file: a call, or a function that is passed on."""
    if isinstance(node, ast.Name | ast.Attribute) and full_name(node, names) in FILE_CALLS:
        return isinstance(node.ctx, ast.Load)
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    # `a.replace(b)` is a path's; a text's takes two, a date's and a dataclass's take keywords.
    replaces = node.func.attr == "replace" and len(node.args) == 1 and not node.keywords
    return replaces or node.func.attr in FILE_METHODS


def reads_clock(node: ast.AST, names: Mapping[str, str]) -> bool:
    """Tell whether a node of the source asks what time it is: a call, or a function that is passed on."""
    if isinstance(node, ast.Name | ast.Attribute) and full_name(node, names) in CLOCKS:
        return True
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK_METHODS


def strangers(
    modules: Mapping[str, Module], does: Callable[[ast.AST, Mapping[str, str]], bool], places: Iterable[str]
) -> list[str]:
    """Return what outside these places does something that only they may do."""
    return [
        f"{module.name}:{line}"
        for module in modules.values()
        if not allowed(module, places)
        for names in [local_names(module)]
        for line in sorted({getattr(node, "lineno", 0) for node in ast.walk(module.tree) if does(node, names)})
    ]


# The checks, on the package as it is


def greedy_groups(modules: Mapping[str, Module]) -> list[str]:
    """Return where a group in a regular expression has a possessive quantifier: ``(?:…)*+``, ``++`` or ``?+``.

    Before Python 3.11.5 such a group also takes what it matches in part only (gh-106052); ``(?>(?:…)*)`` does not.
    """
    return [
        f"{module.name}:{node.lineno}"
        for module in modules.values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(r"\)[*+?]\+", node.value)
    ]


@pytest.fixture(scope="module")
def package() -> dict[str, Module]:
    folder = Path(__file__).parents[1] / PACKAGE
    paths = sorted(folder.rglob("*.py"))
    return read_sources({path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in paths})


def test_the_package_is_found(package: dict[str, Module]) -> None:
    assert "__init__" in package


def test_every_import_goes_down(package: dict[str, Module]) -> None:
    assert misplaced(package) == []


def test_no_module_leads_back_to_itself(package: dict[str, Module]) -> None:
    assert circles(package) == []


def test_files_are_opened_in_their_rooms_only(package: dict[str, Module]) -> None:
    assert strangers(package, opens_file, OPEN_FILES) == []
    assert outsiders(package, FILE_MODULES, OPEN_FILES) == []


@pytest.mark.parametrize(
    ("libraries", "places"),
    [
        (["pybtex", "latexcodec"], READ_BIBTEX),
        (["click"], SPEAK_TO_THE_SHELL),
        (["concurrent.futures", "multiprocessing"], START_A_POOL),
        (["dask", "distributed"], JOIN_A_CLUSTER),
        (["subprocess"], START_PROGRAMS),
        (ASKING_MODULES, ASK_OTHER_MACHINES),
        (ANSWERING_MODULES, (*ASK_OTHER_MACHINES, "serve")),
    ],
)
def test_a_library_stays_where_it_belongs(
    package: dict[str, Module], libraries: Sequence[str], places: tuple[str, ...]
) -> None:
    assert outsiders(package, libraries, places) == []


def test_the_clock_is_read_on_the_top_floor_only(package: dict[str, Module]) -> None:
    assert strangers(package, reads_clock, READ_THE_CLOCK) == []


def test_other_machines_are_asked_for_a_command_only(package: dict[str, Module]) -> None:
    assert callers(package, "network", HAVE_THEM_ASKED) == []


# The checks of the checks


def test_no_pattern_takes_too_much_in_an_early_python(package: dict[str, Module]) -> None:
    assert greedy_groups(package) == []


def test_an_import_downwards_is_fine() -> None:
    sources = {
        "__init__.py": '__version__ = "1"',
        "pages/__init__.py": "from vademecum import __version__\nfrom vademecum.model import Site",
        "pages/feeds.py": "from . import layouts\nfrom .. import urls\nimport vademecum.markdown.body",
        "pages/layouts.py": "import jinja2",
        "model/__init__.py": "from ..problems import Problem",
    }
    assert misplaced(read_sources(sources)) == []
    assert circles(read_sources(sources)) == []


@pytest.mark.parametrize(
    ("path", "text", "target"),
    [
        ("model/site.py", "import vademecum.pages", "pages"),
        ("model/site.py", "from vademecum.pages.feeds import Feed", "pages"),
        ("model/site.py", "from vademecum import cli", "cli"),
        ("model/site.py", "from ..cli import main", "cli"),
        ("assemble.py", "from . import disk", "disk"),
        ("assemble.py", "from .disk.load import load", "disk"),
        ("assemble.py", "def late():\n    from vademecum.disk import load", "disk"),
        ("assemble.py", "from importlib import import_module\nimport_module('vademecum.disk')", "disk"),
        ("assemble.py", "if TYPE_CHECKING:\n    from vademecum.disk import load", "disk"),
        ("problems.py", "from vademecum import urls", "urls"),
        ("urls.py", "from vademecum.config import Config", "config"),
        ("__init__.py", "from .problems import Problem", "problems"),
        ("cli/__init__.py", "import vademecum.__main__", "__main__"),
    ],
)
def test_an_import_upwards_is_found(path: str, text: str, target: str) -> None:
    (found,) = misplaced(read_sources({path: text}))
    assert found.endswith(f"imports {target}, which stands above it")


def test_a_room_without_a_floor_is_found() -> None:
    assert misplaced(read_sources({"utils.py": ""})) == ["utils: no floor in ROOMS"]


def test_a_circle_is_found_with_its_way() -> None:
    sources = {
        "pages/__init__.py": "",
        "pages/a.py": "from vademecum.pages.b import x",
        "pages/b.py": "from . import c",
        "pages/c.py": "def late():\n    import vademecum.pages.a",
        "pages/d.py": "from .a import x",
    }
    found = circles(read_sources(sources))
    assert found[0] == "pages.a → pages.b → pages.c → pages.a"
    assert len(found) == 3


def test_a_door_that_its_own_room_uses_is_a_circle() -> None:
    sources = {"pages/__init__.py": "from .a import x", "pages/a.py": "from vademecum.pages import y"}
    assert circles(read_sources(sources))[0] == "pages → pages.a → pages"


@pytest.mark.parametrize(
    "text",
    [
        "open('x')",
        "handle = open",
        "path.read_text()",
        "path.read_bytes()",
        "(root / 'x').write_text('')",
        "path.replace(other)",
        "path.exists()",
        "sorted(path.rglob('*'))",
        "import os\nos.replace(a, b)",
        "import os as o\no.scandir(a)",
        "from os import replace as move\nmove(a, b)",
        "from os import path\npath.isfile(a)",
        "import io\nio.open('x')",
        "from jinja2 import FileSystemLoader\nFileSystemLoader('layouts')",
    ],
)
def test_an_opened_file_is_found(text: str) -> None:
    assert strangers(read_sources({"pages/a.py": text}), opens_file, OPEN_FILES)
    assert not strangers(read_sources({"disk/a.py": text}), opens_file, OPEN_FILES)
    assert not strangers(read_sources({"serve.py": text}), opens_file, OPEN_FILES)


@pytest.mark.parametrize(
    "text",
    [
        "from pathlib import Path, PurePosixPath\nPurePosixPath('a').suffix",
        "text.replace('a', 'b')",
        "dataclasses.replace(site, title='x')",
        "moment.replace(hour=0)",
        "import os\nos.cpu_count()",
        "import io\nio.StringIO()",
        "sys.stdout.write('x')",
    ],
)
def test_what_only_looks_like_it_opens_no_file(text: str) -> None:
    assert not strangers(read_sources({"pages/a.py": text}), opens_file, OPEN_FILES)


@pytest.mark.parametrize("text", ["import shutil", "from tempfile import mkdtemp", "import zipfile as z"])
def test_a_library_of_files_is_found(text: str) -> None:
    assert outsiders(read_sources({"pages/a.py": text}), FILE_MODULES, OPEN_FILES)
    assert not outsiders(read_sources({"disk/a.py": text}), FILE_MODULES, OPEN_FILES)


@pytest.mark.parametrize("text", ["import pybtex", "import pybtex.database as d", "from pybtex.database import Entry"])
def test_a_library_outside_its_place_is_found(text: str) -> None:
    assert outsiders(read_sources({"references/vancouver.py": text}), ["pybtex"], READ_BIBTEX)
    assert not outsiders(read_sources({"references/bibliography.py": text}), ["pybtex"], READ_BIBTEX)
    assert not outsiders(read_sources({"references/vancouver.py": text}), ["pyb"], READ_BIBTEX)


@pytest.mark.parametrize(
    "text",
    [
        "import urllib.request",
        "from urllib import request",
        "from urllib.request import urlopen",
        "import http.client as client",
    ],
)
def test_a_question_to_another_machine_is_found(text: str) -> None:
    assert outsiders(read_sources({"references/a.py": text}), ASKING_MODULES, ASK_OTHER_MACHINES)
    assert not outsiders(read_sources({"network/fetch.py": text}), ASKING_MODULES, ASK_OTHER_MACHINES)
    assert not outsiders(
        read_sources({"references/a.py": "from urllib.parse import quote"}), ASKING_MODULES, ASK_OTHER_MACHINES
    )


@pytest.mark.parametrize("text", ["from vademecum.network.fetch import fetch", "from ..network import fetch"])
def test_a_room_that_has_others_asked_is_found(text: str) -> None:
    assert callers(read_sources({"references/a.py": text}), "network", HAVE_THEM_ASKED)
    assert not callers(read_sources({"cli/a.py": text}), "network", HAVE_THEM_ASKED)
    assert not callers(read_sources({"network/a.py": text}), "network", HAVE_THEM_ASKED)


def test_a_pool_is_found_by_either_name() -> None:
    for text in ("from concurrent.futures import Executor", "from concurrent import futures"):
        assert outsiders(read_sources({"pages/a.py": text}), ["concurrent.futures"], START_A_POOL)
        assert not outsiders(read_sources({"workers.py": text}), ["concurrent.futures"], START_A_POOL)


@pytest.mark.parametrize(
    "text",
    [
        "import time\ntime.time()",
        "import time as t\nt.monotonic_ns()",
        "from time import perf_counter\nclock = perf_counter",
        "from datetime import date\ndate.today()",
        "from datetime import datetime as moment\nmoment.now(tz=None)",
        "import datetime\ndatetime.datetime.utcnow()",
        "import datetime\nfield(default_factory=datetime.date.today)",
        "type(day).today()",
    ],
)
def test_a_look_at_the_clock_is_found(text: str) -> None:
    assert strangers(read_sources({"pages/a.py": text}), reads_clock, READ_THE_CLOCK)
    assert not strangers(read_sources({"cli/__init__.py": text}), reads_clock, READ_THE_CLOCK)


@pytest.mark.parametrize(
    "text", ["import time\ntime.sleep(1)", "facts.today", "from datetime import date\ndate(2025, 4, 30)"]
)
def test_what_only_looks_like_it_reads_no_clock(text: str) -> None:
    assert not strangers(read_sources({"pages/a.py": text}), reads_clock, READ_THE_CLOCK)


@pytest.mark.parametrize("pattern", ["(?:ab?c)*+", "(?:a|b)++c", "(?:a)?+"])
def test_a_possessive_group_is_found(pattern: str) -> None:
    assert greedy_groups(read_sources({"urls.py": f"import re\nRULE = re.compile(r'x{pattern}')"})) == ["urls:2"]
    assert greedy_groups(read_sources({"urls.py": f"RULE = rf'{{x}}{pattern}'"})) == ["urls:1"]
    assert not greedy_groups(read_sources({"urls.py": "RULE = r'[a-z]*+(?>(?:ab?c)*)'"}))
