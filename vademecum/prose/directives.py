"""Sentences that tell one reader what to do with a medicine, as only their own clinician can."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vademecum.patterns import late
from vademecum.prose.doses import doses
from vademecum.prose.sentences import sentences

_TOLD = late(
    r"\byou (?:should|must|need to|have to|ought to) (?:\w+ly )?"
    r"(?:take|start taking|stop taking|increase|double|halve|skip|inject|swallow|inhale)\b"
    r"|\byour (?:own )?dose (?:is|should be)\b",
    re.IGNORECASE,
)
_ORDERED = late(
    r"\A\W*(?:please |now )?(?:take|inject|swallow|inhale|use|give yourself|double|halve|increase)\b", re.IGNORECASE
)
_YOU = late(r"\byou(?:r|rself)?\b", re.IGNORECASE)
_REFERRED = late(
    r"\b(?:ask|tell|talk to|speak (?:to|with)|check with|call"
    r"|your (?:doctor|team|clinic(?:ian)?|nurse|pharmacist|prescriber)"
    r"|a (?:doctor|nurse|pharmacist|clinician)|prescribed|told to|as directed|on the label|leaflet|action plan)\b",
    re.IGNORECASE,
)
"""Words that leave the decision where it belongs."""


def directives(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each sentence that prescribes to its reader: "you should take", a dose beside "you"."""
    dosed = bool(doses(text))
    if not dosed and not ("ou" in text and _TOLD.search(text)):
        return
    for start, end in sentences(text):
        said = text[start:end]
        if _REFERRED.search(said) or said.endswith("?"):
            continue
        if _TOLD.search(said) or ((_YOU.search(said) or _ORDERED.search(said)) and dosed and doses(said)):
            yield start, end
