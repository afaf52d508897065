"""Source → parsed article: its front matter and where its body begins."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from vademecum.articles.document import parse_yaml
from vademecum.articles.frontmatter import parse_front_matter
from vademecum.articles.kinds import Notes, TextKind
from vademecum.articles.nodes import Fields
from vademecum.articles.split import split_front_matter
from vademecum.model.articles import Audience, BodySource, Parsed, ParsedVariant, Person, Source
from vademecum.problems import Problem, did_you_mean


def variant_of(path: str, paths: Collection[str], audiences: Collection[str]) -> tuple[str, str] | None:
    """Return (article's path, audience) when a file's name makes it a variant, else None."""
    folder, slash, file = path.rpartition("/")
    name, dot, audience = file.rpartition(".")[0].rpartition(".")
    if not dot or not name:
        return None
    article = f"{folder}{slash}{name}.md"
    return (article, audience) if article in paths or audience in audiences else None


def parse_article(
    source: Source, people: Mapping[str, Person], audiences: Mapping[str, Audience]
) -> tuple[Parsed | None, tuple[Problem, ...]]:
    """Read an article's front matter; None when it cannot have a page."""
    split, problems = split_front_matter(source)
    if split is None:
        return None, problems
    meta, found = parse_front_matter(split, source.path, people, audiences)
    if meta is None:
        return None, found
    return Parsed(body=BodySource(path=source.path, line=split.body_line, digest=source.digest), meta=meta), found


def parse_variant(source: Source, article: str, audience: str) -> tuple[ParsedVariant | None, tuple[Problem, ...]]:
    """Read a variant file: a body, with or without front matter that holds ``title`` and ``description`` alone."""
    split, problems = split_front_matter(source)
    if split is None:
        return None, problems
    node, syntax = parse_yaml(split.yaml, source.path, split.yaml_line)
    notes = Notes(file=source.path, problems=list(syntax))
    values = {"title": "", "description": ""}
    for name, (key, value) in (node.pairs if isinstance(node, Fields) else {}).items():
        if name in values:
            values[name] = TextKind().read(value, name, notes) or ""
        else:
            hint = did_you_mean(name, values, f"write it into {article}")
            notes.warning("FRM-04", key, f'a variant has only a title and a description, not "{name}"', hint)
    body = BodySource(path=source.path, line=split.body_line, digest=source.digest)
    variant = ParsedVariant(body=body, article=article, audience=audience, **values)
    return variant, tuple(notes.problems)
