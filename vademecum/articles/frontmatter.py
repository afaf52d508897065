"""YAML → `FrontMatter`: every known field is read as its kind, then what the fields demand of each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from vademecum.articles.document import parse_yaml
from vademecum.articles.fields import AUDIENCE_TITLE, FIELDS
from vademecum.articles.kinds import Notes
from vademecum.articles.nodes import Fields, Items, Node, Text
from vademecum.articles.people import person
from vademecum.articles.split import Split
from vademecum.model.articles import (
    AiUse,
    Audience,
    AudienceTitle,
    Code,
    Correction,
    Decision,
    FrontMatter,
    Person,
    Recommendation,
    Review,
    ReviewScope,
    Status,
    Waiver,
    Withdrawal,
)
from vademecum.problems import Place, Problem, did_you_mean, error


def parse_front_matter(
    split: Split, path: str, people: Mapping[str, Person], audiences: Mapping[str, Audience]
) -> tuple[FrontMatter | None, tuple[Problem, ...]]:
    """Read the front matter of one article; None when it cannot have a page."""
    node, syntax = parse_yaml(split.yaml, path, split.yaml_line)
    if syntax and node is None:
        return None, syntax
    notes = Notes(file=path, problems=list(syntax))
    top = Place(file=path, line=1, column=1)
    if node is None or (isinstance(node, Text) and node.empty):
        notes.problems.append(
            error("FRM-05", top, "the article has no title", "start the file with ---, title: …, ---")
        )
        return None, tuple(notes.problems)
    if not isinstance(node, Fields):
        notes.error("FRM-01", node, "front matter must be a map of fields", "start it with title: …")
        return None, tuple(notes.problems)
    values = _read_fields(node, notes)
    entries = _audience_titles(node.pairs.get("audiences"), audiences, notes)
    if not values.get("title"):
        if "title" not in node.pairs or not _is_unfit(node.pairs["title"][1]):
            place = notes.place(node.pairs["title"][0]) if "title" in node.pairs else top
            notes.problems.append(error("FRM-05", place, "the article has no title", "add title: …"))
        return None, tuple(notes.problems)
    meta = _build(values, entries, node, people, notes)
    _check_reviews(meta, audiences, notes)
    _check_page(meta, path, notes)
    return meta, tuple(notes.problems)


def _is_unfit(node: Node) -> bool:
    return not isinstance(node, Text)


def _read_fields(node: Fields, notes: Notes) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, (key, value_node) in node.pairs.items():
        kind = FIELDS.get(name)
        if kind is not None:
            value = kind.read(value_node, name, notes)
            if value is not None:
                values[name.replace("-", "_")] = value
        elif name != "audiences":
            hint = did_you_mean(name, (*FIELDS, "audiences"), "the site's own data belong under extra:")
            notes.warning("FRM-04", key, f'unknown field "{name}"', hint)
    return values


def _audience_titles(
    pair: tuple[Text, Node] | None, audiences: Mapping[str, Audience], notes: Notes
) -> tuple[AudienceTitle, ...]:
    if pair is None or (isinstance(pair[1], Text) and pair[1].empty):
        return ()
    node = pair[1]
    found: dict[str, AudienceTitle] = {}
    for text, details in _named_audiences(node):
        if not isinstance(text, Text):
            notes.unfit("audiences", text, "names of audiences")
        elif text.value not in audiences:
            hint = did_you_mean(
                text.value, audiences, f"defined: {', '.join(audiences)}; or add _audiences/{text.value}.md"
            )
            notes.error("AUD-05", text, f'the audience "{text.value}" is not defined', hint)
        elif text.value in found:
            notes.error("AUD-05", text, f'the audience "{text.value}" stands twice', "keep one of them")
        else:
            values = AUDIENCE_TITLE.read(details, text.value, notes) if details else None
            titles = {name: value for name, value in (values or {}).items() if name != "place"}
            found[text.value] = AudienceTitle(id=text.value, place=notes.place(text), **titles)
    return tuple(found.values())


def _named_audiences(node: Node) -> list[tuple[Node, Node | None]]:
    if isinstance(node, Fields):
        return [(key, None if isinstance(value, Text) and value.empty else value) for key, value in node.pairs.values()]
    return [(item, None) for item in (node.values if isinstance(node, Items) else (node,))]


def _build(
    values: dict[str, Any],
    entries: tuple[AudienceTitle, ...],
    node: Fields,
    people: Mapping[str, Person],
    notes: Notes,
) -> FrontMatter:
    def at(name: str) -> Node:
        return node.pairs[name][1]

    authors = values.pop("authors", ())
    if authors:
        values["authors"] = _people(authors, at("authors"), people, notes)
    if "reviews" in values:
        values["reviews"] = _reviews(values["reviews"], people, notes)
    for name, make in (("codes", Code), ("corrections", Correction), ("withdrawn", Withdrawal), ("ai", AiUse)):
        if name in values:
            values[name] = _make(make, values[name])
    if "withdrawn" in values:
        values["withdrawn"] = _named(values["withdrawn"], at("withdrawn"), people, notes)
    if "waivers" in values:
        values["waivers"] = tuple(Waiver(**waiver) for waiver in values["waivers"])
    if "recommendations" in values:
        values["recommendations"] = tuple(map(_recommendation, values["recommendations"]))
    if "status" in values:
        values["status"] = Status(values["status"])
    places = {name: (key.line, key.column) for name, (key, _) in node.pairs.items()}
    return FrontMatter(audiences=entries, places=places, **values)


def _named(withdrawn: Withdrawal, node: Node, people: Mapping[str, Person], notes: Notes) -> Withdrawal:
    """Return a withdrawal with the person who decided it, instead of the id that the author wrote."""
    if withdrawn.by and withdrawn.by not in people:
        hint = did_you_mean(withdrawn.by, people, "add the person to content/_people.yml")
        notes.error("PPL-07", node, f'no person "{withdrawn.by}" in content/_people.yml', hint)
    return replace(withdrawn, person=people.get(withdrawn.by))


def _recommendation(values: Mapping[str, Any]) -> Recommendation:
    own = {"refs": "sources", "for": "audiences"}
    return Recommendation(**{own.get(name, name): value for name, value in values.items()})


def _make(make: Any, value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_make(make, item) for item in value)
    if isinstance(value, str):
        return make(used=value)
    return make(**{name: field for name, field in value.items() if name != "place"})


def _people(authors: tuple[Any, ...], node: Node, known: Mapping[str, Person], notes: Notes) -> tuple[Person, ...]:
    nodes = list(node.values) if isinstance(node, Items) else [node]
    by_id = {item.value.strip(): item for item in nodes if isinstance(item, Text)}
    found = []
    for author in authors:
        if not isinstance(author, str):
            found.append(person("", author, author["place"]))
        elif author in known:
            found.append(known[author])
        else:
            hint = did_you_mean(author, known, "add the person to content/_people.yml")
            notes.error("PPL-07", by_id.get(author, node), f'no person "{author}" in content/_people.yml', hint)
    return tuple(found)


def _reviews(records: tuple[dict[str, Any], ...], people: Mapping[str, Person], notes: Notes) -> tuple[Review, ...]:
    found = []
    for record in records:
        if record["by"] not in people:
            hint = did_you_mean(record["by"], people, "add the person to content/_people.yml")
            message = f'no person "{record["by"]}" in content/_people.yml'
            notes.problems.append(error("PPL-07", record["place"], message, hint))
            continue
        scope = ReviewScope(record.get("scope", ReviewScope.CLINICAL))
        found.append(Review(**{**record, "scope": scope, "decision": Decision(record["decision"])}))
    return tuple(found)


def _check_reviews(meta: FrontMatter, audiences: Mapping[str, Audience], notes: Notes) -> None:
    own = [entry.id for entry in meta.audiences]
    for review in meta.reviews:
        if review.audience and review.audience not in (own or audiences):
            message = f'the article has no variant for "{review.audience}"'
            hint = did_you_mean(review.audience, own, f"its audiences: {', '.join(own) or 'none'}")
            notes.problems.append(error("AUD-03", review.place, message, hint))
        judged = review.decision in (Decision.APPROVE, Decision.REQUEST_CHANGES)
        if judged and not review.audience and len(own) > 1:
            message = "the record does not say which variant it is about"
            notes.problems.append(error("AUD-03", review.place, message, f"add audience: {own[0]}"))


def _check_page(meta: FrontMatter, path: str, notes: Notes) -> None:
    is_index = f"/{path}".endswith("/index.md")
    if meta.layout != "page" and not is_index:
        return
    for name in ("reviews", "audiences", "status"):
        if name in meta.places:
            message = f'a plain page has no "{name}": only articles are reviewed'
            hint = f"remove {name}" if is_index else f"remove {name}, or write layout: article"
            notes.problems.append(error("REV-07", meta.place(name, path), message, hint))
