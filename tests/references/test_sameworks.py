"""Two entries for one work: found by identifier, guessed by title, year and first author."""

from __future__ import annotations

from vademecum.references.bibliography import read_bibliography
from vademecum.references.editing.adding import described, read_entries
from vademecum.references.sameworks import Twins, same_works, to_keep


def twins(text: str) -> tuple[Twins, ...]:
    files = [("a.bib", text.encode())]
    bibliography, _ = read_bibliography(files)
    return same_works(described(read_entries(files), bibliography))


def keys(found: Twins) -> str:
    return " ".join(entry.key for entry in found.entries)


def article(key: str, **fields: str) -> str:
    given = {"author": "Smith, Ann", "title": f"Title of {key}", "journal": "J", "year": "2001"} | fields
    return f"@article{{{key}, {', '.join(f'{name} = {{{value}}}' for name, value in given.items())}}}\n"


def test_different_works_are_no_twins() -> None:
    assert twins(article("a", doi="10.1000/1") + article("b", doi="10.1000/2") + "@misc{c,}@misc{d,}") == ()


def test_identifiers_are_compared_as_they_mean() -> None:
    (found,) = twins(article("a", doi="10.1000/AB") + article("x") + article("b", url="https://doi.org/10.1000/ab"))
    assert (keys(found), found.shared, found.sure) == ("a b", ("DOI 10.1000/ab",), True)
    (found,) = twins(article("a", pmid="0123") + article("b", note="PMID: 123"))
    assert found.shared == ("PMID 123",)
    (found,) = twins(article("a", pmcid="77") + article("b", pmcid="PMC77"))
    assert found.shared == ("PMCID PMC77",)


def test_a_chain_of_identifiers_is_one_group() -> None:
    text = (
        article("a", doi="10.1000/1")
        + article("b", pmid="2")
        + article("c", doi="10.1000/1", pmid="2", pmcid="3")
        + article("d", pmcid="3")
    )
    (found,) = twins(text)
    assert keys(found) == "a b c d"
    assert found.shared == ("DOI 10.1000/1", "PMID 2", "PMCID PMC3")


def test_the_same_key_twice_is_a_twin_too() -> None:
    (found,) = twins(article("a", doi="10.1000/1") + article("a", doi="10.1000/1", title="Other"))
    assert [entry.place.line for entry in found.entries] == [1, 2]


def test_a_title_is_compared_without_case_accents_and_signs() -> None:
    title = {"title": r"{\'E}tude: {DNA} \& more", "author": r"M{\"u}ller, A and B, C"}
    other = {"title": "Etude DNA more", "author": "Muller, A. B."}
    (found,) = twins(article("a", **title, doi="10.1000/1") + article("b", **other, doi="10.1000/2"))
    assert (keys(found), found.sure) == ("a b", False)
    assert found.shared == ("title, year and first author",)
    assert twins(article("a", **title) + article("b", **other, year="2002")) == ()
    assert twins(article("a", **title) + article("b", **(other | {"author": "Muellner, A"}))) == ()


def test_what_is_sure_is_not_guessed_again() -> None:
    same = {"title": "T", "doi": "10.1000/1"}
    (found,) = twins(article("a", **same) + article("b", **same))
    assert found.sure
    sure, guessed = twins(article("a", **same) + article("b", **same) + article("c", title="T", pmid="9"))
    assert (keys(sure), keys(guessed), guessed.sure) == ("a b", "a b c", False)


def test_the_more_cited_one_is_kept() -> None:
    (found,) = twins(article("a", pmid="1") + article("b", pmid="1", volume="2") + article("c", pmid="1"))
    assert to_keep(found, {}).key == "b"
    assert to_keep(found, {"c": 3, "a": 2}).key == "c"
    assert to_keep(found, {"a": 1, "c": 1}).key == "a"
