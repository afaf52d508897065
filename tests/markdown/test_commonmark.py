"""The examples of the CommonMark specification: exact without our extensions, and with them but for a list."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from vademecum.markdown.parser import plain_parser
from vademecum.model.body import Body

FOLDER = Path(__file__).parent.parent / "fixtures" / "commonmark"
EXAMPLES: list[dict[str, Any]] = json.loads((FOLDER / "examples-0.31.2.json").read_text(encoding="utf-8"))
DIFFERENCES: dict[str, list[int]] = yaml.safe_load((FOLDER / "differences.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["number"]))
def test_without_extensions_every_example_is_exact(example: dict[str, Any]) -> None:
    assert empty_quotes(plain_parser().render(example["markdown"])) == empty_quotes(example["html"])


def empty_quotes(html: str) -> str:
    """Drop the line end inside an empty quote, which the specification's own comparison ignores as well."""
    return html.replace("<blockquote>\n</blockquote>", "<blockquote></blockquote>")


def marks_apart(html: str) -> str:
    """Drop what we add to every element of a kind: headings' ids, links' rel, code's class, tables' regions."""
    html = re.sub(r'<(h\d) id="[^"]*"', r"<\1", html)
    html = re.sub(r' (rel="noopener noreferrer"|loading="lazy")', "", empty_quotes(html))
    html = html.replace('<pre tabindex="0">', "<pre>").replace(' class="highlight"', "")
    return html.replace(' class="highlight language-', ' class="language-').replace(" />", ">")


def test_with_extensions_only_the_listed_examples_differ(
    body: Callable[..., Body], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vademecum.markdown.body.resolve_links", lambda *_: None)
    differing = []
    for example in EXAMPLES:
        found = body(example["markdown"])
        if marks_apart(found.html + found.footnotes) != marks_apart(example["html"]):
            differing.append(example["number"])
    listed = [number for numbers in DIFFERENCES.values() for number in numbers]
    assert len(listed) == len(set(listed)), "an example stands under two reasons"
    assert differing == sorted(listed)
