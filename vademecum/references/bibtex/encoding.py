r"""The bytes of a ``.bib`` file → text with ``\n`` line ends, in Unicode NFC."""

from __future__ import annotations

import codecs
import unicodedata

from vademecum.problems import Place, Problem, error

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_text(name: str, data: bytes, encoding: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the text, or an empty one and a BIB-02 error that names the line of the first byte at fault.

    A byte order mark of UTF-8 is accepted and dropped. A wrong guess of the encoding would print wrong letters
    in names, so nothing is guessed.
    """
    if data.startswith(_UTF16_MARKS):
        return "", (_refusal(name, "the file is UTF-16, not UTF-8", 1),)
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode(encoding)
    except UnicodeDecodeError as fault:
        before = data[: fault.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        what = f"the file is not {encoding.upper()}: byte 0x{data[fault.start]:02x}"
        return "", (_refusal(name, what, before.count(b"\n") + 1),)
    except LookupError:
        return "", (_refusal(name, f'the encoding "{encoding}" is not known', 0),)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text, ()


def _refusal(name: str, what: str, line: int) -> Problem:
    hint = "save the file as UTF-8"
    return error("BIB-02", Place(file=name, line=line), f"{what}; none of its entries is read", hint)
