"""Abbreviations of journals."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from vademecum.model.references import Reference
from vademecum.problems import Place
from vademecum.references.journals import abbreviate, iso4, journal_table, without_stops

HERE = Place(file="a.bib", line=3)
TABLE = journal_table({"The Lancet Oncology": "Lancet Oncol.", "Science & Medicine": "Sci Med"})


def shortened(title: str, *, kind: str = "article", short: str = "") -> tuple[str, int]:
    reference = Reference(key="k", kind=kind, container=title, container_short=short)
    found, problems = abbreviate(reference, HERE, TABLE)
    assert all(problem.rule == "REF-04" and problem.place == HERE for problem in problems)
    return found.container_short, len(problems)


@pytest.mark.parametrize(
    ("title", "short"),
    [("Lancet Oncology", "Lancet Oncol"), ("the lancet oncology", "Lancet Oncol"), ("Science and Medicine", "Sci Med")],
)
def test_the_table_forgives_case_article_and_sign(title: str, short: str) -> None:
    assert shortened(title) == (short, 0)


def test_the_entry_wins_and_books_have_none() -> None:
    assert shortened("Lancet Oncology", short="LO") == ("LO", 0)
    assert shortened("Lancet Oncology", kind="book") == ("", 0)
    assert shortened("") == ("", 0)


def test_unknown_titles_are_told_unless_short_already() -> None:
    assert shortened("Journal of Unheard Things") == ("", 1)
    assert shortened("Drug Saf") == ("", 0)
    assert shortened("Nature") == ("", 0)


def test_a_shortener_of_words_is_asked_last() -> None:
    reference = Reference(key="k", kind="article", container="Journal of Health")
    assert abbreviate(reference, HERE, TABLE, lambda _: "J. Health")[0].container_short == "J Health"


def test_stops() -> None:
    assert without_stops("N. Engl. J. Med.") == "N Engl J Med"
    assert without_stops("arXiv:1710.03492") == "arXiv:1710.03492"


def test_iso4_is_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    iso4.cache_clear()
    monkeypatch.setitem(sys.modules, "pyiso4.ltwa", None)
    assert iso4() is None
    words = {"Journal of": "J.", "Public Health": "public heal."}

    def shorten_words(title: str, **_: bool) -> str:
        for long, short in words.items():
            title = title.replace(long, short)
        return title

    fake = SimpleNamespace(Abbreviate=SimpleNamespace(create=lambda: shorten_words))
    monkeypatch.setitem(sys.modules, "pyiso4.ltwa", fake)
    iso4.cache_clear()
    shorten = iso4()
    assert shorten is not None
    assert shorten("Journal of Public Health") == "J Public Health"
    iso4.cache_clear()
