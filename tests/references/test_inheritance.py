"""crossref, xdata and related."""

from __future__ import annotations

from vademecum.model.references import Bibliography, Reference
from vademecum.references.bibliography import read_bibliography, reference

BIB = """
@inproceedings{child, author={A, B}, title={Paper}, pages={1--2}, crossref={Parent}}
@proceedings{Parent, editor={C, D}, title={Proc of X}, subtitle={the best}, year=2001, doi={10.1000/1}, publisher=pub,
  crossref={grand}}
@mvproceedings{grand, title={All of it}, xdata={house}, publisher={Other}}
@xdata{house, location={Paris}, publisher={House}}
@article{paper, title={T}, crossref={issue}}
@periodical{issue, title={The journal}, date={2002}}
@book{plain, title={Plain}, author={A, B}, crossref={plain2}}
@book{plain2, publisher={P}}
"""


def read(bib: str) -> Bibliography:
    return read_bibliography([("a.bib", bib.encode())])[0]


def work(bibliography: Bibliography, key: str) -> Reference:
    return reference(bibliography.entries[key], bibliography)[0]


def test_parents_give_what_the_child_lacks() -> None:
    child = work(read(BIB.replace("publisher=pub,", "")), "child")
    assert (child.title, child.container) == ("Paper", "Proc of X: the best")
    assert (child.publisher, child.place, child.doi) == ("Other", "Paris", "")
    assert child.editors[0].family == "C"
    assert child.issued is not None


def test_titles_become_what_they_are_to_the_child() -> None:
    bibliography = read(BIB)
    assert work(bibliography, "paper").container == "The journal"
    assert work(bibliography, "Parent").title == "Proc of X: the best"
    assert work(bibliography, "plain").publisher == "P"


def test_a_digest_covers_the_parents() -> None:
    before, after = read(BIB), read(BIB.replace("Paris", "London"))
    changed = {key for key in before.entries if before.entries[key].digest != after.entries[key].digest}
    assert changed == {"child", "Parent", "grand", "house"}


def test_a_digest_tells_content_and_nothing_else() -> None:
    digests = {
        bib: read(bib).entries["a"].digest
        for bib in (
            "@misc{a, title={T}, year=2001}",
            '@MISC{a,\n YEAR = "2001", title = {T},\n}',
            "@string{t={T}}@misc{a, title=t, year=2001}",
            "@misc{a, title={T}, year=2002}",
            "@misc{a, title={T2}, year={001}}",
        )
    }
    assert len(set(list(digests.values())[:3])) == 1
    assert len(set(digests.values())) == 3


def test_circles_end() -> None:
    bibliography = read("@book{a, crossref={b}, title={A}}\n@book{b, crossref={a}, publisher={P}}")
    assert work(bibliography, "a").publisher == "P"


def test_related_entries_count_in_the_digest() -> None:
    bib = "@misc{a, related={n}, relatedtype={erratum}}\n@misc{n, title={T}}"
    assert read(bib).entries["a"].digest != read(bib.replace("{T}", "{U}")).entries["a"].digest
