"""What the preview hands out, and what it keeps to itself."""

import json
from pathlib import Path

import pytest

from tests.building import write
from vademecum.problems import Place, due, error, warning
from vademecum.serve.answering import as_event, read_page, with_script
from vademecum.serve.state import Board, State

TAG = b'<script src="/.vademecum/live.js" data-version="1" defer></script>'


def test_the_script_stands_at_the_end_of_a_page_and_in_no_text_about_bodies() -> None:
    assert with_script(b"<p>&lt;/body></p></body></html>", "1") == b"<p>&lt;/body></p>" + TAG + b"</body></html>"
    assert with_script(b"no end", "1") == b"no end" + TAG


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/", b"home"),
        ("/a/", b"page"),
        ("/a/x.png", b"picture"),
        ("/a", None),
        ("/link.html", None),
        ("/.vademecum.json", None),
        ("/a/../index.html", None),
        ("//index.html", None),
        ("/a/\0", None),
        ("/none/", None),
    ],
)
def test_built_files_only(tmp_path: Path, path: str, found: bytes | None) -> None:
    site = {"index.html": "home", "a/index.html": "page", "a/x.png": "picture", ".vademecum.json": "{}"}
    folder = write(tmp_path / "site", site)
    (tmp_path / "secret.html").write_text("secret")
    (folder / "link.html").symlink_to(tmp_path / "secret.html")
    assert read_page(folder, path) == found


def test_errors_come_first_and_nothing_breaks_the_line() -> None:
    place = Place(file="content/a\n.md", line=3, column=4)
    problems = (due("D-1", place, "late"), warning("W-1", place, "odd"), error("E-1", place, "bad\nword", "mend it"))
    event = as_event(State(version="v", failed=True, problems=problems)).decode()
    assert event.count("\n") == 2
    data = json.loads(event.removeprefix("data: "))
    assert [problem["rule"] for problem in data["problems"]] == ["E-1", "W-1", "D-1"]
    assert data["problems"][0]["place"] == "content/a\\n.md:3:4"


def test_a_version_changes_with_the_bytes_alone() -> None:
    board = Board("run")
    first = board.state
    board.publish(State(version="", failed=True), changed=False)
    assert board.after(first, 1) is board.state
    assert board.state.version == first.version
    board.publish(State(version=""), changed=True)
    assert board.state.version != first.version
    assert board.after(board.state, 0.01) is None
    board.close()
    assert board.after(first, 1) is None
