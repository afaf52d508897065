"""``_audiences/*.md``: who reads, and the disclaimer that each reader gets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from vademecum.articles.document import parse_yaml
from vademecum.articles.kinds import Notes, NumberKind, RecordKind, TextKind
from vademecum.articles.split import split_front_matter
from vademecum.model.articles import EVERYONE, Audience, Source
from vademecum.problems import Place, Problem, error
from vademecum.urls import changes_url, slug

AUDIENCE = RecordKind(
    says="One group of readers; the body of the file is its disclaimer.",
    fields={
        "label": TextKind(says="What these readers are called in the switch.", examples=("Patient or caregiver",)),
        "description": TextKind(says="One sentence under the label."),
        "order": NumberKind(most=10_000, says="The place in the switch; equal ones go by id."),
        "reading-grade": NumberKind(least=1, most=20, says="The school grade that texts should not exceed."),
        "emergency-number": TextKind(says="Printed under the disclaimer.", examples=("112",)),
    },
    required=("label",),
)

GENERAL_DISCLAIMER = """\
This page gives general information. It does not replace the advice of a health professional who knows you, and it is
not meant for diagnosing or treating anyone. If you think that you may have a medical emergency, call your local
emergency number at once. Check every statement against its source and against current guidance before acting on it.
"""


def everyone() -> Audience:
    """Return the audience that ships with the engine, for sites and articles that name none."""
    return Audience(id=EVERYONE, label="Everyone", disclaimer=GENERAL_DISCLAIMER, path="")


def parse_audiences(sources: Iterable[Source]) -> tuple[Mapping[str, Audience], tuple[Problem, ...]]:
    """Read the audiences, in the order in which readers are offered them; ``everyone`` is always among them."""
    audiences: dict[str, Audience] = {}
    problems: list[Problem] = []
    for source in sources:
        audience, found = _parse_audience(source)
        problems.extend(found)
        if audience is not None:
            audiences[audience.id] = audience
    audiences.setdefault(EVERYONE, everyone())
    ordered = sorted(audiences.values(), key=lambda audience: (audience.order, audience.id))
    return {audience.id: audience for audience in ordered}, tuple(problems)


def _parse_audience(source: Source) -> tuple[Audience | None, tuple[Problem, ...]]:
    name = PurePosixPath(source.path).stem
    place = Place(file=source.path)
    if slug(name) != name:
        message = f'an audience may not be called "{name}": its name stands in URLs'
        return None, (error("AUD-05", place, message, f"rename the file to {slug(name) or 'patient'}.md"),)
    if name == changes_url("").strip("/"):
        message = f'an audience may not be called "{name}": what changed since an approval stands at that address'
        return None, (error("AUD-05", place, message, "rename the file"),)
    split, problems = split_front_matter(source)
    node, found = parse_yaml(split.yaml, source.path, split.yaml_line) if split else (None, ())
    problems = (*problems, *found)
    if split is None or node is None:
        message, hint = f'the audience "{name}" lacks a label', "start the file with ---, label: …, ---"
        return None, problems or (error("AUD-05", place, message, hint),)
    notes = Notes(file=source.path)
    fields = AUDIENCE.read(node, "audience", notes)
    if not split.body.strip():
        message = f'the audience "{name}" has no disclaimer'
        notes.problems.append(error("DSC-01", place, message, "write it as the body of this file"))
    if fields is None:
        return None, (*problems, *notes.problems)
    values = {key: value for key, value in fields.items() if key != "place"}
    audience = Audience(id=name, disclaimer=split.body, disclaimer_line=split.body_line, path=source.path, **values)
    return audience, (*problems, *notes.problems)
