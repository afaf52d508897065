"""The citation data beside the checkout (``../shared/citations``): gold references, ICMJE samples, broken input.

Gold was made with pandoc and two CSL files; where it leaves the published rule or holds residue of TeX, the key stands
below with the reason. The tables print with ``pytest -s``.
"""

from __future__ import annotations

import base64
import html
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from vademecum.model.references import Bibliography, Reference
from vademecum.problems import Level, Place, Problem
from vademecum.references.bibliography import read_bibliography, reference
from vademecum.references.journals import abbreviate, journal_table
from vademecum.references.styles.named import style
from vademecum.references.styles.options import StyleOptions

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "citations"
CSL = {"vancouver": "nlm-citation-sequence", "ama": "american-medical-association"}
GOLD_IS_WRONG = {
    "raudenbush2009pi": "loses initials: given names SW, LV, JC become S, L, J",
    "cousineau2021ci": "leaves $d_p$ in the title",
    "cohen1994earth": "leaves $p<.05$ in the title",
    "Jones_2017": "leaves $\\mathsemicolon$ in the title",
    "Grasso_2022": "leaves $\\mathsemicolon$ in the journal",
    "Bickeb_ller_2007": 'takes the spare "and" at the end for a name: "and NP" for Pankratz N',
    "russell2020": "leaves the article number (eid) out, against its own rule D2",
    "greiner2013peny": "prints a proxy's URL as the DOI",
    "muindi2014bphl": "prints a proxy's URL as the DOI",
    "abcnewsChestnutGrowersSeek2011": 'takes ABC News for a person: "News A"',
}
GOLD_IS_WRONG_IN = {
    ("ama", ""): {"wildmeta": "capitalises a program's name, which it keeps for netmeta"},
    ("ama", "-abbrev"): {"wildmeta": "capitalises a program's name, which it keeps for netmeta"},
    ("vancouver", "-sentencecase"): {
        "smith2013": 'raises the letter after "D.C.,"',
        "baldevi2013": 'raises the letter after "D.C.,"',
    },
}
DASHES = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011–—−", "-"),
        **dict.fromkeys("‘’\u2032", "'"),
        **dict.fromkeys("“”", '"'),
        "\u00a0": " ",
        "\u202f": " ",
    }
)

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the citation data (../shared/citations) is not on this machine"
)


