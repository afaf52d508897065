"""The fingerprint of a text, without a site around it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from vademecum.markdown.body import Citing, compose
from vademecum.markdown.links import Targets
from vademecum.markdown.reading import Reading
from vademecum.markdown.typeset import Manner
from vademecum.model.review import Wording
from vademecum.problems import Level
from vademecum.review.fingerprint import fingerprint

SOURCES = {"alpha": "1", "beta": "2", "gamma": "3", "same-as-alpha": "1"}
"""Key → digest of what its source prints; two keys name one source."""

Mark = Callable[..., str]


@pytest.fixture(scope="session")
def mark() -> Mark:
    """Return the fingerprint of a body; a text with an error fails the test."""

    def run(text: str, *, audience: str = "clinician", manner: Manner | None = None) -> str:
        note = Reading(
            file="content/gi/a.md",
            lines=text.split("\n"),
            first_line=1,
            audience=audience,
            own_audiences=("clinician", "patient"),
            audiences=("clinician", "patient", "student"),
            keys=frozenset(SOURCES),
        )
        targets = Targets(
            folder="content/gi",
            path="content/gi/a.md",
            root="../../",
            audience=audience,
            articles={},
            files={"content/gi/scan.png": "/gi/scan.png", "content/gi/other.png": "/gi/other.png"},
        )
        citing = Citing(
            manner=manner or Manner(),
            label=lambda key: key,
            names=lambda key: key,
            digest=lambda key: SOURCES[key],
        )
        body = compose(text, note, targets, citing)
        assert [problem for problem in body.problems if problem.level is Level.ERROR] == []
        return fingerprint(Wording(title="A", description="B", pieces=body.canonical, media=body.media, disclaimer="C"))

    return run
