"""What an approval is bound to: every change of what is said ends it, and no change of how it is written down does."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from vademecum.markdown.typeset import Manner
from vademecum.model.review import Wording
from vademecum.review.fingerprint import fingerprint

Mark = Callable[..., str]

TEXT = """\
## Dose and *course* {#dose}

Start with 5 mg of **alendronate**[^once] and see [the label](https://example.org/label "Label of 2024").
It lowers risk by 12.5 % [see @alpha, pp. 3-5; @beta], as @gamma found.\\
H~2~O is not `H2O2`, and ~~50~~ 60 kg is [le poids]{lang=fr}.

- one
- two

1. first
2. second

| Drug | Dose |
|------|-----:|
| A    | 5 mg |
| B    | 10 mg |

```python
dose = 5
```

> Never at night.

Grade
:   Below 3 %.

::: warning Take care
Not in [renal failure]{for=clinician}[kidney disease]{for=patient}.
:::

::: for patient
Drink water.
:::

- [x] Weight
- [ ] Height

![A scan of the hip](scan.png "Left hip")

***

[^once]: Once a week.
"""

SAID = (
    ("## Dose", "### Dose"),
    ("## Dose", "Dose"),
    ("Dose and", "Doses and"),
    ("5 mg of", "50 mg of"),
    ("5 mg of", "5 µg of"),
    ("Start with", "Never start with"),
    ("12.5 %", "1.25 %"),
    ("*course*", "course"),
    ("*course*", "**course**"),
    ("**alendronate**", "*alendronate*"),
    ("**alendronate**", "alendronate"),
    ("~~50~~", "50"),
    ("H~2~O", "H2O"),
    ("H~2~O", "H^2^O"),
    ("`H2O2`", "`H2O`"),
    ("`H2O2`", "H2O2"),
    ("{lang=fr}", "{lang=de}"),
    ("[le poids]{lang=fr}", "le poids"),
    ("https://example.org/label", "https://example.org/labels"),
    ('"Label of 2024"', '"Label of 2025"'),
    (' "Label of 2024"', ""),
    ("[the label](https://example.org/label", "[the labels](https://example.org/label"),
    ("[^once] and", " and"),
    ("Once a week", "Twice a week"),
    ("[see @alpha, pp. 3-5; @beta]", "[see @alpha, pp. 3-6; @beta]"),
    ("[see @alpha, pp. 3-5; @beta]", "[see @alpha, chap. 3-5; @beta]"),
    ("[see @alpha, pp. 3-5; @beta]", "[but see @alpha, pp. 3-5; @beta]"),
    ("[see @alpha, pp. 3-5; @beta]", "[see @alpha, pp. 3-5 and later; @beta]"),
    ("[see @alpha, pp. 3-5; @beta]", "[see @alpha, pp. 3-5; @gamma]"),
    ("[see @alpha, pp. 3-5; @beta]", "[see @alpha, pp. 3-5]"),
    (" [see @alpha, pp. 3-5; @beta], as", " , as"),
    ("as @gamma found", "as was found [@gamma]"),
    ("as @gamma found", "as @beta found"),
    ("- one\n- two", "- two\n- one"),
    ("- one\n- two", "- one two"),
    ("- one\n- two", "- one\n  - two"),
    ("- one\n- two", "1. one\n2. two"),
    ("1. first\n2. second", "2. first\n3. second"),
    ("| 5 mg |", "| 6 mg |"),
    ("| A    | 5 mg |\n| B    | 10 mg |", "| A    | 10 mg |\n| B    | 5 mg |"),
    ("| Drug | Dose |", "| Drug | Daily |"),
    ("| B    | 10 mg |\n", ""),
    ("| B    | 10 mg |\n", "| B    | |\n"),
    ("|-----:|", "|------|"),
    ("dose = 5", "dose  = 5"),
    ("dose = 5", "dose = 6"),
    ("dose = 5", " dose = 5"),
    ("```python", "```text"),
    ("> Never", "Never"),
    ("Grade\n:   Below 3 %.", "Grade\n:   Below 3 %.\n:   Above it."),
    ("Grade\n:   Below", "Grade below"),
    ("::: warning Take care", "::: danger Take care"),
    ("::: warning Take care", "::: warning Mind this"),
    ("[renal failure]{for=clinician}", "[liver failure]{for=clinician}"),
    ("[renal failure]{for=clinician}", ""),
    ("::: for patient\nDrink", "::: for clinician\nDrink"),
    ("[x] Weight", "[ ] Weight"),
    ("![A scan of the hip]", "![A scan of the knee]"),
    ("(scan.png", "(other.png"),
    ('"Left hip"', '"Right hip"'),
    ("***\n", ""),
)
"""(old, new): a change of what readers are told."""

WRITTEN = (
    ("{#dose}", "{#the-dose}"),
    (" {#dose}", ""),
    ("*course*", "_course_"),
    ("**alendronate**", "__alendronate__"),
    ("**alendronate**", "[**alendronate**]{#drug}"),
    ("**alendronate**", "[**alendronate**]{.drug}"),
    ("Start with 5 mg of", "Start\nwith   5 mg\nof"),
    ("Start with", "Start<!-- slowly --> with"),
    ("Start with", "<!-- slowly -->\n\nStart with"),
    ("- one\n- two", "<!-- really? -->\n\n- one\n- two"),
    (").\nIt lowers", "). It lowers"),
    ("pp. 3-5; @beta], as @gamma found.\\\nH~2~O", "pp. 3-5; @beta], as @gamma found. H~2~O"),
    ("5 mg of", "5&nbsp;mg of"),
    ("[^once]", "[^weekly]"),
    ("[see @alpha, pp. 3-5; @beta]", "[see @same-as-alpha, pp. 3-5; @beta]"),
    ("[see @alpha, pp. 3-5; @beta]", "[see @alpha, pp. 3--5;  @beta]"),
    ("[see @alpha, pp. 3-5; @beta]", "[see  @alpha,\npp. 3-5; @beta]"),
    ("`H2O2`", "`` H2O2 ``"),
    ("12.5 %", "12\\.5 %"),
    ("12.5 %", "12.5 &percnt;"),
    ("- one\n- two", "* one\n* two"),
    ("- one\n- two", "+   one\n\n+   two"),
    ("1. first\n2. second", "1) first\n1) second"),
    ("| A    | 5 mg |", "|A|5 mg|"),
    ("|------|-----:|", "|---|---:|"),
    ("```python\ndose = 5\n```", "~~~~ python\ndose = 5\n~~~~"),
    ("> Never at night.", ">Never\nat night."),
    ("Grade\n:   Below 3 %.", "Grade\n:    Below\n    3 %."),
    ("::: warning Take care\nNot in", ":::: warning   Take care ::::\n\n\nNot in"),
    ("renal failure]{for=clinician}[kidney disease]", "renal failure]{for=clinician}[sick kidneys]"),
    ("Drink water.", "Drink much more water [@gamma]."),
    ("::: for patient\nDrink water.\n:::\n\n", ""),
    ("- [x] Weight", "-   [X] Weight"),
    ("(https://example.org/label ", "(<https://example.org/label> "),
    ('[the label](https://example.org/label "Label of 2024")', "[the label][label]"),
    ("(scan.png", "(./scan.png"),
    ("(scan.png", "(/gi/scan.png"),
    ("***\n", "---\n"),
    ("\n\n", "\n\n\n\n"),
)
"""(old, new): the same, written otherwise."""

REFERENCE = '\n[label]: https://example.org/label "Label of 2024"\n'


def changed(old: str, new: str) -> str:
    assert old in TEXT, old
    return TEXT.replace(old, new) + REFERENCE


def again(old: str, new: str) -> str:
    """Return the whole text with one closing of a fence where its opening has more colons."""
    text = changed(old, new)
    return text.replace("]{for=patient}.\n:::\n", "]{for=patient}.\n::::\n") if new.startswith(":::: ") else text


@pytest.mark.parametrize(("old", "new"), SAID)
def test_a_change_of_what_is_said_ends_an_approval(old: str, new: str, mark: Mark) -> None:
    assert mark(changed(old, new)) != mark(TEXT)


@pytest.mark.parametrize(("old", "new"), WRITTEN)
def test_a_change_of_how_it_is_written_does_not(old: str, new: str, mark: Mark) -> None:
    assert mark(again(old, new)) == mark(TEXT)


@pytest.mark.parametrize(
    "manner",
    [
        Manner(marker="superscript"),
        Manner(marker="plain"),
        Manner(marker="superscript", dash="-", tight=True, after_stops=True),
    ],
    ids=["superscript", "plain", "ama"],
)
def test_style_and_marker_do_not_matter(manner: Manner, mark: Mark) -> None:
    assert mark(TEXT, manner=manner) == mark(TEXT)


def test_each_audience_has_a_fingerprint_of_its_own(mark: Mark) -> None:
    assert mark(TEXT, audience="patient") != mark(TEXT)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Where a text is put together from pieces, nothing may be read in two ways.
        ("10 **0** mg", "10**0** mg"),
        ("code x", "`x`"),
        ("a **b** c", "a *b* c"),
        ("one\n\ntwo", "one two"),
        ("Grade\n:   Low.\n\n    And more.", "Grade\n:   Low.\n\nAnd more."),
        ("a[^1] b[^2] c[^1]\n\n[^1]: x\n\n[^2]: y", "a[^1] b[^2] c[^2]\n\n[^1]: x\n\n[^2]: y"),
        ("> a\n\nb", "> a\n>\n> b"),
        ("- a\n\n  b", "- a\n\nb"),
        ("::: note\na\n\nb\n:::", "::: note\na\n:::\n\nb"),
        ("::: details More\na\n:::", "::: note More\na\n:::"),
        ("[a](https://x.example) b", "[a b](https://x.example)"),
        ("[see @alpha]", "see [@alpha]"),
        ("[@alpha; @beta]", "[@alpha] and [@beta]"),
        ("[@alpha; @beta]", "[@beta; @alpha]"),
        ("<b>x</b>", "x"),
        ("    a", "a"),
        ("```\n\n```", "```\n```"),
    ],
)
def test_two_texts_that_differ_have_two_fingerprints(one: str, other: str, mark: Mark) -> None:
    assert mark(one) != mark(other)


PARTS = Wording(title="T", description="D", pieces=("a", "b"), media=("m", "n"), disclaimer="N")


@pytest.mark.parametrize(
    "part",
    [
        {"title": "t"},
        {"description": "d"},
        {"title": "D", "description": "T"},
        {"pieces": ("a", "b", "c")},
        {"pieces": ("ab",)},
        {"pieces": ("b", "a")},
        {"pieces": ("a",), "media": ("b", "m", "n")},
        {"media": ("m",)},
        {"media": ("n", "m")},
        {"disclaimer": "n"},
        {"description": "", "disclaimer": "D N"},
    ],
)
def test_every_part_counts(part: dict[str, Any]) -> None:
    assert fingerprint(replace(PARTS, **part)) != fingerprint(PARTS)


def test_white_space_of_title_description_and_disclaimer_does_not_count() -> None:
    spaced = replace(PARTS, title=" T\n", description="D ", disclaimer="\n\nN\n")
    assert fingerprint(spaced) == fingerprint(PARTS)


def test_a_fingerprint_names_its_recipe_and_is_whole() -> None:
    version, _, digest = fingerprint(PARTS).partition(":")
    assert version == "1"
    assert len(digest) == 64
    assert set(digest) <= set("0123456789abcdef")


# Bodies made up, each a tree of blocks that is written down in many ways

Node = tuple[Any, ...]

WORDS = st.one_of(
    st.sampled_from(["mg", "not", "12.5", "80", "µg", "naïve", "Ω", "5-7", "p<0.05", "the", "dose", "H2O"]),
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=7),
)
PLAIN = st.lists(WORDS, min_size=1, max_size=5).map(lambda words: ("text", *words))
CODE = st.text("abc =+(1", min_size=1, max_size=8).filter(lambda text: text == text.strip())
INLINE: st.SearchStrategy[Node] = st.one_of(
    PLAIN,
    PLAIN.map(lambda text: ("em", text)),
    PLAIN.map(lambda text: ("strong", text)),
    CODE.map(lambda text: ("code", text)),
    st.tuples(st.just("link"), PLAIN, st.sampled_from(["https://a.example/", "https://b.example/"])),
    st.tuples(
        st.just("cite"),
        st.sampled_from(["alpha", "beta", "gamma"]),
        st.sampled_from(["", "p. 3", "pp. 3-5", "chap. 2"]),
    ),
)
LINE = st.tuples(PLAIN, st.lists(INLINE, max_size=4), PLAIN).map(lambda parts: (parts[0], *parts[1], parts[2]))
BLOCK: st.SearchStrategy[Node] = st.one_of(
    LINE.map(lambda line: ("paragraph", line)),
    st.tuples(st.just("heading"), st.sampled_from([2, 3]), PLAIN.map(lambda text: (text,))),
    st.lists(LINE, min_size=1, max_size=3).map(lambda lines: ("bullets", *lines)),
    st.lists(LINE, min_size=1, max_size=3).map(lambda lines: ("numbers", *lines)),
    st.lists(st.tuples(PLAIN, PLAIN), min_size=1, max_size=3).map(lambda rows: ("table", *rows)),
    st.lists(CODE, min_size=1, max_size=3).map(lambda lines: ("fence", *lines)),
    LINE.map(lambda line: ("quote", line)),
    st.tuples(st.just("box"), st.sampled_from(["note", "danger"]), LINE),
)
MERGING = ("bullets", "numbers", "quote")
"""Two of a kind that meet are one."""


def apart(blocks: list[Node]) -> bool:
    return not any(one[0] == two[0] and one[0] in MERGING for one, two in pairwise(blocks))


BODY = st.lists(BLOCK, min_size=1, max_size=4).filter(apart).map(tuple)


class Writer:
    """Writes a body down in one of its many ways."""

    def __init__(self, choose: random.Random) -> None:
        """Make choices with ``choose``."""
        self.choose = choose

    def body(self, blocks: Node) -> str:
        """Return a whole body, with remarks and other readers' blocks between its own."""
        parts: list[str] = []
        for block in blocks:
            if self.choose.random() < 0.2:
                parts.append("<!-- a remark -->")
            parts.append(self.block(block))
            if self.choose.random() < 0.2:
                parts.append("::: for patient\nFor others.\n:::")
        return ("\n\n" + self.choose.choice(["", "\n", "<!-- x -->\n\n"])).join(parts) + "\n"

    def block(self, block: Node) -> str:
        """Return one block."""
        kind, *rest = block
        return str(getattr(self, f"_{kind}")(*rest))

    def line(self, items: Node, *, breaks: bool = True) -> str:
        """Return inline items, broken into lines where that may be."""
        texts = [self._inline(item, breaks=breaks) for item in items]
        remark = self.choose.choice(["", "", "<!-- why? -->"])
        return self._space(breaks=breaks).join(texts) + remark

    def _space(self, *, breaks: bool) -> str:
        return self.choose.choice([" ", " ", "  ", *(["\n", " \n"] if breaks else [])])

    def _inline(self, item: Node, *, breaks: bool) -> str:
        kind, *rest = item
        if kind == "text":
            return self._space(breaks=breaks).join(rest)
        if kind in ("em", "strong"):
            sign = self.choose.choice("*_") * (2 if kind == "strong" else 1)
            return f"{sign}{self._inline(rest[0], breaks=breaks)}{sign}"
        if kind == "code":
            return self.choose.choice([f"`{rest[0]}`", f"`` {rest[0]} ``"])
        if kind == "link":
            address = self.choose.choice([rest[1], f"<{rest[1]}>"])
            return f"[{self._inline(rest[0], breaks=False)}]({address})"
        key = self.choose.choice(["alpha", "same-as-alpha"]) if rest[0] == "alpha" else rest[0]
        where = self.choose.choice([f", {rest[1]}", f",  {rest[1]}"]) if rest[1] else ""
        return f"[@{key}{where}]"

    def _paragraph(self, line: Node) -> str:
        return self.line(line)

    def _heading(self, level: int, line: Node) -> str:
        text = self.line(line, breaks=False)
        identifier = self.choose.choice(["", f" {{#id-{self.choose.randrange(10**9)}}}"])
        return f"{'#' * level}  {text}{identifier}"

    def _items(self, signs: list[str], lines: tuple[Node, ...]) -> str:
        gap = self.choose.choice(["\n", "\n\n"])
        return gap.join(
            f"{sign} {self.line(line)}".replace("\n", "\n" + " " * (len(sign) + 1))
            for sign, line in zip(signs, lines, strict=True)
        )

    def _bullets(self, *lines: Node) -> str:
        return self._items([self.choose.choice("-*+")] * len(lines), lines)

    def _numbers(self, *lines: Node) -> str:
        end = self.choose.choice(".)")
        return self._items([f"{number + 1}{end}" for number in range(len(lines))], lines)

    def _table(self, *rows: tuple[Node, Node]) -> str:
        cells = [[self._inline(cell, breaks=False) for cell in row] for row in rows]
        lines = [f"| {' | '.join(row)} |" for row in (["One", "Two"], *cells)]
        lines.insert(1, self.choose.choice(["|---|---|", "| ----- | --- |"]))
        return "\n".join(lines)

    def _fence(self, *lines: str) -> str:
        sign = self.choose.choice(["```", "~~~", "`````"])
        return "\n".join([sign, *lines, sign])

    def _quote(self, line: Node) -> str:
        return "> " + self.line(line).replace("\n", "\n> ")

    def _box(self, kind: str, line: Node) -> str:
        colons = self.choose.choice([":::", "::::"])
        return f"{colons} {kind}\n{self.line(line)}\n{colons}"


def leaves(node: Any, path: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    """Return where the texts of a tree stand that may be exchanged: not the names of its nodes."""
    if isinstance(node, tuple):
        named = node and isinstance(node[0], str)
        return [
            found for index, each in enumerate(node) if index or not named for found in leaves(each, (*path, index))
        ]
    return [path] if isinstance(node, str) else []


def exchange(node: Any, path: tuple[int, ...], change: Callable[[str], str]) -> Any:
    if not path:
        return change(node)
    return tuple(exchange(each, path[1:], change) if index == path[0] else each for index, each in enumerate(node))


def other(text: str) -> str:
    """Return another text that may stand in the same place."""
    instead = {
        "https://a.example/": "https://b.example/",
        "https://b.example/": "https://a.example/",
        "alpha": "beta",
        "beta": "gamma",
        "gamma": "alpha",
        "": "p. 3",
        "p. 3": "p. 4",
        "pp. 3-5": "pp. 3-4",
        "chap. 2": "p. 2",
        "note": "danger",
        "danger": "note",
    }
    return instead.get(text, f"{text}x")


@settings(max_examples=50)
@given(body=BODY, seeds=st.tuples(st.integers(), st.integers()))
def test_a_body_has_one_fingerprint_however_it_is_written(body: Node, seeds: tuple[int, int], mark: Mark) -> None:
    one, two = (Writer(random.Random(seed)).body(body) for seed in seeds)  # noqa: S311 - a choice of spelling
    assert mark(one) == mark(two), f"{one}\n=== and\n{two}"


@settings(max_examples=50)
@given(body=BODY, seed=st.integers(), data=st.data())
def test_any_word_number_target_or_source_counts(body: Node, seed: int, data: st.DataObject, mark: Mark) -> None:
    path = data.draw(st.sampled_from(leaves(body)))
    edited = exchange(body, path, other)
    one, two = (Writer(random.Random(seed)).body(each) for each in (body, edited))  # noqa: S311 - a choice of spelling
    assert mark(one) != mark(two), f"{one}\n=== and\n{two}"


@settings(max_examples=50)
@given(body=BODY, seed=st.integers(), data=st.data())
def test_any_block_that_is_lost_or_moved_counts(body: Node, seed: int, data: st.DataObject, mark: Mark) -> None:
    position = data.draw(st.integers(0, len(body) - 1))
    less = body[:position] + body[position + 1 :]
    turned = (*less, body[position])
    one = mark(Writer(random.Random(seed)).body(body))  # noqa: S311 - a choice of spelling
    assert mark(Writer(random.Random(seed)).body(less)) != one  # noqa: S311
    if turned != body:
        assert mark(Writer(random.Random(seed)).body(turned)) != one  # noqa: S311
