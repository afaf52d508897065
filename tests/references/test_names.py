"""Lists of names: as pybtex reads them, and what exports do to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import Person

from vademecum.model.references import Name
from vademecum.references.bibliography import _split_odd_name
from vademecum.references.decoding.namelists import NameRules, name_list, one_name
from vademecum.references.decoding.names import PARTICLES, Names, read_names
from vademecum.references.decoding.organisations import looks_like_organisation
from vademecum.references.styles.initials import initials

RULES = NameRules(most=6, shown=6, ordinals=True, before_group="; ")


def by_pybtex(name: str) -> tuple[str, str]:
    person = Person(name)
    family = " ".join((*person.prelast_names, *person.last_names, *person.lineage_names))
    return family, " ".join((*person.first_names, *person.middle_names))


def read(value: str) -> Names:
    return read_names(value, _split_odd_name)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Smith, Ann B. and Jean-Christophe Dupont", "Smith AB, Dupont JC"),
        ("Raudenbush, SW and Wason, James MS and K.J.E. Jones", "Raudenbush SW, Wason JMS, Jones KJE"),
        ("SMITH, ANN and LI, XU", "SMITH A, LI XU"),
        ("van der Lei, Johan and Erik von Elm and Ludwig {van Beethoven}", "van der Lei J, von Elm E, van Beethoven L"),
        (
            "Ruellas, Ant{\\^o}nio Carlos de Oliveira and Moraes Junior, Manoel Oliveira de",
            "Ruellas AC de O, de Moraes Junior MO",
        ),
        (
            "Gilstrap, III, Larry C. and King, Jr., Martin Luther and Stoeckert, Christian J., Jr.",
            "Gilstrap LC 3rd, King ML Jr, Stoeckert CJ Jr",
        ),
        ("Robert P. Igo Jr.", "Igo RP Jr"),
        ("Smith, Ann M.D. and Roe, J MD and Jo Doe PhD", "Smith A, Roe JMD, Doe J"),
        ("Silva, Ana de la and Silva, de la and , Ann", "de la Silva A, Silva D la, Ann"),
        ("{{a} and {b}{c}", "a and bc"),
        ("{Diabetes Prevention Program Research Group}", "Diabetes Prevention Program Research Group"),
        ("Smith, A and {Alf-One {Study} Group}", "Smith A; Alf-One Study Group"),
        ("{Smith and Sons} and {\\'A}lvarez, {\\'O}scar", "Smith and Sons, Álvarez Ó"),
        ("{Garc{\\'i}a-Manzanares}, Alvaro and {da Rocha}, Ana", "García-Manzanares A, da Rocha A"),
        ('{\\\'E}mile Zola and {\\"U}mit {\\"O}zg{\\"u}n', "Zola É, Özgün Ü"),
        ("Sihuincha , Moises and Furukawa Toshi A and Plato", "Sihuincha M, A FT, Plato"),
        ("Coiffier B.", "B. C"),
        ("王, 小明", "王 小明"),
        ("Øre, Åse~Lund", "Øre ÅL"),
        ("Smith, Ann and others", "Smith A, et al."),
        ("others", ""),
        ("", ""),
        ("Smith, Ann. Electronic address: ann@example.org and Roe, Jo", "Smith A, Roe J"),
    ],
)
def test_lists(typed: str, printed: str) -> None:
    found = read(typed)
    assert name_list(found.names, found.more, RULES) == printed
    assert not found.faults


@pytest.mark.parametrize(
    ("typed", "printed", "level", "words"),
    [
        ("Smith, A and and Jones, B and", "Smith A, Jones B", "warning", "empty name"),
        ("and Smith, A", "Smith A", "warning", "empty name"),
        ("World Health Organization", "World Health Organization", "warning", "read as an organisation"),
        ("Ministry of Health", "Ministry of Health", "warning", "read as an organisation"),
        ("Smith, A and {al}, et", "Smith A, et al.", "warning", "and others"),
        ("Smith, A and et al.", "Smith A, et al.", "warning", "and others"),
        ("Smith, A and al, et", "Smith A, et al.", "warning", "and others"),
        ("Smith, A, Jones, B, Roe, C", "Smith A, Jones B, Roe C", "error", "too many commas"),
        ("Smith, A; Jones, B; Roe, C", "Smith A, Jones B, Roe C", "error", "semicolons"),
        ("Smith A; Jones B", "Smith A; Jones B", "error", "semicolons"),
        ("Smith, A & Jones, B", "Smith A, Jones B", "error", "an ampersand"),
        ("Smith, A \\& Jones, B", "Smith A, Jones B", "error", "an ampersand"),
        ("Smith, Jones, Ann", "Smith A Jones", "warning", "read as the suffix"),
        ("Smith, Ann, MD and Roe, Jo, Ph.D., Jr", "Smith A, Roe J Jr", "warning", "degree"),
        ("M\u200buller, Ann", "Muller A", "warning", "U+200B"),
    ],
)
def test_faults(typed: str, printed: str, level: str, words: str) -> None:
    found = read(typed)
    assert name_list(found.names, found.more, RULES) == printed
    assert {each.value for each, _, _ in found.faults} == {level}
    assert words in found.faults[0][1]


def test_the_suggestion_is_ready_to_paste() -> None:
    hint = read("Smith, A, Jones, B, Roe, C").faults[0][2]
    assert hint.endswith("Smith, A and Jones, B and Roe, C")
    assert read(", ".join(["Smith, A"] * 60)).faults[0][1].count("…") == 1


def test_unknown_commands_come_back() -> None:
    assert read(r"\foo{Smith}, Ann").unknown == (r"\foo",)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Study Group", True),
        ("COVID-19 Task Force", True),
        ("Covidence", False),
        ("Ann Smith", False),
        ("Office of X Y", True),
    ],
)
def test_organisations(name: str, expected: bool) -> None:  # noqa: FBT001
    assert looks_like_organisation(name) is expected


@pytest.mark.parametrize(
    ("given_names", "family", "expected"),
    [
        ("", "", ""),
        ("Han-I.", "Wang", "HI"),
        ("Md Nazmul", "Hassan", "MN"),
        ("andres", "Lescano", "A"),
        ("ROBERT", "Hiscock", "R"),
        ("'t", "x", "T"),
        ("123", "x", ""),
        ("ßen", "x", "ß"),
    ],
)
def test_initials(given_names: str, family: str, expected: str) -> None:
    assert initials(given_names, family) == expected


def test_a_name_without_given_names() -> None:
    assert one_name(Name(family="Plato"), ordinals=True) == "Plato"
    assert one_name(Name(family="Smith", given="Ann", suffix="Esq"), ordinals=False) == "Smith A Esq"


WORDS = (
    st.text(alphabet="abcdeXYZéÖ-", min_size=2, max_size=7)
    .map(str.capitalize)
    .filter(lambda word: word[0].isupper() and "--" not in word)
)
SMALL = st.sampled_from(["von", "de", "van", "der"])


@given(st.lists(WORDS, min_size=1, max_size=3), st.lists(WORDS, min_size=1, max_size=3), st.lists(SMALL, max_size=2))
def test_family_and_given_as_pybtex_has_them(family: list[str], given_names: list[str], particles: list[str]) -> None:
    typed = f"{' '.join([*particles, *family])}, {' '.join(given_names)}"
    assert [(name.family, name.given) for name in read(typed).names] == [by_pybtex(typed)]


@given(st.lists(WORDS, max_size=3), st.lists(SMALL, max_size=2), st.lists(WORDS, min_size=1, max_size=2))
def test_given_and_family_as_pybtex_has_them(given_names: list[str], particles: list[str], family: list[str]) -> None:
    typed = " ".join([*given_names, *particles, *family])
    assert [(name.family, name.given) for name in read(typed).names] == [by_pybtex(typed)]


TEX_WORDS = st.sampled_from(
    [
        r"{\'E}mile",
        r"{\"u}ber",
        r"{\aa}",
        r"{\O}ystein",
        r"{\v{S}}t",
        r"{\o}re",
        r"{\'{e}}x",
        "'t",
        "O'Hara",
        "{van}",
        "{A}b",
    ]
)


@given(st.lists(st.one_of(WORDS, SMALL, TEX_WORDS), min_size=1, max_size=4))
def test_words_in_tex_are_sorted_as_pybtex_does(words: list[str]) -> None:
    typed = " ".join(words)
    found = read_names(typed, by_pybtex).names
    family, given_names = by_pybtex(typed)
    if looks_like_organisation(typed) or len(words) == 1:
        return
    expected = read_names(f"{family}, {given_names}" if given_names else f"{{{family}}},", by_pybtex).names
    assert [(name.family or name.literal, name.given) for name in found] == [
        (name.family or name.literal, name.given) for name in expected
    ]


@given(st.text(alphabet="aB ,;{}\\~'and", max_size=40))
def test_no_list_of_names_is_too_odd(value: str) -> None:
    for name in read(value).names:
        assert not set("{}\\") & set(name.family + name.given + name.literal) or "\\" in value


def test_invisible_names_are_none() -> None:
    assert read("\u200b, \u200b and Smith, A").names == (Name(family="Smith", given="A"),)


def test_a_name_that_pybtex_refuses_is_kept_whole() -> None:
    assert _split_odd_name("{A}, {B}, {C}, {D}, {E}") == ("{A}, {B}, {C}, {D}, {E}", "")


def test_particles_are_lower_case() -> None:
    assert all(particle.islower() for particle in PARTICLES)
