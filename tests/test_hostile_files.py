"""Names of files, links, pipes, settings and lists that try to lead out of the site's folder."""

import json
import os
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.building import Run, article, build, contents, run, snapshot, write
from tests.taming import assert_tame, browser_scheme, pages

BIB = "@article{key, author = {Strosberg, Jo}, title = {A trial}, journal = {Gut}, year = {2020}, volume = {1}}\n"
NAMES = [
    *("<img src=x onerror=alert(1)>", "a\"b'c", "{{ 7*7 }}", "a&b;c", "100%", "%2e%2e", "a:b", "javascript:alert(1)"),
    *("a#b?c", "\u0301x", "con", "-rf", "a b", "\U0001f600x"),
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_of_files_and_folders(name: str, tmp_path: Path) -> None:
    shown = name.replace("<", "\\<").replace("&", "\\&")
    target = "".join(f"%{byte:02x}" for byte in f"{name}.png".encode())
    body = f"[{shown}](<./{target}>) ![x](<./{target}>) [up](/{target})\n"
    files = {"content/index.md": article(body, layout="page"), f"content/{name}.png": "1"}
    files[f"content/sub {name}/x {name}.md"] = article(f"[up](<../{target}>) [home](../index.md) ![x](<../{target}>)\n")
    write(tmp_path, files)
    done = build(tmp_path)
    assert done.code == 0, done.err
    made = contents(tmp_path / "site")
    assert made[f"{name}.png"] == b"1"
    assert_tame(made)
    for path, page in pages(made).items():
        for address in page.xpath("//main//@href | //main//@src"):
            if not browser_scheme(address):
                assert resolved(path, address) in made, (path, address)


def resolved(path: str, address: str) -> str:
    """Return the file of the output that a relative address on a page asks for."""
    parts = path.split("/")[:-1]
    bare = unquote(address.partition("#")[0].partition("?")[0])
    for part in bare.split("/"):
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    found = "/".join(parts)
    if not bare:
        return path
    return f"{found}/index.html".lstrip("/") if bare.endswith(("/", "..", ".")) else found


@pytest.mark.parametrize("name", ["a\x1b[31m.md", "a\nb.md", "a\\b.md", "a\u202eb.md", "a\x7f.png", "a\u2028.md"])
def test_names_that_no_url_can_hold(name: str, tmp_path: Path) -> None:
    write(tmp_path, {"content/a.md": article(), f"content/{name}": article()})
    done = build(tmp_path)
    assert done.code == 1
    (line,) = done.lines
    assert "SRC-05" in line
    assert line.isprintable()


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.md": article()})
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/content/caf\xe9.md"))).write_text(article())
    done = build(tmp_path, "--format", "json")
    assert done.code == 1
    assert json.loads(done.out)["problems"][0]["file"] == "content/caf\\udce9.md"


# Files that lead elsewhere

SECRET = "TOP-SECRET-0451"  # noqa: S105 - nobody's password


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site beside which a secret stands, in a file, in a folder and as an article."""
    write(
        tmp_path / "outside",
        {
            "secret.md": article(SECRET),
            "secret.png": SECRET,
            "references.bib": f"@misc{{s, title = {{{SECRET}}}}}\n",
            "pyproject.toml": f'[tool.vademecum]\ntitle = "{SECRET}"\n',
            "article.html": SECRET,
            "content/secret.md": article(SECRET),
        },
    )
    return write(tmp_path / "here", {"content/a.md": article("Text.\n"), "references.bib": BIB})


def assert_nothing_leaked(folder: Path, done: Run) -> None:
    outside = folder.parent / "outside"
    assert SECRET not in done.out + done.err
    if (folder / "site").is_dir():
        assert not [path for path, content in contents(folder / "site").items() if SECRET.encode() in content]
    assert sorted(path.name for path in folder.parent.iterdir()) == ["here", "outside"]
    assert len(snapshot(outside)) == 7


@pytest.mark.parametrize(
    ("link", "target", "code"),
    [
        ("content/b.md", "../../outside/secret.md", 1),
        ("content/b.png", "../../outside/secret.png", 1),
        ("content/sub", "../../outside/content", 1),
        ("content/_static", "../../outside", 1),
        ("content/_people.yml", "../../outside/secret.md", 1),
        ("content/_audiences", "../../outside/content", 1),
        ("content/dangling.md", "nowhere.md", 1),
        ("content/loop.md", "loop.md", 1),
        ("layouts", "../outside", 1),
        ("layouts/article.html", "../../outside/article.html", 1),
        ("references.bib", "../outside/references.bib", 3),
        ("pyproject.toml", "../outside/pyproject.toml", 3),
    ],
)
def test_a_symbolic_link_is_refused(link: str, target: str, code: int, folder: Path) -> None:
    (folder / link).parent.mkdir(exist_ok=True)
    (folder / link).unlink(missing_ok=True)
    (folder / link).symlink_to(target)
    done = build(folder)
    assert done.code == code, done.err
    assert "symbolic link" in done.err
    assert len(done.lines) == 1
    assert_nothing_leaked(folder, done)


def test_content_may_not_be_a_link(folder: Path) -> None:
    (folder / "content/a.md").unlink()
    (folder / "content").rmdir()
    (folder / "content").symlink_to("../outside/content")
    done = build(folder)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "symbolic link" in done.err
    assert_nothing_leaked(folder, done)


@pytest.mark.parametrize(
    "place", ["content/b.md", "content/_people.yml", "layouts/x.html", "references.bib", "pyproject.toml"]
)
def test_a_pipe_is_not_waited_for(place: str, folder: Path) -> None:
    (folder / place).parent.mkdir(exist_ok=True)
    (folder / place).unlink(missing_ok=True)
    os.mkfifo(folder / place)
    done = build(folder)
    assert done.code in (1, 3)
    assert place in done.err
    assert len(done.lines) == 1


@pytest.mark.parametrize(
    "setting",
    [
        'bibliography = ["../outside/references.bib"]',
        'bibliography = ["link/references.bib"]',
        'bibliography = ["link/../../outside/references.bib"]',
        'bibliography = "/etc/hosts"',
        'output = "../outside/site"',
        'output = "link/site"',
        'output = "/tmp/vademecum-hostile"',
        'output = "."',
        'output = "content"',
        'policies = {editorial = "../../outside/secret.md"}',
        'nav = [{label = "x", url = "../../outside/secret.md"}]',
        'logo = "../../outside/secret.png"',
        'retractions = {file = "../outside/references.bib"}',
    ],
)
def test_no_setting_leads_out(setting: str, folder: Path) -> None:
    (folder / "link").symlink_to("../outside")
    write(folder, {"pyproject.toml": f"[tool.vademecum]\n{setting}\n"})
    done = build(folder)
    assert done.code in (2, 3), done.err
    assert len(done.lines) == 1
    assert_nothing_leaked(folder, done)
    assert not Path("/tmp/vademecum-hostile").exists()  # noqa: S108 - nobody may make it


@pytest.mark.parametrize("field", ["slug", "aliases"])
@pytest.mark.parametrize(
    "path", ["../../outside/x", "/../x", "..", "%2e%2e/%2e%2e/x", "a/../../x", "..\\x", "/a/%2e%2e/"]
)
def test_no_front_matter_leads_out(field: str, path: str, folder: Path) -> None:
    write(folder, {"content/a.md": article(**{field: json.dumps(path)})})
    done = build(folder)
    assert done.code == 1
    assert_nothing_leaked(folder, done)


def test_parts_of_the_output_that_lead_elsewhere(folder: Path) -> None:
    write(folder, {"content/gi/b.md": article("Text.\n"), "content/gi/c.md": article("Text.\n")})
    assert build(folder).code == 0
    outside = folder.parent / "outside"
    (folder / "site/gi").rename(outside / "gi")
    before = snapshot(outside)
    (folder / "site/gi").symlink_to("../../outside/gi")
    (folder / "content/gi/c.md").unlink()
    done = build(folder)
    assert done.code == 2, done.err
    assert "symbolic link" in done.err
    assert run(folder, "clean").code == 2
    assert snapshot(outside) == before


def test_a_page_that_was_made_a_link_is_made_a_page_again(folder: Path) -> None:
    assert build(folder).code == 0
    secret = folder.parent / "outside/secret.md"
    (folder / "site/a/index.html").unlink()
    (folder / "site/a/index.html").symlink_to(secret)
    before = secret.read_bytes()
    assert build(folder).code == 0
    assert not (folder / "site/a/index.html").is_symlink()
    assert secret.read_bytes() == before


def test_an_output_that_is_a_link_out_must_be_chosen(folder: Path) -> None:
    target = folder.parent / "outside/public"
    (folder / "site").symlink_to(target)
    done = build(folder)
    assert done.code == 2, done.err
    target.mkdir()
    assert build(folder).code == 2
    assert not list(target.iterdir())
    assert build(folder, "--output", "site").code == 0
    assert (target / "index.html").is_file()


@pytest.mark.parametrize(
    "journal",
    [
        '{"moves": [], "removals": ["../../outside/secret.md"]}',
        '{"moves": [], "removals": ["/etc/hosts"]}',
        '{"moves": ["../../outside/x"], "removals": []}',
        '{"moves": [5], "removals": []}',
        '{"moves": []}',
        '{"removals": []}',
        "[" * 20_000,
        "not json",
    ],
)
def test_a_journal_that_no_build_wrote(journal: str, folder: Path) -> None:
    write(folder, {".site.staging/journal.json": journal, ".site.staging/files/x": "x"})
    done = build(folder)
    assert done.code == 2, done.err
    assert len(done.lines) == 1
    assert_nothing_leaked(folder, done)


@pytest.mark.parametrize(
    "listing",
    [
        '{"files": {"../../outside/secret.md": "x"}}',
        '{"files": {"/etc/hosts": "x"}}',
        '{"files": ["a"]}',
        "[]",
        "{",
        "[" * 20_000,
    ],
)
def test_a_listing_that_no_build_wrote(listing: str, folder: Path) -> None:
    write(folder, {"site/.vademecum.json": listing})
    for command in ("build", "clean"):
        done = run(folder, command)
        assert done.code == 2, done.err
        assert len(done.lines) == 1
        assert_nothing_leaked(folder, done)


def test_a_pipe_in_the_output_is_not_waited_for(folder: Path) -> None:
    assert build(folder).code == 0
    for name in ("a/index.html", ".vademecum.json"):
        (folder / "site" / name).unlink()
        os.mkfifo(folder / "site" / name)
        done = build(folder)
        assert done.code == (0 if name == "a/index.html" else 3), done.err
