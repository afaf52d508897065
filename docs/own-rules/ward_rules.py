"""Two rules of an invented hospital: which specialties it has, and how medicines are named in its texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vademecum.model.composed import Composed
from vademecum.problems import Level, Place
from vademecum.rules.dossier import Dossier
from vademecum.rules.example_site import REVIEWED, right, right_text, wrong, wrong_text
from vademecum.rules.rule import ArticleRule, Finding, TextRule

SPECIALTIES = ("Cardiology", "Oncology")
GENERIC = {"Panadol": "paracetamol", "Voltaren": "diclofenac"}
BRAND = re.compile(rf"\b({'|'.join(GENERIC)})\b")


def own_specialty(dossier: Dossier) -> Iterator[Finding]:
    """A rule about an article: its front matter is dossier.meta, its variants are dossier.texts."""
    specialty = dossier.meta.specialty
    if specialty not in SPECIALTIES:
        message = f'this hospital has no department of "{specialty}"' if specialty else "no specialty is named"
        yield Finding(place=dossier.at("specialty"), message=message, hint=f"one of: {', '.join(SPECIALTIES)}")


def generic_names(text: Composed, dossier: Dossier) -> Iterator[Finding]:
    """A rule about the text of one variant, passage by passage."""
    for passage in text.body.passages:
        for found in BRAND.finditer(passage.text):
            place = Place(file=text.variant.body.path, line=passage.line)
            hint = f"write {GENERIC[found[0]]}"
            yield Finding(place=place, message=f"{found[0]} is the name of a brand", hint=hint)


RULES = (
    ArticleRule(
        id="WARD-01",
        level=Level.WARNING,
        once_approved=Level.ERROR,
        says="An article names a specialty that this hospital has.",
        source="Example Hospital, editorial handbook, 2.1",
        wrong=wrong(f"{REVIEWED}specialty: Astrology\n", line=10),
        right=right(f"{REVIEWED}specialty: Oncology\n"),
        check=own_specialty,
    ),
    TextRule(
        id="WARD-02",
        level=Level.WARNING,
        says="Medicines are called by their generic names.",
        source="Example Hospital, editorial handbook, 4.3",
        wrong=wrong_text("Take Panadol for pain.\n"),
        right=right_text("Take paracetamol for pain.\n"),
        check=generic_names,
    ),
)
