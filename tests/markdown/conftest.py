"""A body, read for one audience, without a site around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from vademecum.markdown.body import Citing, compose
from vademecum.markdown.links import Targets
from vademecum.markdown.reading import Reading
from vademecum.markdown.typeset import Manner
from vademecum.model.body import Body

KEYS = (*"abcdefgh", "A", "smith2020a", "key_with-dash.2", "doi:10.1000/x", "Müller:2019", "x+y", "123", "a.b.")

Compose = Callable[..., Body]


@pytest.fixture(scope="session")
def body() -> Compose:
    """Compose a body; keys a … h and a few odd ones are in its bibliography."""

    def run(
        text: str,
        *,
        audience: str = "clinician",
        manner: Manner | None = None,
        nocite: tuple[str, ...] = (),
        abbreviations: Mapping[str, str] | None = None,
    ) -> Body:
        note = Reading(
            file="content/a.md",
            lines=text.split("\n"),
            first_line=1,
            audience=audience,
            own_audiences=("clinician", "patient"),
            audiences=("clinician", "patient", "student"),
            keys=frozenset(KEYS),
            abbreviations=abbreviations or {},
        )
        targets = Targets(
            folder="content",
            path="content/a.md",
            root="../",
            audience=audience,
            articles={},
            files={"content/i.png": "/i.png"},
        )
        citing = Citing(
            manner=manner or Manner(),
            label=lambda key: f"{key} 2017",
            names=lambda key: f"{{names of {key}}}",
            digest=lambda key: f"digest of {key}",
            nocite=nocite,
        )
        return compose(text, note, targets, citing)

    return run
