"""What each type of work must say."""

from __future__ import annotations

import pytest

from tests.references.cases import decoded


@pytest.mark.parametrize(
    ("bib", "lacks"),
    [
        ("@article{k}", "a title, a journal, a year, a volume, pages, an article number (eid) or a DOI"),
        ("@book{k}", "an author or editor, a title, a publisher, a year"),
        ("@incollection{k}", "an author or editor, a title, a booktitle, a publisher, a year"),
        ("@inproceedings{k}", "an author or editor, a title, a booktitle or eventtitle, a year"),
        ("@phdthesis{k}", "an author or editor, a title, a school, a year"),
        ("@report{k}", "a title, an institution, a year"),
        ("@online{k}", "a title, a url"),
        ("@dataset{k}", "a title, a year, a url"),
        ("@software{k}", "a title, a year"),
        ("@inreference{k}", "a title, a booktitle, a year"),
        ("@preprint{k}", "an author or editor, a title, a url, a year"),
        ("@nonsense{k}", "a title"),
    ],
)
def test_all_that_is_missing_is_named_at_once(bib: str, lacks: str) -> None:
    _, (problem,) = decoded(bib)
    assert (problem.rule, problem.level.value, problem.line) == ("REF-01", "warning", 1)
    assert problem.message.endswith(f"lacks {lacks}")


@pytest.mark.parametrize(
    "bib",
    [
        "@article{k, title={T}, journal={J}, year={2001}, doi={10.1000/1}}",
        "@article{k, title={T}, journal={J}, pubstate={inpress}, eid={e1}}",
        "@report{k, author={{WHO}}, title={T}, year={2001}}",
        "@misc{k, title={T}}",
    ],
)
def test_enough_is_enough(bib: str) -> None:
    assert decoded(bib)[1] == ()
