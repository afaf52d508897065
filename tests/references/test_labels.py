"""Short names of works."""

from __future__ import annotations

import pytest

from tests.references.cases import article, decoded
from vademecum.references.labels import names_in_text, short_label


@pytest.mark.parametrize(
    ("fields", "label", "in_text"),
    [
        ({"author": "van der Lei, Johan"}, "van der Lei 2001", "van der Lei"),
        ({"author": "Smith, A and Jones, B"}, "Smith 2001", "Smith and Jones"),
        ({"author": "Smith, A and Jones, B and Roe, C"}, "Smith 2001", "Smith et al"),
        ({"author": "Smith, A and others"}, "Smith 2001", "Smith et al"),
        ({"author": "{World Health Organization}"}, "World Health Organization 2001", "World Health Organization"),
        ({"author": "", "editor": "Smith, A and Jones, B"}, "Smith 2001", "Smith and Jones"),
        (
            {"author": "", "title": "21st century <i>heart</i> solution may sting"},
            "21st century heart solution… 2001",
            "21st century heart solution…",
        ),
        ({"author": "", "title": "Outreach"}, "Outreach 2001", "Outreach"),
        ({"author": "", "title": ""}, "k 2001", "k"),
        ({"year": "in press"}, "Smith in press", "Smith"),
        ({"year": ""}, "Smith", "Smith"),
    ],
)
def test_labels(fields: dict[str, str], label: str, in_text: str) -> None:
    reference, _ = decoded(article(**fields))
    assert (short_label(reference), names_in_text(reference)) == (label, in_text)
