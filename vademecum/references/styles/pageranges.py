"""Page ranges, shortened (NLM: 284-7) or in full (AMA: 284-287)."""

from __future__ import annotations

import re

_RANGE = re.compile(r"([^\W\d_]*)(\d+)-([^\W\d_]*)(\d+)")
_SEPARATOR = re.compile(r"\s*([,;])\s*")


def page_range(pages: str, *, minimal: bool, dash: str) -> str:
    """Return pages as a style prints them, ``dash`` between first and last.

    A prefix stands once in the short form (S20-42) and twice in the full one (S20-S42); pages with a letter behind
    (126A-127A), roman ones and compound ones (10:1-10:17) stay as they are; equal ends are one page.
    """
    if "," not in pages and ";" not in pages:
        return _one(pages, minimal=minimal).replace("-", dash) if "-" in pages else pages
    parts = _SEPARATOR.split(pages)
    parts[::2] = [_one(part, minimal=minimal).replace("-", dash) for part in parts[::2]]
    parts[1::2] = [f"{sign} " for sign in parts[1::2]]
    return "".join(parts).rstrip(", ;")


def _one(part: str, *, minimal: bool) -> str:
    match = _RANGE.fullmatch(part)
    if not match:
        first, _, last = part.partition("-")
        return first if first and last in ("", first) else part
    prefix, first, last_prefix, last = match.groups()
    if last_prefix and last_prefix != prefix:
        return part
    if not last_prefix and prefix and len(last) > len(first):
        return part
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    if first == last:
        return prefix + first
    if not minimal:
        return f"{prefix}{first}-{prefix}{last}"
    return f"{prefix}{first}-{_shortened(first, last)}"


def _shortened(first: str, last: str) -> str:
    if len(first) != len(last) or last < first:
        return last
    same = 0
    while first[same] == last[same]:
        same += 1
    return last[same:]
