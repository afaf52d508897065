"""What style guides leave open is the site's choice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from lxml import html

from vademecum.pipeline import Options, build

ENTRY = """@article{a, author={Ay, A and Be, B and Ce, C and De, D}, title={On One Thing},
  journal={Lancet}, year={2001}, volume={1}, pages={284--287}, doi={10.1000/x}, pmid={123}}
"""


def reference(root: Path, settings: str) -> str:
    """Return the only reference of a site with these settings."""
    (root / "content").mkdir()
    text = f'[tool.vademecum]\nbase-url = "https://a.example/"\nrules = {{"REF-07" = "off"}}\n{settings}'
    (root / "pyproject.toml").write_text(text)
    (root / "references.bib").write_text(ENTRY)
    (root / "content" / "x.md").write_text("---\ntitle: X\ndate: 2026-01-01\n---\n\nText [@a].\n")
    report = build(root, Options(today=date(2026, 11, 22), jobs=1))
    assert not report.failed, report.problems
    page = html.fromstring((root / "site" / "x" / "index.html").read_bytes())
    return str(page.xpath('string(//span[@class="reference"])'))


@pytest.mark.parametrize(
    ("settings", "printed"),
    [
        ("", "Ay A, Be B, Ce C, De D. On One Thing. Lancet. 2001;1:284–7. doi:10.1000/x PubMed PMID: 123."),
        ('references = {page-ranges = "expanded"}', "1:284–287."),
        ("references = {most-authors = 3, shown-authors = 2}", "Ay A, Be B, et al. On"),
        ('references = {pmid-label = "PMID: ", doi-label = "doi: "}', "doi: 10.1000/x PMID: 123."),
        ("references = {sentence-case = true}", "On one thing."),
    ],
)
def test_choices(tmp_path: Path, settings: str, printed: str) -> None:
    assert printed in reference(tmp_path, settings)
