"""What a reader meets of a text, piece by piece: what rules about prose look at."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.markdown.parser import parsing
from vademecum.markdown.passages import passages
from vademecum.markdown.reading import Reading
from vademecum.model.body import Body, Passage, PassageKind
from vademecum.turns import finished

Compose = Callable[..., Body]

EVERYTHING = """\
Start with 5 mg [@a], then
10 mg [see @b, p. 3; @c].

## Dose of ^177^Lu

::: warning Kidneys
- Look at H~2~O
  first [@a].

  And then.
:::

| Item | Value [@a] |
|---|---|
| `x` | 10^-9^ |

: Two cells

Term
:   What it means

![A scan](/i.png "A caption")

    code here

The end.[^1][^2]

[^1]: Says @a.
[^2]: Says nothing.
"""


def shown(passage: Passage) -> str:
    """Write a passage on one line: what differs from a plain paragraph, then its words."""
    box = f" in {passage.box}" if passage.box else ""
    table = f" of {passage.table}" if passage.table else ""
    note = " of a footnote" if passage.footnote else ""
    return f"{passage.line} {passage.kind.value}{box}{table}{note} {list(passage.cited)}: {passage.text!r}"


def test_every_part_of_a_text_is_a_passage_with_its_line(body: Compose) -> None:
    assert [shown(passage) for passage in body(EVERYTHING).passages] == [
        "1 paragraph [15, 27]: 'Start with 5 mg, then\\n10 mg.'",
        "4 heading []: 'Dose of ¹⁷⁷Lu'",
        "6 box-title in warning []: 'Kidneys'",
        "7 item in warning [17]: 'Look at H2O\\nfirst.'",
        "10 item in warning []: 'And then.'",
        "17 caption of 13 []: 'Two cells'",
        "13 header of 13 []: 'Item'",
        "13 header of 13 [5]: 'Value'",
        "15 cell of 13 []: 'x'",
        "15 cell of 13 []: '10⁻⁹'",
        "19 term []: 'Term'",
        "20 item []: 'What it means'",
        "22 image []: 'A scan'",
        "22 caption []: 'A caption'",
        "24 code []: 'code here\\n'",
        "26 paragraph [8]: 'The end.'",
        "28 paragraph of a footnote [4]: 'Says.'",
        "29 paragraph of a footnote []: 'Says nothing.'",
    ]


def test_only_this_audience_is_read(body: Compose) -> None:
    text = "A [heart attack]{for=patient}[myocardial infarction]{for=clinician}.\n\n::: for patient\nCall.\n:::\n"
    assert [passage.text for passage in body(text).passages] == ["A myocardial infarction."]
    assert [passage.text for passage in body(text, audience="patient").passages] == ["A heart attack.", "Call."]


@pytest.mark.parametrize("text", ["", "<!-- a comment -->", "[^1]: unused"])
def test_what_nobody_sees_is_no_passage(text: str, body: Compose) -> None:
    assert body(text).passages == ()


def test_words_are_counted_over_the_passages(body: Compose) -> None:
    found = body("Two words [@a].\n\n- three more\n  words\n")
    assert found.text == "Two words.\nthree more\nwords"
    assert found.words == 5


_PIECES = st.sampled_from(["5 mg", " [@a]", "**bold**", "\n", " x^2^ ", "[@b; @c]", "`code`", "word ", ". "])


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_citations_stand_inside_their_text_in_order(text: str) -> None:
    note = Reading(
        file="a.md",
        lines=text.split("\n"),
        first_line=1,
        audience="everyone",
        own_audiences=["everyone"],
        audiences=["everyone"],
        keys=["a", "b", "c"],
    )
    for passage in passages(finished(parsing(text, note)), {}, 1):
        assert list(passage.cited) == sorted(passage.cited)
        assert all(0 <= offset <= len(passage.text) for offset in passage.cited)
        if passage.kind is not PassageKind.CODE:
            assert "@" not in passage.text
