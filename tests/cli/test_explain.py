"""``build --explain``: why every page is made anew; ``--full`` and ``clean`` forget what was kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import article, build, run, write

FILES = {
    "content/a.md": article("See [b](b.md) and [@x].\n", title="A"),
    "content/b.md": article(title="B"),
    "references.bib": "@misc{x, author = {Ex, Wye}, title = {Title}, year = {2020}}\n",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site that was built once."""
    write(tmp_path, FILES)
    assert build(tmp_path).code == 0
    return tmp_path


def explained(site: Path) -> list[str]:
    done = build(site, "--explain")
    assert done.code == 0
    return done.out.splitlines()[:-1]


def test_the_first_build(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    assert explained(tmp_path)[:2] == ["content/a.md: first build", "content/b.md: first build"]


def test_nothing_to_do_is_nothing_to_explain(site: Path) -> None:
    assert explained(site) == []


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("content/b.md", article("New text.\n", title="B"), ["content/b.md: the text changed"]),
        (
            "references.bib",
            FILES["references.bib"].replace("Title", "Other title"),
            ["content/a.md: references.bib, entry x changed", "/references/: what it shows changed"],
        ),
        (
            "content/b.md",
            article(title="Bee"),
            [
                "content/a.md: the linked article content/b.md changed",
                "content/b.md: the text changed",
                "/: what it shows changed",
            ],
        ),
        (
            "layouts/parts/cite.html",
            "<p>Cite it.</p>\n",
            ["content/a.md: layouts changed", "content/b.md: layouts changed"],
        ),
        ("content/c.md", article(title="C", draft="true"), []),
        ("content/c.md", article(title="C"), ["content/c.md: is new", "/: what it shows changed"]),
        ("site/b/index.html", "mine", ["content/b.md: b/index.html was changed or removed"]),
        ("site/index.html", "mine", ["/: index.html was changed or removed"]),
    ],
)
def test_each_line_says_why(site: Path, path: str, text: str, expected: list[str]) -> None:
    write(site, {path: text})
    assert explained(site) == expected


def test_for_programs_it_is_told_beside_the_problems(site: Path) -> None:
    write(site, {"content/b.md": article("New text.\n", title="B")})
    done = build(site, "--explain", "--format", "json")
    assert done.out.startswith("{")
    assert "content/b.md: the text changed" in done.lines


def test_full_and_clean_forget(site: Path) -> None:
    assert "content/b.md: first build" in build(site, "--full", "--explain").out
    assert run(site, "clean").code == 0
    assert not (site / ".vademecum").exists()
    assert not (site / "site/index.html").exists()
