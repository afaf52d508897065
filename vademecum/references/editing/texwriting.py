"""Text from elsewhere (plain, HTML or MathML) → BibTeX's notation, so that `tex.decode_tex` gives it back."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from vademecum.references.decoding.names import PARTICLES
from vademecum.references.decoding.organisations import looks_like_organisation
from vademecum.references.marks import cleaned, unescaped

_SIGNS = re.compile(r"[\\{}$&%#_~^`\u00a0]|-{2,}|'{2,}")
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": r"\textquoteleft{}",
    "\u00a0": "~",
}
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ue000-\uf8ff]"
)
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_MARKS = {
    "<i>": r"\emph{",
    "<sup>": r"\textsuperscript{",
    "<sub>": r"\textsubscript{",
    "</i>": "}",
    "</sup>": "}",
    "</sub>": "}",
}
_MARK = re.compile(r"</?(?:i|sup|sub)>")
_FORMULA = re.compile(r"<(mml:|m:)?math\b.*?</\1math>", re.DOTALL)
_TEX_TWIN = re.compile(r"<(jats:)?tex-math\b.*?</\1tex-math>", re.DOTALL)
_PREFIX = re.compile(r"(</?)\w+:")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_NOISE = re.compile(r"[.,;]?\s*electronic address\s*:.*", re.IGNORECASE | re.DOTALL)
_SCRIPTS = {"msup": ("sup",), "msub": ("sub",), "msubsup": ("sub", "sup")}


def tex(text: str) -> str:
    """Return plain text in BibTeX's notation: signs of TeX escaped, invisible characters dropped, spaces joined."""
    return _SIGNS.sub(_escaped, _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip(" "))


def _escaped(match: re.Match[str]) -> str:
    sign = match[0]
    if len(sign) > 1:  # -- and '' would be read as a dash and a quotation mark
        return "{}".join(sign)
    return _ESCAPES.get(sign, f"\\{sign}")


def tex_of_markup(markup: str) -> str:
    """Return a title with HTML, JATS or MathML in it in BibTeX's notation; italics and scripts are kept."""
    if _FORMULA.search(markup):
        markup = _FORMULA.sub(lambda match: _formula(match[0]), _TEX_TWIN.sub("", markup))
    text = cleaned(unescaped(_SPACES.sub(" ", markup)))
    pieces, end = [], 0
    for match in _MARK.finditer(text):
        pieces += [_kept_edges(text[end : match.start()]), _MARKS[match[0]]]
        end = match.end()
    return _SPACES.sub(" ", "".join([*pieces, _kept_edges(text[end:])])).strip(" ")


def _kept_edges(text: str) -> str:
    before, after = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
    return f"{before}{tex(text)}{after}" if text.strip(" ") else text[:1]


def _formula(source: str) -> str:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    tree: etree._Element | None = etree.fromstring(_PREFIX.sub(r"\1", source), parser)
    return formula_markup(tree) if tree is not None else ""


def formula_markup(element: etree._Element) -> str:
    """Return a formula in MathML as text with ``<sup>`` and ``<sub>``."""
    tag = local_name(element)
    parts = [formula_markup(child) for child in element if isinstance(child.tag, str)]
    scripts = _SCRIPTS.get(tag, ())
    if scripts and len(parts) == len(scripts) + 1:
        raised = (f"<{mark}>{part}</{mark}>" for mark, part in zip(scripts, parts[1:], strict=True))
        return "".join([parts[0], *raised])
    if tag.startswith("annotation"):
        return ""
    if tag == "mfrac" and len(parts) == 2:
        return "/".join(parts)
    own = (element.text or "").strip().replace("&", "&amp;").replace("<", "&lt;")
    return own + "".join(parts)


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def person(family: str, given: str, suffix: str = "") -> str:
    """Return a name as ``Family, Jr, Given``; a particle that stands behind the given names goes to the family."""
    family, given = family.strip(), given.strip()
    words = given.split()
    cut = len(words)
    while cut > 1 and words[cut - 1] in PARTICLES:
        cut -= 1
    family, given = " ".join([*words[cut:], family]), " ".join(words[:cut])
    if not given and (not family or " " in family or looks_like_organisation(family)):
        return group(family)
    parts = (part.strip() for part in (family, suffix, given))
    return ", ".join(_part(part) for part in parts if part)


def _part(text: str) -> str:
    written = tex(text).replace(",", "{,}")
    return f"{{{written}}}" if _AND.search(f" {written} ") else written


def group(name: str) -> str:
    """Return an organisation's name in braces, without the addresses that PubMed appends to some."""
    written = tex(_NOISE.sub("", name))
    return f"{{{written}}}" if written else ""


def name_list(names: Iterable[str], *, more: bool = False) -> str:
    """Return names as BibTeX lists them."""
    written = list(dict.fromkeys(name for name in names if name))
    return " and ".join([*written, "others"] if more and written else written)


def pages(text: str) -> str:
    """Return pages with BibTeX's dash, ends in full: ``125-35`` → ``125--135``."""
    parts = []
    for part in text.replace(";", ",").split(","):
        first, dash, last = (side.strip() for side in re.sub(r"[\u2010-\u2015\u2212]+|--+", "-", part).partition("-"))
        if dash and first.isdecimal() and last.isdecimal() and len(last) < len(first):
            last = first[: len(first) - len(last)] + last
        alone = not first or not last or last == first
        parts.append(tex(first or last) if alone else f"{tex(first)}--{tex(last)}")
    return ", ".join(part for part in parts if part)
