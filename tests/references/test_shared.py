"""The citation data beside the checkout (``../shared/citations``): gold references, ICMJE samples, broken input.

Gold was made with pandoc and two CSL files, and its documented overrides are in it. Where it breaks its own repairs,
the published rule or the rule that no TeX reaches a page, the key stands below with the reason and with the text as it
should be: nothing is left uncompared. The tables print with ``pytest -s``.
"""

from __future__ import annotations

import base64
import html
import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
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
RESIDUE = "leaves TeX in the text; the issue: no residue reaches a page"
PROXY = "prints a library proxy's address as the DOI"
INITIALS = "drops initials that the entry gives (SW, LV, JC); both styles print them all"
GOLD_FAULTS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "cousineau2021ci": (RESIDUE, (("$d_p$", "dp"),)),
    "cohen1994earth": (RESIDUE, (("$p<.05$", "p<.05"),)),
    "Jones_2017": (RESIDUE, (("$\\mathsemicolon$", ";"),)),
    "Grasso_2022": (RESIDUE, (("$\\mathsemicolon$", ""),)),
    "greiner2013peny": (PROXY, (("http://dx.doi.org.ezp-prod1.hul.harvard.edu/", ""),)),
    "muindi2014bphl": (PROXY, (("http://dx.doi.org.ezp-prod1.hul.harvard.edu/", ""),)),
    "Bickeb_ller_2007": ('takes the spare "and" at the end for a person', (("and NP", "Pankratz N"),)),
    "russell2020": (
        "leaves the article number (eid) out, against its own repair D2",
        (("2020;25(12).", "2020;25(12):2000256."),),
    ),
    "rcore-biblatex": (
        "drops a program's version, and in AMA its publisher; both styles name them (Citing Medicine 21; AMA 3.15)",
        (
            ("[Internet]. Vienna", "[Internet]. Version 4.3.1. Vienna"),
            ("Published online 2023", "Version 4.3.1. R Foundation for Statistical Computing; 2023"),
        ),
    ),
    "raudenbush2009pi": (
        INITIALS,
        (("Raudenbush S.", "Raudenbush SW."), ("Hedges L,", "Hedges LV,"), ("Valentine J,", "Valentine JC,")),
    ),
}
"""Key → what is wrong with gold, and the pieces of its text with what should stand there."""
GOLD_FAULTS_IN = {
    ("ama", ""): {
        "wildmeta": ("capitalises a program's name, against its own override of nemeta", (("Wildmeta", "wildmeta"),))
    },
    ("ama", "-abbrev"): {
        "wildmeta": ("capitalises a program's name, against its own override of nemeta", (("Wildmeta", "wildmeta"),))
    },
    ("vancouver", "-sentencecase"): {
        "smith2013": ('raises the letter after "D.C.,"', (("United", "united"),)),
        "baldevi2013": ('raises the letter after "D.C.,"', (("United", "united"),)),
    },
}
JUDGEMENTS = {
    "abcnewsChestnutGrowersSeek2011": (
        'gold keeps to BibTeX and prints a person, "News A"; we read ABC News as an organisation, and say so (NAM-01)',
        (("News A.", "ABC News."),),
    ),
}
"""Where both readings can be defended."""
BAR = 0.99
"""Identical to gold, or to gold as it should be."""
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
    """Compare every reference with gold, and those that gold has wrong with gold as it should be."""
    gold, overrides = load(f"gold-{name}{variant}.json"), load("overrides.json")[CSL[name]]
    faults = GOLD_FAULTS | GOLD_FAULTS_IN.get((name, variant), {})
    table = Table(f"gold-{name}{variant}")
    others = []
    for key, entry in sample.entries.items():
        override = overrides.get(key, {})
        if override.get("skip"):
            table.count(entry.kind, "skipped", key, override["why"])
            continue
        wanted = plain(gold[key])
        if variant == "-sentencecase" and override:
            table.count(entry.kind, "skipped", key, "gold in sentence case lacks this override")
            continue
        found, _ = reference(entry, sample)
        ours = printed(found, name, variant)
        column = "faulty" if key in faults else "judged" if key in JUDGEMENTS else "other"
        why, pieces = (faults | JUDGEMENTS).get(key, ("", ()))
        if ours == wanted:
            table.count(entry.kind, "identical")
        else:
            table.count(entry.kind, column, key, why)
        for piece, instead in pieces:
            wanted = wanted.replace(piece, instead)
        if ours != wanted:
            others.append((key, ours, wanted))
    table.tell()
    assert others == []
    assert table.share("identical", "faulty") >= BAR


@dataclass
class Table:
    """How many references are as gold has them, per entry type."""

    title: str
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    reasons: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def count(self, kind: str, column: str, key: str = "", why: str = "") -> None:
        """Count one reference, and say why it is not identical."""
        self.counts[kind][column] += 1
        if key:
            self.reasons[column].append(f"{key}: {why}")

    def share(self, *columns: str) -> float:
        """Return the share of these columns among all that are compared."""
        total: Counter[str] = sum(self.counts.values(), Counter())
        return sum(total[column] for column in columns) / (total.total() - total["skipped"])

    def tell(self) -> None:
        """Print the table, and the reasons below it."""
        columns = ("identical", "faulty", "judged", "other", "skipped")
        print(f"\n{self.title:24}" + "".join(f"{column:>11}" for column in columns))  # noqa: T201
        for kind, counts in (*sorted(self.counts.items()), ("all", sum(self.counts.values(), Counter()))):
            print(f"  {kind:22}" + "".join(f"{counts[column]:11}" for column in columns))  # noqa: T201
        identical, both = self.share("identical"), self.share("identical", "faulty")
        print(f"  identical {identical:.1%}, with those that gold itself has wrong {both:.1%}")  # noqa: T201
        for column, reasons in self.reasons.items():
            for reason in reasons:
                print(f"  {column}: {reason}")  # noqa: T201


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
