"""Layouts that another process compiles, before it is known what is to be shown in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from msgspec import msgpack

from vademecum.pages.layouts import LayoutFiles, Layouts

_USUAL = ("article.html", "page.html", "base.html", "words.html", "list.html", "references.html", "404.html")
"""What nearly every site needs, in this order."""

_decode = msgpack.Decoder(dict[str, bytes]).decode


def compiled(templates: Mapping[str, str]) -> bytes:
    """Return the code of the usual layouts, for `Foreseen` in another process of this program."""
    written = _Written()
    Layouts(LayoutFiles(templates=templates, assets={}), kept=written).prepare(*_USUAL)
    return msgpack.encode(written.code)


class Foreseen(BytecodeCache):
    """What jinja2 asks for compiled layouts. Of one that has changed in the meantime there is no code."""

    def __init__(self, answer: Callable[[], bytes]) -> None:
        """Take what waits for the code that `compiled` returned."""
        self._answer = answer
        self._code: Mapping[str, bytes] | None = None

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a layout, if it is there."""
        if self._code is None:
            self._code = _decode(self._answer())
        code = self._code.get(_name(bucket))
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep nothing: this process holds what it has compiled."""


class _Written(BytecodeCache):
    """Code as it is written."""

    def __init__(self) -> None:
        self.code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Have every layout compiled."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a layout."""
        self.code[_name(bucket)] = bucket.bytecode_to_string()


def _name(bucket: Bucket) -> str:
    return f"{bucket.key}-{bucket.checksum}"
