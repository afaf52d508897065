"""What most entries hold is read in a quick way: it gives what the careful one does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vademecum.model.references import Reference
from vademecum.references.decoding import names, tex
from vademecum.references.styles import lettercase

NEVER = re.compile(r"(?!)")

quickly = settings(max_examples=300)
words = st.sampled_from(
    [
        "Smith", "O’Neil", "Smith-Jones", "van", "der", "Østergård", "Élodie", "éa", "And", "AND", "and", "Jr", "III",
        "M", "M.", "J.-P.", "Rosa", "Ph", "D", "D.", "MD", "M.D.", "PhD", "Ph.D", "PharmD", "Pharm", "MPH", "RN", "et",
        "Et", "al", "others", "de", "Group", "\u00a0", "{X}", "\\'e",
    ]
)  # fmt: skip
parts = st.lists(words, max_size=4).map(" ".join)
people = st.lists(st.lists(parts, min_size=1, max_size=3).map(", ".join), max_size=4).map(" and ".join)


@quickly
@given(people)
def test_ordinary_names(typed: str) -> None:
    quick = names.read_names(typed, lambda name: (name, ""))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(names, "_ORDINARY", NEVER)
        assert names.read_names(typed, lambda name: (name, "")) == quick


@quickly
@given(st.text(st.sampled_from("a B-'‘“~{} &<\\é\u00ad\n"), max_size=12), st.booleans())
def test_braces_and_dashes(typed: str, braces: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    quick = tex.decode_tex(typed, braces=braces)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tex, "_BRACED", NEVER)
        assert tex.decode_tex(typed, braces=braces) == quick


@quickly
@given(
    st.lists(
        st.sampled_from(["Trial", "trial", "of", "DNA", "In:", "Ärzte", "ärzte", "<i>", "E.", "“Long"]), max_size=9
    )
)
def test_titles_in_sentence_case(typed: list[str]) -> None:
    work = Reference(key="k", kind="article", title=" ".join(typed))
    quick = lettercase.is_title_case(work)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lettercase, "_LEAST_CAPITALS", 0)
        assert lettercase.is_title_case(work) == quick
