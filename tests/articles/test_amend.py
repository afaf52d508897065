"""Records and values are added to front matter, and nothing else changes."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vademecum.articles.amend import AmendError, with_record, with_value
from vademecum.articles.split import split_front_matter
from vademecum.model.articles import Source

RECORD = {"by": "a-reviewer", "on": "2026-11-22", "decision": "approve", "fingerprint": "1:ab"}
FLOW = '{by: a-reviewer, on: 2026-11-22, decision: approve, fingerprint: "1:ab"}'

CASES = {
    "no list yet": ("---\ntitle: X\n---\nBody\n", f"---\ntitle: X\nreviews:\n  - {FLOW}\n---\nBody\n"),
    "an empty field": (
        "---\nreviews: # none yet\ntitle: X\n---\n",
        f"---\nreviews: # none yet\n  - {FLOW}\ntitle: X\n---\n",
    ),
    "an empty flow list": ("---\nreviews: []\n---\n", f"---\nreviews: [{FLOW}]\n---\n"),
    "a flow list": ("---\nreviews: [{by: a}]\n---\n", f"---\nreviews: [{{by: a}}, {FLOW}]\n---\n"),
    "a flow list with a last comma": ("---\nreviews: [{by: a},]\n---\n", f"---\nreviews: [{{by: a}}, {FLOW}]\n---\n"),
    "a block list, its comments and the fields after it": (
        "---\nreviews:\n  # first\n  - {by: a} # why\n\n# tags\ntags: [x]\n---\n",
        f"---\nreviews:\n  # first\n  - {{by: a}} # why\n  - {FLOW}\n\n# tags\ntags: [x]\n---\n",
    ),
    "a block list without indent, of block maps": (
        "---\nreviews:\n- by: a\n  note: >\n    folded\n    text\ntitle: X\n---\n",
        f"---\nreviews:\n- by: a\n  note: >\n    folded\n    text\n- {FLOW}\ntitle: X\n---\n",
    ),
    "Windows line ends": (
        "---\r\nreviews:\r\n  - {by: a}\r\n---\r\nBody\r\n",
        f"---\r\nreviews:\r\n  - {{by: a}}\r\n  - {FLOW}\r\n---\r\nBody\r\n",
    ),
    "letters of more than one byte before it": (
        "---\ntitle: Größe 😀\nreviews:\n  - {by: ä}\n---\n",
        f"---\ntitle: Größe 😀\nreviews:\n  - {{by: ä}}\n  - {FLOW}\n---\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=list(CASES))
def test_record(before: str, after: str) -> None:
    assert with_record(before, "reviews", RECORD) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\ntitle: X\n---\n", "---\ntitle: X\nstatus: approved\n---\n"),
        ("---\nstatus: submitted # why\ntitle: X\n---\n", "---\nstatus: approved # why\ntitle: X\n---\n"),
        ("---\nstatus: 'submitted'\n---\n", "---\nstatus: approved\n---\n"),
        ("---\nstatus:\ntitle: X\n---\n", "---\nstatus: approved\ntitle: X\n---\n"),
        ("---\r\nstatus: Under_Review\r\n---\r\n", "---\r\nstatus: approved\r\n---\r\n"),
    ],
)
def test_value(before: str, after: str) -> None:
    assert with_value(before, "status", "approved") == after


@pytest.mark.parametrize("text", ["Body only", "---\n{title: X}\n---\n", "---\nreviews: {a: b}\n---\n"])
def test_what_cannot_be_amended_is_refused(text: str) -> None:
    with pytest.raises(AmendError):
        with_record(text, "reviews", RECORD)


@given(st.dictionaries(st.sampled_from(["by", "note", "scope"]), st.text(max_size=30).filter(str.isprintable)))
def test_every_text_is_read_back_as_it_was_written(record: dict[str, str]) -> None:
    text = with_record("---\ntitle: X\nreviews:\n  - {by: a}\n---\n", "reviews", record)
    split, _ = split_front_matter(Source(path="", text=text, digest=""))
    assert split is not None
    loaded = yaml.load(split.yaml, Loader=yaml.BaseLoader)  # noqa: S506 - texts only
    assert loaded["reviews"] == [{"by": "a"}, record]
