"""Reading: what is text, where it stops being one, and which files are looked at."""

from pathlib import Path

import pytest

from tests.building import write
from vademecum.disk.create import create_files
from vademecum.disk.load import decode, list_files, read_bytes, read_optional, read_source
from vademecum.disk.project import read_assets, read_content, read_layouts
from vademecum.disk.root import engine_layouts, find_root
from vademecum.problems import EngineError, UsageError


@pytest.mark.parametrize(
    ("data", "line", "column", "message"),
    [
        (b"\xff", 1, 1, "byte 0xff is not UTF-8"),
        (b"abc\n\xe4x", 2, 1, "byte 0xe4 is not UTF-8"),
        (b"a\r\nb\rc\nd\xc3\xa4\xff", 4, 3, "byte 0xff is not UTF-8"),
        (b"\xef\xbb\xbfab\xff", 1, 3, "byte 0xff is not UTF-8"),
        (b"\xed\xa0\x80", 1, 1, "byte 0xed is not UTF-8"),
        (b"a\xc3", 1, 2, "byte 0xc3 is not UTF-8"),
        (b"\xc0\xaf", 1, 1, "byte 0xc0 is not UTF-8"),
        (b"a\n\xc3\xa4\0", 2, 2, "a NUL character stands here"),
    ],
)
def test_bytes_that_are_no_text(data: bytes, line: int, column: int, message: str) -> None:
    text, problem = decode(data, "a.md")
    assert text is None
    assert problem is not None
    assert (problem.file, problem.line, problem.column, problem.message) == ("a.md", line, column, message)


@pytest.mark.parametrize(
    ("data", "text"),
    [(b"", ""), (b"\xef\xbb\xbfa", "a"), (b"a\r\nb\rc\n", "a\nb\nc\n"), (b"a\xef\xbb\xbfb", "a\ufeffb"), (b"a", "a")],
)
def test_bytes_that_are_text(data: bytes, text: str) -> None:
    assert decode(data, "a.md") == (text, None)


def test_a_source_knows_its_bytes(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": b"\xef\xbb\xbfa\r\n", "b.md": b"a\n"})
    first, second = (read_source(tmp_path, name)[0] for name in ("a.md", "b.md"))
    assert first is not None
    assert second is not None
    assert first.text == second.text
    assert first.digest != second.digest
    assert read_source(tmp_path, "a.md", limit=4)[0] is None


def test_listing(tmp_path: Path) -> None:
    write(tmp_path, {f"content/{name}": "" for name in ("b.md", "a/c.md", "_x.md", ".hidden", ".git/x", "a.md")})
    write(tmp_path, {"content/_static/.htaccess": "", "content/.well-known/x": ""})
    found = list_files(tmp_path, "content")
    assert found.files == (
        *("content/.well-known/x", "content/_static/.htaccess", "content/_x.md"),
        *("content/a.md", "content/a/c.md", "content/b.md"),
    )
    assert found.problems == ()
    assert list_files(tmp_path, "nowhere").files == ()


def test_what_stands_in_content(tmp_path: Path) -> None:
    names = ("a.md", "_people.yml", "_audiences/patient.md", "_audiences/notes.txt", "_approved/a.txt", "_draft.md")
    write(tmp_path, {f"content/{name}": "" for name in names})
    write(tmp_path, {f"content/{name}": "" for name in ("gi/_people.yml", "gi/A.PNG", "gi/x.exe", "_static/x.exe")})
    found = read_content(tmp_path)
    assert found.texts == ("content/a.md",)
    assert found.audiences == ("content/_audiences/patient.md",)
    assert found.people == "content/_people.yml"
    assert found.files == (("content/_static/x.exe", "/x.exe"), ("content/gi/A.PNG", "/gi/A.PNG"))
    assert [problem.file for problem in found.problems] == ["content/gi/x.exe"]
    assert [asset.size for asset in read_assets(tmp_path, found)] == [0, 0]


def test_the_root_is_found_from_below(tmp_path: Path) -> None:
    write(tmp_path, {"content/gi/a.md": ""})
    assert find_root(tmp_path / "content/gi") == tmp_path
    with pytest.raises(UsageError, match="vademecum init"):
        find_root(Path("/"))


def test_a_layout_of_the_site_replaces_the_engine_s(tmp_path: Path) -> None:
    own: dict[str, str | bytes] = {
        "article.html": "mine",
        "assets/style.css": "p {}",
        "assets/x.woff2": b"1",
        "notes.odt": "",
        "part.txt": "x",
    }
    write(tmp_path, {f"layouts/{name}": content for name, content in own.items()})
    templates, assets, problems = read_layouts(tmp_path)
    assert (templates["article.html"], templates["part.txt"]) == ("mine", "x")
    assert (assets["style.css"], assets["x.woff2"]) == (b"p {}", b"1")
    assert "base.html" in templates
    assert "notes.odt" not in templates
    assert problems == ()


def test_the_engine_s_own_layouts_are_read_once() -> None:
    root = engine_layouts().parent
    templates, _, problems = read_layouts(root)
    assert "article.html" in templates
    assert problems == ()


def test_reading_what_is_not_there(tmp_path: Path) -> None:
    assert read_optional(tmp_path, "none") is None
    assert read_optional(tmp_path, "none/none") is None
    with pytest.raises(EngineError, match="cannot read none: No such file or directory"):
        read_bytes(tmp_path, "none")
    (tmp_path / "folder").mkdir()
    with pytest.raises(EngineError, match="folder is not a regular file"):
        read_optional(tmp_path, "folder")


def test_new_files_never_replace_others(tmp_path: Path) -> None:
    write(tmp_path, {"b": "old"})
    (tmp_path / "c").symlink_to("nowhere")
    for name in ("b", "c"):
        with pytest.raises(UsageError, match="exists already; nothing was changed"):
            create_files(tmp_path, {"a": "new", name: "new"})
        assert not (tmp_path / "a").exists()
    assert create_files(tmp_path, {"x/y/z": "new"}) == ("x/y/z",)
    with pytest.raises(EngineError, match="cannot write b/c"):
        create_files(tmp_path, {"b/c": "new"})
