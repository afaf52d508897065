"""Texts that are meant to take too long or to grow too large: the build ends soon, with a word or with a page."""

from pathlib import Path

import pytest

from tests.building import article, build, write


@pytest.mark.parametrize(
    "yaml",
    [
        f"extra: {'[' * 5000}",
        f"extra: {'{a: ' * 5000}",
        f"extra:\n  {'- ' * 100_000}x",
        f"extra:\n  {'? ' * 100_000}x",
        f"extra:\n  {'- ? ' * 100_000}x",
        "extra:\n  " + "-\t" * 100_000 + "x",
        "extra:\n" + "".join(f"{' ' * depth}a:\n" for depth in range(1, 600)),
        "extra: &a [" + "x, " * 50 + "]\n" + "".join(f"b{n}: [{'*a, ' * 60}]\n" for n in range(60)),
        "extra: &a [*a]",
        "&a title: *a",
        f"tags: [{'x, ' * 50_000}]",
        f"description: {'x' * 500_000}",
        'description: """',
        "<<: {title: merged}",
        "? [complex]\n: value",
        "title: !!binary aGVsbG8=",
        "title: !!python/name:os.system",
    ],
    ids=range(17),
)
def test_yaml_that_is_meant_to_hurt(yaml: str, tmp_path: Path) -> None:
    write(tmp_path, {"content/a.md": f"---\ntitle: A\n{yaml}\n---\n\nText.\n", "content/_people.yml": f"{yaml}\n"})
    done = build(tmp_path)
    assert done.code in (0, 1), done.err[:500]
    assert len(done.lines) < 100


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "body",
    [
        "[" * 4000,
        "![" * 3000,
        "*a **a " * 1500,
        "> " * 5000 + "x",
        "- " * 5000 + "x",
        "(" * 9000 + ")" * 9000,
        "[a](" * 3000,
        "`" * 20_001,
        "".join("`" * n + "a" for n in range(1, 250)),
        "<" * 20_000,
        "<!--" * 8000,
        "[@" * 6000,
        "[@a; " * 3000,
        "@{" * 8000,
        "[x]{" * 3000,
        "[x]{for=" * 2000,
        "{" * 20_000,
        "::: note\n" * 800,
        ":" * 50_000,
        "[^1]" * 2000 + "\n\n[^1]: x",
        "^[" * 1500,
        "| a " * 300 + "|\n" + "|---" * 300 + "|\n" + "| b |\n" * 200,
        "&#" * 20_000,
        "www." * 5000,
        "a@b" * 8000,
        "~" * 20_000,
        "x^" * 10_000,
        "\\" * 50_000,
        "\t" * 50_000,
        "a" * 400_000,
        "# " * 20_000,
        "\n" * 200_000,
        "term\n: " * 800,
        "1. a\n1) b\n" * 5000,
    ],
    ids=range(34),
)
def test_markdown_that_is_meant_to_hurt(body: str, tmp_path: Path) -> None:
    write(tmp_path, {"content/a.md": article(body)})
    done = build(tmp_path)
    assert done.code in (0, 1), done.err[:500]


def test_a_text_that_is_too_large(tmp_path: Path) -> None:
    fits = article("x" * 10)
    write(tmp_path, {"content/a.md": fits + "\n" * (1_000_000 - len(fits))})
    assert build(tmp_path).code == 0
    write(tmp_path, {"content/a.md": fits + "\n" * (1_000_001 - len(fits))})
    done = build(tmp_path)
    assert done.code == 1
    assert done.err == (
        "content/a.md: error SRC-03: the file has 1,000,001 bytes, more than the 1,000,000 that a text may have; "
        "split it into several articles\n"
    )
