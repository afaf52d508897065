"""Sources that are listed without being cited: after the cited ones, in the order named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from lxml import html

from vademecum.pipeline import Options, build

KEYS = ["a", "b", "c", "d", "smith2020a", "doi:10.1000/x", "Müller:2019", "A"]


@pytest.mark.parametrize(
    ("nocite", "cited", "listed"),
    [
        ('"@b, @c"', "a", ["a", "b", "c"]),
        ("|\n  @b, @c", "a", ["a", "b", "c"]),
        ("[b, '@c']", "c", ["c", "b"]),
        ('"@*"', "c", ["c", "a", "b", "d", "smith2020a", "doi:10.1000/x", "Müller:2019", "A"]),
    ],
)
def test_order(tmp_path: Path, nocite: str, cited: str, listed: list[str]) -> None:
    entries = (
        f"@article{{{key}, author={{Ay, B}}, title={{On {key}}}, journal={{Lancet}},"
        f" year={{2001}}, volume={{{number}}}, pages={{{number}}}}}\n"
        for number, key in enumerate(KEYS, 1)
    )
    (tmp_path / "references.bib").write_text("".join(entries), encoding="utf-8")
    (tmp_path / "content").mkdir()
    text = f"---\ntitle: X\ndate: 2026-01-01\nnocite: {nocite}\n---\n\nT [@{cited}].\n"
    (tmp_path / "content" / "x.md").write_text(text)
    report = build(tmp_path, Options(today=date(2026, 11, 22), jobs=1))
    assert not report.failed, report.problems
    page = html.fromstring((tmp_path / "site" / "x" / "index.html").read_bytes())
    assert page.xpath('//ol[@class="references"]/li/@data-key') == listed
    assert page.xpath('string(//span[@class="citations"])') == "[1]"