def load(name: str) -> Any:
    return json.loads((SHARED / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sample() -> Bibliography:
    bibliography, problems = read_bibliography([("sample.bib", (SHARED / "sample.bib").read_bytes())])
    assert [problem.message for problem in problems] == ["the field eid has no value"]
    return bibliography


def printed(found: Reference, name: str, variant: str) -> str:
    if variant == "-abbrev":
        table = journal_table(load("journal-abbreviations.json")["default"]["container-title"])
        found, _ = abbreviate(found, Place(file="sample.bib"), table)
    chosen = style(name)
    assert chosen is not None
    return plain(chosen.format(found, StyleOptions(sentence_case=variant == "-sentencecase")))


def plain(text: str) -> str:
    return html.unescape(re.sub(r"</?(?:i|sup|sub|span)(?: lang=.[a-zA-Z-]+.)?>", "", text)).translate(DASHES)


@pytest.mark.parametrize("variant", ["", "-abbrev", "-sentencecase"])
@pytest.mark.parametrize("name", ["vancouver", "ama"])
def test_gold(sample: Bibliography, name: str, variant: str) -> None:
    gold, overrides = load(f"gold-{name}{variant}.json"), load("overrides.json")[CSL[name]]
    faults = GOLD_IS_WRONG | GOLD_IS_WRONG_IN.get((name, variant), {})
    shares: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    others = []
    for key, entry in sample.entries.items():
        override = overrides.get(key, {})
        if override.get("skip") or (variant == "-sentencecase" and override):
            continue
        found, _ = reference(entry, sample)
        same = printed(found, name, variant) == plain(gold[key])
        shares[entry.kind][0] += same
        shares[entry.kind][1] += 1
        if not same:
            others.append(key)
    tell(f"gold-{name}{variant}", shares, others, faults)
    assert set(others) <= set(faults)


def tell(title: str, shares: dict[str, list[int]], others: list[str], faults: dict[str, str]) -> None:
    same, total = (sum(each[index] for each in shares.values()) for index in (0, 1))
    left = total - sum(key in faults for key in others)
    share = f"{same} of {total} identical ({same / total:.1%})"
    print(f"\n{title}: {share}; {same} of the {left} where gold is not listed as wrong")  # noqa: T201
    for kind, (count, all_of_them) in sorted(shares.items()):
        print(f"  {kind:15} {count:3} of {all_of_them:3} {count / all_of_them:7.1%}")  # noqa: T201
    for key in others:
        print(f"  {key}: gold {faults.get(key, '?')}")  # noqa: T201


def test_icmje_samples(sample: Bibliography) -> None:
    for key, text in load("icmje-samples.json").items():
        found, _ = reference(sample.entries[key], sample)
        assert printed(found, "vancouver", "") == plain(text)


BROKEN = yaml.safe_load((SHARED / "broken-input.yaml").read_text(encoding="utf-8")) if SHARED.is_dir() else []
SAID = {
    "corporate-unbraced": ("organisation", "double braces"),
    "crossref-missing-parent": ("crossref", "unknown"),
    "double-and": ("empty name",),
    "duplicate-field": ("title stands twice", "first"),
    "duplicate-key-case": ("letter case",),
    "duplicate-key": ("good1", "lines 1 and 2", "first"),
    "empty": ("no entries",),
    "extra-closing-brace": ("too many",),
    "html-page": ("not one entry",),
    "key-with-space": ("space",),
    "latin1": ("0xfc", "UTF-8"),
    "missing-comma-after-key": ("comma", "missing", "bad"),
    "missing-comma-between-fields": ("comma", "author"),
    "missing-title": ("title",),
    "names-with-commas-only": ("too many commas", "Van Zandvoort, K and Jarvis, CI and Pearson, CAB"),
    "names-with-semicolons": ("semicolons", " and "),
    "no-key": ("no key",),
    "percent-comment-inside": ("% line",),
    "stray-text-with-at": ('"@" outside',),
    "unclosed-brace-in-field": ("brace", "bad"),
    "unclosed-entry-at-end": ("closing brace", "bad"),
    "unclosed-quote": ("quote",),
    "undefined-macro": ("nejm", "journal"),
    "unknown-tex": (r"\foo", "title", "kept"),
    "utf16": ("UTF-8",),
    "zero-width": ("U+200B", "name"),
}
LINES = {"latin1": 2, "percent-comment-inside": 3, "empty": 1, "html-page": 1, "utf16": 1}
NOT_READ = frozenset({"latin1", "utf16", "empty", "html-page"})


@pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in BROKEN])
def test_broken_input(case: dict[str, str]) -> None:
    data = base64.b64decode(case["input_base64"]) if "input_base64" in case else case["input"].encode()
    bibliography, problems = read_bibliography([("references.bib", data)])
    if case["case"] not in NOT_READ:
        assert {"good1", "good2"} <= set(bibliography.entries)
    told = [*problems]
    for entry in bibliography.entries.values():
        told += wanted(reference(entry, bibliography)[1], case["case"])
    levels = {problem.level for problem in told}
    worst = "error" if Level.ERROR in levels else "warning" if levels else "ok"
    # An unknown journal macro is a warning where it is read and an error where it is cited: the last column says both.
    assert worst == case["severity"] or case["case"] == "undefined-macro"
    text = " ".join(f"{problem.message} {problem.hint}" for problem in told)
    for words in SAID.get(case["case"], ()):
        assert words in text.replace("a second pair of braces", "double braces")
    if told:
        assert told[0].line == LINES.get(case["case"], 2)


def wanted(problems: tuple[Problem, ...], case: str) -> list[Problem]:
    """Leave out what the made-up entries lack besides the fault in question."""
    return [problem for problem in problems if problem.rule != "REF-01" or case == "missing-title"]
