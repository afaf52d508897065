"""Whole references: every type of work, side by side in both styles."""

from __future__ import annotations

import pytest

from tests.references.cases import article, decoded, read_cases
from vademecum.references.styles import ama, vancouver
from vademecum.references.styles.options import StyleOptions

PLAIN = StyleOptions()


@pytest.mark.parametrize(
    ("bib", "nlm", "jama"), [pytest.param(*case[1:], id=case[0]) for case in read_cases("formats.txt", 3)]
)
def test_types_of_work(bib: str, nlm: str, jama: str) -> None:
    reference, _ = decoded(bib)
    assert vancouver.format_reference(reference, PLAIN) == nlm
    assert ama.format_reference(reference, PLAIN) == jama


def test_labels_and_ranges_are_options() -> None:
    options = StyleOptions(doi_label="doi: ", pmid_label="PMID: ", pmcid_label="PMCID: ", page_ranges="expanded")
    bib = article(pages="125--35", doi="10.1056/NEJMoa1607427", pmid="28076709", pmcid="5895095")
    text = vancouver.format_reference(decoded(bib)[0], options)
    assert text == "Smith A. T. J. 2001;1:125–135. doi: 10.1056/NEJMoa1607427 PMID: 28076709; PMCID: PMC5895095."
    short = StyleOptions(page_ranges="minimal")
    assert ama.format_reference(decoded(article(pages="125--35"))[0], short).endswith("1:125-35.")


def test_lists_are_cut_where_the_site_wants_it() -> None:
    bib = article(author="A, B and C, D and E, F")
    options = StyleOptions(most_authors=2, shown_authors=1)
    assert vancouver.format_reference(decoded(bib)[0], options).startswith("A B, et al. T.")
    assert ama.format_reference(decoded(bib)[0], options).startswith("A B, et al. T.")


def test_a_group_behind_the_cut_is_named_on_request() -> None:
    people = " and ".join(f"{letter}, X" for letter in "ABCDEFG")
    bib = article(author=people + " and {PROMID Study Group}")
    options = StyleOptions(group_after_cut=True)
    assert "F X, et al.; PROMID Study Group. T." in vancouver.format_reference(decoded(bib)[0], options)
    assert "C X, et al; PROMID Study Group. T." in ama.format_reference(decoded(bib)[0], options)


@pytest.mark.parametrize("month", ["December", "dec 7"])
def test_written_months_are_printed_on_request(month: str) -> None:
    reference, _ = decoded(article(month=month))
    assert ". 2001;1" in vancouver.format_reference(reference, PLAIN)
    assert ". 2001 Dec" in vancouver.format_reference(reference, StyleOptions(written_months=True))
    assert reference.issued is not None
    assert reference.issued.month == 12


def test_short_journals_can_be_left_long() -> None:
    reference, _ = decoded(article(journal="Journal of X", shortjournal="J. X"))
    assert ". J X. 2001" in vancouver.format_reference(reference, PLAIN)
    assert ". Journal of X. 2001" in vancouver.format_reference(reference, StyleOptions(short_journals=False))
    assert "<i>Journal of X</i>" in ama.format_reference(reference, StyleOptions(short_journals=False))
