"""Plain link destinations and addresses, known by their shape; all others are the stock functions'."""

from __future__ import annotations

import re
from typing import Any

from markdown_it.common.normalize_url import normalizeLink, normalizeLinkText
from markdown_it.helpers import parseLinkDestination, parseLinkLabel, parseLinkTitle

_DESTINATION = re.compile(r"[^\x00-\x20\x7f()\\&<]+(?=[\x00-\x20\x7f)]|\Z)")
_HOST = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*"
_PATH = r"[A-Za-z0-9_.~/-]*"
_FOLDERS = r"[A-Za-z0-9_.~-]*(?:/[A-Za-z0-9_.~-]+)*"
_PLAIN = re.compile(rf"(?:https?://{_HOST}(?:/{_PATH})?|{_FOLDERS})(?:#[A-Za-z0-9_.~-]+)?")


class Helpers:
    """What rules ask of ``md.helpers``."""

    parseLinkLabel = staticmethod(parseLinkLabel)
    parseLinkTitle = staticmethod(parseLinkTitle)

    @staticmethod
    def parseLinkDestination(string: str, pos: int, maximum: int) -> Any:
        """Return where a destination ends, and what it is."""
        found = _DESTINATION.match(string, pos, maximum)
        if found is None:
            return parseLinkDestination(string, pos, maximum)
        return Destination(found.end(), found[0])


class Destination:
    """A destination that was found."""

    __slots__ = ("ok", "pos", "str")

    def __init__(self, pos: int, text: str) -> None:
        """Keep where it ends, and its text."""
        self.ok, self.pos, self.str = True, pos, text


def normalize(url: str) -> str:
    """Return an address as it is written into a page."""
    return url if _PLAIN.fullmatch(url) else normalizeLink(url)


def normalize_text(link: str) -> str:
    """Return an address as it is shown; the name of a host in Punycode is no plain one."""
    return link if "xn--" not in link and _PLAIN.fullmatch(link) else normalizeLinkText(link)
