"""Sites of random citations over random entries: numbers, lists and links hold whatever an author writes."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from vademecum.pipeline import Options, build

KEYS = [f"k{number}" for number in range(12)]
NAMES = st.text("abcdefghijklmnopqrstuvwxyzäöüéñ", min_size=1, max_size=9).map(str.capitalize)

ITEM = st.builds(
    lambda key, prefix, locator: f"{prefix}@{key}{locator}",
    st.sampled_from(KEYS),
    st.sampled_from(["", "", "", "see ", "-"]),
    st.sampled_from(["", "", "", ", p. 5", ", pp. 10-12", ", table 2"]),
)
GROUP = st.lists(ITEM, min_size=1, max_size=6).map(lambda items: f"[{'; '.join(items)}]")
NARRATIVE = st.sampled_from(KEYS).map(lambda key: f"@{key} says")
SENTENCE = st.builds(lambda marks: f"Text {' and '.join(marks)}.", st.lists(GROUP | NARRATIVE, min_size=1, max_size=4))
BLOCK = st.one_of(
    SENTENCE,
    SENTENCE.map(lambda text: f"> {text}"),
    SENTENCE.map(lambda text: f"- {text}\n- {text}"),
    SENTENCE.map(lambda text: f"::: note\n{text}\n:::"),
    SENTENCE.map(lambda text: f"::: for patient\n{text}\n:::"),
    SENTENCE.map(lambda text: f"Mark.^[{text.replace('[', '(').replace(']', ')')}]"),
    GROUP.map(lambda group: f"| a |\n|---|\n| {group} |"),
)
ENTRIES = st.lists(
    st.tuples(st.lists(NAMES, min_size=1, max_size=8), st.integers(1950, 2026)), min_size=len(KEYS), max_size=len(KEYS)
)
MARKERS = st.sampled_from(["brackets", "superscript", "parentheses", "plain"])


def bibliography(entries: list[tuple[list[str], int]]) -> str:
    """Write one article for each key."""
    return "".join(
        f"@article{{{key}, author={{{' and '.join(f'{name}, A' for name in names)}}}, title={{On {key}}}, "
        f"journal={{J}}, year={{{year}}}, volume={{1}}, pages={{1--2}}}}\n"
        for key, (names, year) in zip(KEYS, entries, strict=True)
    )


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(blocks=st.lists(BLOCK, min_size=1, max_size=6), entries=ENTRIES, marker=MARKERS, style=st.booleans())
def test_numbers_lists_and_links_hold(
    tmp_path: Path, *, blocks: list[str], entries: list[tuple[list[str], int]], marker: str, style: bool
) -> None:
    settings_text = (
        f'[tool.vademecum]\ncitation-marker = "{marker}"\ncitation-style = "{"ama" if style else "vancouver"}"\n'
    )
    (tmp_path / "pyproject.toml").write_text(settings_text)
    (tmp_path / "references.bib").write_text(bibliography(entries), encoding="utf-8")
    audiences = tmp_path / "content" / "_audiences"
    audiences.mkdir(parents=True, exist_ok=True)
    for name in ("clinician", "patient"):
        (audiences / f"{name}.md").write_text(f"---\nlabel: {name}\n---\n\nA disclaimer for every {name}.\n")
    text = "\n\n".join(blocks)
    front = "---\ntitle: Random\naudiences: [clinician, patient]\ndate: 2026-01-01\n---\n\n"
    (tmp_path / "content" / "random.md").write_text(front + text, encoding="utf-8")
    report = build(tmp_path, Options(today=date(2026, 11, 22), jobs=1))
    assert not report.failed, report.problems
    for page in ("random/index.html", "random/patient/index.html"):
        check(html.fromstring((tmp_path / "site" / page).read_bytes()))


def check(page: html.HtmlElement) -> None:
    """Hold what must hold of one page."""
    listed = page.xpath('//ol[@class="references"]/li')
    assert [int(item.get("value")) for item in listed] == list(range(1, len(listed) + 1))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for link in page.xpath("//a[starts-with(@href, '#')]/@href"):
        assert link[1:] in ids, link
    first: list[int] = []
    uses: dict[int, int] = dict.fromkeys(range(1, len(listed) + 1), 0)
    for group in page.xpath('//span[@class="citations"]'):
        for number in numbers_of(group):
            uses[number] += 1
            if number not in first:
                first.append(number)
    assert sorted(first) == list(range(1, len(listed) + 1))
    if not page.xpath('//*[@role="doc-endnotes"]'):
        assert first == sorted(first), "numbers are given in the order of first mention"
    for item in listed:
        backs = item.xpath('.//a[@role="doc-backlink"]')
        assert len(backs) == uses[int(item.get("value"))]
        names = [back.get("aria-label") for back in backs]
        assert len(names) == len(set(names))


def numbers_of(group: html.HtmlElement) -> list[int]:
    """Return every number that a group stands for, those inside its ranges too."""
    links = group.xpath('.//a[@class="citation"]')
    numbers: list[int] = []
    for link, following in zip(links, [*links[1:], None], strict=True):
        numbers.append(int(link.text))
        if following is not None and re.fullmatch(r"\s*[–-]\s*", link.tail or ""):
            numbers.extend(range(int(link.text) + 1, int(following.text)))
    return numbers
