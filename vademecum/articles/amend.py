"""Writing into front matter: one value or one record is added, and every other byte stays the author's."""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml

from vademecum.articles.document import compose
from vademecum.articles.split import split_front_matter
from vademecum.model.articles import Source

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]*")


class AmendError(Exception):
    """A front matter into which nothing can be written safely; the message says why."""


def with_record(text: str, field: str, record: Mapping[str, str]) -> str:
    """Return a file's text with one more record at the end of a list field of its front matter.

    Comments, order, quotes, indentation and line ends stay as they are. The list may be missing, empty, in block or
    in flow style.
    """
    written = _flow(record)
    yaml_text, start = _front_matter(text)
    newline = "\r\n" if text[start - 2 : start] == "\r\n" else "\n"
    pair = _pair(yaml_text, field)
    if pair is None:
        at = start + len(yaml_text)
        return f"{text[:at]}{field}:{newline}  - {written}{newline}{text[at:]}"
    _, value = pair
    if isinstance(value, yaml.ScalarNode) and not value.value:
        at = start + _line_end(yaml_text, pair[0].end_mark.index)
        return f"{text[:at]}{newline}  - {written}{text[at:]}"
    if not isinstance(value, yaml.SequenceNode):
        raise AmendError(f'"{field}" is not a list')
    if value.flow_style:
        return _into_flow(text, start, value, written)
    return _into_block(text, start, yaml_text, value, written, newline)


def with_value(text: str, field: str, value: str) -> str:
    """Return a file's text with a scalar field of its front matter set to a plain word, in place or added."""
    yaml_text, start = _front_matter(text)
    newline = "\r\n" if text[start - 2 : start] == "\r\n" else "\n"
    pair = _pair(yaml_text, field)
    if pair is None:
        at = start + len(yaml_text)
        return f"{text[:at]}{field}: {value}{newline}{text[at:]}"
    key, node = pair
    if not isinstance(node, yaml.ScalarNode):
        raise AmendError(f'"{field}" is not a plain value')
    if not node.value and node.start_mark.index == node.end_mark.index:
        at = start + yaml_text.index(":", key.end_mark.index) + 1
        return f"{text[:at]} {value}{text[at:]}"
    return f"{text[: start + node.start_mark.index]}{value}{text[start + node.end_mark.index :]}"


def _front_matter(text: str) -> tuple[str, int]:
    """Return the YAML of a text and the offset at which it starts, line ends as they are."""
    split, _ = split_front_matter(Source(path="", text=text.replace("\r\n", "\n"), digest=""))
    if split is None or not split.yaml:
        raise AmendError("the file has no front matter")
    start = text.index("\n") + 1
    lines = split.yaml.count("\n")
    end = start
    for _ in range(lines):
        end = text.index("\n", end) + 1
    return text[start:end], start


def _pair(yaml_text: str, field: str) -> tuple[yaml.Node, yaml.Node] | None:
    root = compose(yaml_text)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise AmendError("the front matter is not a block of fields")
    return next(((key, value) for key, value in root.value if key.value == field), None)


def _into_flow(text: str, start: int, value: yaml.Node, written: str) -> str:
    close = start + value.end_mark.index - 1
    before = text[start + value.start_mark.index + 1 : close]
    bare = before.rstrip()
    comma = "" if not bare or bare.endswith(",") else ","
    space = " " if bare else ""
    at = close - (len(before) - len(bare))
    return f"{text[:at]}{comma}{space}{written}{text[at:]}"


def _into_block(text: str, start: int, yaml_text: str, value: yaml.Node, written: str, newline: str) -> str:
    last = value.value[-1]
    at = start + _line_end(yaml_text, _last_index(last))
    indent = " " * value.start_mark.column
    return f"{text[:at]}{newline}{indent}- {written}{text[at:]}"


def _last_index(node: yaml.Node) -> int:
    """Return the offset of the last character of a node itself: a block's own end mark lies after blank lines."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return max(node.start_mark.index, node.end_mark.index - 1)
    last = node.value[-1]
    return _last_index(last[1] if isinstance(last, tuple) else last)


def _line_end(text: str, index: int) -> int:
    end = text.find("\n", index)
    end = len(text) if end < 0 else end
    return end - 1 if end and text[end - 1] == "\r" else end


def _flow(record: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {_scalar(value)}" for name, value in record.items()) + "}"


def _scalar(value: str) -> str:
    """Return a text as YAML reads it back in every version: plain when it is a harmless word or date, else quoted."""
    if _PLAIN.fullmatch(value) and value.lower() not in ("yes", "no", "on", "off", "true", "false", "null"):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
