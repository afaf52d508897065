"""What changed between two texts: the gravest first, told so that people can read it."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.review.test_fingerprint import SAID, TEXT, changed
from vademecum.model.body import Body
from vademecum.model.changes import Change, PartKind, Weight
from vademecum.model.review import Wording
from vademecum.review.approved import Approved, Printed, approved_text, read_approved
from vademecum.review.changes import changes_between
from vademecum.review.fingerprint import fingerprint

Read = Callable[[str], Body]


def approved(body: Body, *, title: str = "A", disclaimer: str = "D", label: str = "Alpha 2019") -> Approved:
    wording = Wording(
        title=title,
        description="B",
        pieces=body.canonical,
        media=tuple(sha256(name.encode()).hexdigest() for name in body.media),
        disclaimer=disclaimer,
    )
    sources = {"1" * 64: Printed(label=label, text=f"{label}. First trial. Lancet. 2019;1:1–9.")}
    return Approved(fingerprint=fingerprint(wording), wording=wording, sources=sources, media=body.media)


@pytest.fixture
def between(read: Read) -> Callable[[str, str], tuple[Change, ...]]:
    return lambda old, new: changes_between(approved(read(old)), approved(read(new))).changes


Between = Callable[[str, str], tuple[Change, ...]]


def told(change: Change) -> list[str]:
    """Return a change as short text: what came behind +, what went behind -."""
    signs = {PartKind.ADDED: "+", PartKind.REMOVED: "-", PartKind.SAME: ""}
    return [f"{signs[part.kind]}{part.text}" for part in change.parts]


def test_a_dose_comes_first_with_its_unit(between: Between) -> None:
    old = "Take it with *water* at night.\n\nStart with 5 mg of it."
    new = "Take it with **milk** at night.\n\nStart with 50 mg of it."
    dose, word = between(old, new)
    assert (dose.weight, dose.numbers) == (Weight.NUMBERS, (("5 mg", "50 mg"),))
    assert told(dose) == ["Start with ", "-5 mg", "+50 mg", " of it."]
    assert word.weight is Weight.WORDS
    assert word.numbers == ()


@pytest.mark.parametrize(
    ("old", "new", "numbers"),
    [
        ("Take 5 mg.", "Take 5 µg.", ("5 mg", "5 µg")),
        ("Take 12.5 mg/kg/day.", "Take 1.25 mg/kg/day.", ("12.5 mg/kg/day", "1.25 mg/kg/day")),
        ("Do give it.", "Do not give it.", ("", "not")),
        ("It isn't safe.", "It is safe.", ("isn't", "")),
        ("Once a week.", "Twice a week.", ("Once", "Twice")),
        ("For three days.", "For five days.", ("three", "five")),
        ("Below 90 % of it.", "Below 90 ‰ of it.", ("90 %", "90 ‰")),
        ("Avoid it.", "Use it.", ("Avoid", "")),
    ],
)
def test_what_can_hurt_is_a_number(old: str, new: str, numbers: tuple[str, str], between: Between) -> None:
    (change,) = between(old, new)
    assert (change.weight, change.numbers) == (Weight.NUMBERS, (numbers,))


@pytest.mark.parametrize(
    ("old", "new", "weight"),
    [
        ("Take it slowly.", "Take it quickly.", Weight.WORDS),
        ("Take 5 mg slowly.", "Take 5 mg quickly.", Weight.WORDS),
        ("12 patients died.", "12 people died.", Weight.WORDS),
        ("Take *it*.", "Take **it**.", Weight.REST),
        ("See [it](https://a.example/).", "See [it](https://b.example/).", Weight.REST),
        ("It works.", "It works!", Weight.REST),
        ("- a\n- b", "1. a\n2. b", Weight.REST),
        ("> a\n\nb", "> a\n>\n> b", Weight.REST),
        ("So it is [@alpha].", "So it is [@alpha, p. 3].", Weight.REST),
    ],
)
def test_what_weighs_less(old: str, new: str, weight: Weight, between: Between) -> None:
    assert {change.weight for change in between(old, new)} == {weight}


def test_a_cell_says_in_which_row_it_stands(between: Between) -> None:
    table = "## Doses\n\n| Drug | Dose |\n|---|---|\n| A | 5 mg |\n| B | 10 mg |\n"
    (change,) = between(table, table.replace("10 mg", "100 mg"))
    assert change.where == "Doses · row “B” · table cell"
    assert told(change) == ["-10 mg", "+100 mg"]


def test_a_paragraph_that_went_or_came_is_told_whole(between: Between) -> None:
    (gone,) = between("One.\n\nNever at night.\n\nTwo.", "One.\n\nTwo.")
    assert (gone.weight, told(gone)) == (Weight.NUMBERS, ["-Never at night."])
    (come,) = between("One.\n\nTwo.", "One.\n\nWith some water.\n\nTwo.")
    assert (come.weight, told(come)) == (Weight.WORDS, ["+With some water."])


def test_long_text_around_a_change_is_shortened(between: Between) -> None:
    text = " ".join(["word"] * 80)
    (change,) = between(f"{text} old {text}", f"{text} new {text}")
    assert [len(part.text) < 80 for part in change.parts] == [True] * 4
    assert change.parts[0].text.startswith(" … word")


@pytest.mark.parametrize(
    ("piece", "edited", "weight"),
    [
        ("key-point Take 5 mg.", "key-point Take 50 mg.", Weight.NUMBERS),
        ("key-point Take it slowly.", "key-point Take it quickly.", Weight.WORDS),
        ("reason Two trials agree.", "reason Three trials agree.", Weight.NUMBERS),
        ("recommendation strong high 2024", "recommendation strong low 2024", Weight.WORDS),
        ("math_block math x = 5", "math_block math x = 6", Weight.NUMBERS),
        ("html <b>5</b>", "html <b>6</b>", Weight.NUMBERS),
    ],
)
def test_what_stands_before_and_between_the_text_is_told(piece: str, edited: str, weight: Weight, read: Read) -> None:
    old = approved(read("Text."))
    one, two = (
        replace(old, wording=replace(old.wording, pieces=(each, *old.wording.pieces))) for each in (piece, edited)
    )
    (change,) = changes_between(one, two).changes
    assert change.weight is weight
    assert {part.kind for part in change.parts} >= {PartKind.REMOVED, PartKind.ADDED}


@pytest.mark.parametrize(
    ("old", "new", "forms"),
    [
        ("## Dose", "### Dose", ["-(heading: h2)", "+(heading: h3)"]),
        ("::: note\nA.\n:::", "::: danger\nA.\n:::", ["-(box: div box note)", "+(box: div box danger)"]),
    ],
)
def test_another_form_of_the_same_words_is_told(old: str, new: str, forms: list[str], between: Between) -> None:
    assert forms in [told(change)[-2:] for change in between(old, new)]


def test_title_and_disclaimer_are_told(read: Read) -> None:
    body = read("Text.")
    old, new = approved(body), approved(body, title="A in 2 steps", disclaimer="Another")
    assert [(change.where, change.weight) for change in changes_between(old, new).changes] == [
        ("Title", Weight.NUMBERS),
        ("Disclaimer", Weight.WORDS),
    ]


def test_a_source_that_was_edited_is_told_once_and_not_at_each_place(read: Read) -> None:
    old, new = (
        approved(read("It is so [@alpha]. And so [@alpha].")),
        approved(read("It is so [@beta]. And so [@beta].")),
    )
    edited = Printed(label="Alpha 2019", text="Alpha 2019. First trial. Lancet. 2019;1:1–8.")
    new = Approved(fingerprint=new.fingerprint, wording=new.wording, sources={"2" * 64: edited}, media=new.media)
    (change,) = changes_between(old, new).changes
    assert (change.weight, change.where) == (Weight.REST, "Source · Alpha 2019")
    assert told(change)[1:3] == ["-9", "+8"]


@pytest.mark.parametrize(("old", "new"), SAID)
def test_nothing_that_ends_an_approval_goes_untold(old: str, new: str, between: Between) -> None:
    found = between(TEXT, changed(old, new))
    assert found
    for change in found:
        assert {part.kind for part in change.parts} != {PartKind.SAME}
        assert change.parts


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 50_000, "a " * 50_000 + "b"),
        ("- a\n" * 10_000, "- b\n" * 9_999),
        ("a b c d e f g h\n\n" * 3_000, "h g f e d c b a\n\n" * 2_999),
    ],
    ids=["words", "items", "paragraphs"],
)
def test_long_and_monotonous_texts_are_compared_too(old: str, new: str, between: Between) -> None:
    assert between(old, new)


# The text that is kept


def test_a_kept_text_reads_back_as_it_was(read: Read) -> None:
    one = approved(read(TEXT), disclaimer="For you.\n112")
    two = read_approved(approved_text(one))
    assert two is not None
    assert (two.fingerprint, two.wording.pieces, two.sources, two.media) == (
        one.fingerprint,
        one.wording.pieces,
        one.sources,
        one.media,
    )
    assert changes_between(one, two).changes == ()


@given(st.lists(st.text(max_size=12), max_size=6))
def test_any_pieces_survive_being_kept(pieces: list[str]) -> None:
    wording = Wording(title="A", description="", pieces=tuple(pieces), media=(), disclaimer="D")
    one = Approved(fingerprint=fingerprint(wording), wording=wording, sources={}, media=())
    kept = approved_text(one)
    two = read_approved(kept)
    assert two is not None
    assert two.wording.pieces == one.wording.pieces
    assert [line for line in kept.splitlines() if line != line.strip()] == ["description: "]
    stripped = "\n".join(line.rstrip() for line in kept.splitlines()) + "\n"
    again = read_approved(stripped)
    assert again is not None
    assert again.wording.pieces == one.wording.pieces


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("text Once a week", "text Once a day"),
        ("title: A", "title: B"),
        ("fingerprint: 1:", "fingerprint: 2:"),
        ("disclaimer: D", "disclaimer: E"),
        ("description: B\n", ""),
        ("media: ", "media: 0"),
    ],
)
def test_a_kept_text_that_was_changed_proves_nothing(old: str, new: str, read: Read) -> None:
    kept = approved_text(approved(read(TEXT)))
    assert read_approved(kept) is not None
    assert old in kept
    assert read_approved(kept.replace(old, new, 1)) is None


@pytest.mark.parametrize("text", ["", "\n\n", "fingerprint: 1:0", '"', '\n\n"', "a: b\n\n[1"])
def test_what_is_no_kept_text_is_none(text: str) -> None:
    assert read_approved(text) is None
