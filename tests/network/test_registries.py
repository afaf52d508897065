"""The addresses that are asked."""

from __future__ import annotations

import pytest

from vademecum.network.registries import registries
from vademecum.problems import UsageError


def test_the_public_registries_are_asked_over_https() -> None:
    both = registries({}, "editor@example.org")
    assert both.work("10.1000/a b?#&;(1)<2>é") == (
        "https://api.crossref.org/works/10.1000%2Fa%20b%3F%23%26%3B%281%29%3C2%3E%C3%A9?mailto=editor%40example.org"
    )
    assert both.record("1") == (
        "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi"
        "?db=pubmed&id=1&retmode=xml&tool=vademecum&email=editor%40example.org"
    )
    assert "esearch.fcgi?db=pubmed&term=10.1000%2F1%5Bdoi%5D&" in both.search("10.1000/1[doi]")


def test_a_site_without_a_contact_names_none() -> None:
    assert registries({}, "").work("10.1000/1") == "https://api.crossref.org/works/10.1000%2F1"
    assert "email" not in registries({}, "").record("1")


def test_the_environment_names_others() -> None:
    both = registries({"VADEMECUM_CROSSREF": "http://localhost:8/c/", "VADEMECUM_PUBMED": " https://m.example "}, "")
    assert both.work("10.1000/1") == "http://localhost:8/c/works/10.1000%2F1"
    assert both.record("1").startswith("https://m.example/efetch.fcgi?")
    assert registries({"VADEMECUM_CROSSREF": ""}, "").crossref == "https://api.crossref.org"


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "localhost:8", "http://", "ftp://m.example", "http://m.example/?a=1", "http://[x"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="VADEMECUM_PUBMED is"):
        registries({"VADEMECUM_PUBMED": address}, "")
