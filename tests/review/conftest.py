"""The fingerprint of a text, without a site around it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from vademecum.markdown.body import Citing, compose
from vademecum.markdown.links import Targets
from vademecum.markdown.reading import Reading
from vademecum.markdown.typeset import Manner
from vademecum.model.body import Body
from vademecum.model.review import Wording
from vademecum.problems import Level
from vademecum.review.fingerprint import fingerprint

SOURCES = {"alpha": "1" * 64, "beta": "2" * 64, "gamma": "3" * 64, "same-as-alpha": "1" * 64}
"""Key → digest of what its source prints; two keys name one source."""

Mark = Callable[..., str]
Read = Callable[..., Body]


@pytest.fixture(scope="session")
def read() -> Read:
    """Read a body; a text with an error fails the test."""

    def run(text: str, *, audience: str = "clinician", manner: Manner | None = None) -> Body:
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
        return body

    return run


@pytest.fixture(scope="session")
def mark(read: Read) -> Mark:
    """Return the fingerprint of a body."""

    def run(text: str, **options: Any) -> str:
        body = read(text, **options)
        return fingerprint(Wording(title="A", description="B", pieces=body.canonical, media=body.media, disclaimer="C"))

    return run
