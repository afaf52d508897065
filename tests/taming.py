"""What a page may hold at most, whatever its author wrote; and texts that try to make it hold more."""

import re

from lxml import etree

SCHEMES = ("", "http", "https", "mailto", "tel")
ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "cite", "ping", "xlink:href", "srcset")
ELEMENTS = frozenset(
    """
    a abbr article aside body br caption circle code dd del details div dl dt em figcaption figure footer h1 h2 h3 h4 h5
    h6 head header hr html i img input label li link main mark math meta nav ol p path pre s script section span strong
    sub summary sup svg table tbody td th thead time title tr ul blockquote
    """.split()  # noqa: SIM905 - a list of words
)

TEXTS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "' onfocus='alert(1)' autofocus='",
    "</title></script></style></textarea><script>alert(1)</script>",
    "<!-- <script> -->",
    "<!--<script>",
    "--><script>alert(1)</script>",
    "]]><x>",
    "<?php echo 1 ?><!DOCTYPE html>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62; &amp;lt;",
    "<b>bold</b> <i>it <sup>up</sup></i> <sub>unclosed",
    "{{ 7*7 }} {% import 'os' as os %} {# c #} {{ ''.__class__.__mro__ }}",
    "${7*7} #{7*7} <%= 7*7 %> [[7*7]]",
    "javascript:alert(1)",
    "=cmd|' /C calc'!A0",
    "\u202egnp.exe \u2066\u200f\u200b\ufeff \u00ad",
    "a\u0301\u0302\u0303\U0001f468\u200d\u2695\ufe0f",
    "x" * 3000,
    "*a* `b` [c](d) ![e](f) [^g] [@h] {.i} ::: j",
    "\\ \\n \\u003cscript\\u003e \\x3c",
]

Structure = list[tuple[str, tuple[str, ...]]]


def pages(made: dict[str, bytes]) -> dict[str, etree._Element]:
    """Parse the pages among what was built."""
    parsed = {
        path: etree.fromstring(content, etree.HTMLParser(encoding="utf-8"))
        for path, content in made.items()
        if path.endswith(".html")
    }
    assert parsed
    return parsed


def structure(page: etree._Element) -> Structure:
    """Return the elements of a page with the names of their attributes, in order."""
    return [(str(element.tag), tuple(sorted(element.keys()))) for element in page.iter(etree.Element)]


def by_topic(made: dict[str, bytes]) -> dict[str, Structure]:
    """Return the structure of each page; the URL of the one topic depends on its name."""
    return {re.sub(r"^topics/.+?/", "topics/T/", path): structure(page) for path, page in pages(made).items()}


def browser_scheme(address: str) -> str:
    """Return the scheme that a browser sees: leading controls and spaces off, tabs and line ends out, any case."""
    bare = re.sub(r"[\t\r\n]", "", address.lstrip("".join(map(chr, range(33)))))
    found = re.match(r"[A-Za-z][A-Za-z0-9+.\-]*(?=:)", bare)
    return found[0].lower() if found else ""


def assert_tame(made: dict[str, bytes]) -> None:
    """Nothing in these pages runs, and nothing leads where it may not."""
    for path, page in pages(made).items():
        for element in page.iter(etree.Element):
            tag = str(element.tag)
            assert tag in ELEMENTS, (path, tag)
            if tag == "script":
                source = element.get("src")
                assert element.get("type") == "application/ld+json" if source is None else "assets/" in source
            for name, value in element.items():
                assert not name.lower().startswith("on"), (path, tag, name)
                assert name not in ("style", "srcdoc", "background"), (path, tag, name)
                if name in ADDRESSES:
                    assert browser_scheme(value) in SCHEMES, (path, tag, value)
                    assert not value.replace("\\", "/").startswith("//"), (path, tag, value)
                    assert tag in ("a", "link") or not browser_scheme(value), (path, tag, value)
