"""citeproc-py with what it lacks; imported only when a site uses a ``.csl`` file. Tried with citeproc-py 0.11.1.

- What stands in for a missing author (``cs:substitute``: the editors, the title) is not printed a second time.
- A date in a form of the locale is joined by that form's delimiter: "2020 Jun", not "2020Jun".
- Style and locale are read anew for each work, because the processor changes both while it runs.

Source: CSL 1.0.2, "Substitute" and "Localized Date Formats".
"""

from __future__ import annotations

import io
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.model import CitationStylesElement
from citeproc.model import Substitute as PlainSubstitute
from citeproc.source import Reference, VariableError
from citeproc.source.json import CiteProcJSON
from lxml import etree

from vademecum.references.csl.marks import Formatter

_NAMESPACE = "http://purl.org/net/xbiblio/csl"


class Work(Reference):  # type: ignore[misc]
    """A work's fields; one that has stood in for another is empty from then on."""

    def __init__(self, fields: Reference) -> None:
        """Keep the fields that citeproc-py has read."""
        dict.__init__(self, fields)
        object.__setattr__(self, "key", fields.key)
        object.__setattr__(self, "type", fields.type)
        object.__setattr__(self, "read", [])
        object.__setattr__(self, "spent", frozenset())

    def __getitem__(self, name: str) -> Any:
        """Return a field; the processor asks so for what it prints."""
        if name in self.spent:
            raise VariableError
        value = super().__getitem__(name)
        self.read.append(name)
        return value

    def get(self, name: str, default: Any = None) -> Any:
        """Return a field, or what is said in its place."""
        return default if name in self.spent else dict.get(self, name, default)

    def spend(self) -> None:
        """Empty the fields that were read since they were last forgotten, but for those that only steer."""
        object.__setattr__(self, "spent", self.spent | frozenset(self.read) - {"language"})


class Substitute(PlainSubstitute, CitationStylesElement):  # type: ignore[misc]
    """What stands in for a missing name."""

    def render(self, item: Any, context: Any = None, **options: Any) -> Any:
        """Return the first of the substitutes that says something."""
        item.reference.read.clear()
        text = super().render(item, context=context, **options)
        if text:
            item.reference.spend()
        return text

    def add_to_repressed_list(self, child: Any, context: Any) -> None:
        """Do nothing: a spent field is empty already."""


class _Style(CitationStylesStyle):  # type: ignore[misc]
    """A style whose elements are citeproc-py's and the one above."""

    def __init__(self, xml: bytes, locale: str) -> None:
        lookup = etree.ElementNamespaceClassLookup()
        names = lookup.get_namespace(_NAMESPACE)
        names[None] = CitationStylesElement
        kinds = {kind.__name__: kind for kind in CitationStylesElement.__subclasses__() if kind is not Substitute}
        names.update({name.replace("_", "-").lower(): kind for name, kind in kinds.items()})
        names["substitute"] = Substitute
        parser = etree.XMLParser(no_network=True, resolve_entities=False)
        parser.set_element_class_lookup(lookup)
        self.xml = etree.parse(io.BytesIO(xml), parser)
        root: Any = self.xml.getroot()
        root.set_locale_list(locale, validate=False)
        self.root = root


class Entry:
    """One work in one style."""

    def __init__(self, xml: bytes, locale: str, item: dict[str, Any]) -> None:
        """Read the style and a CSL-JSON item whose texts hold no markup."""
        self._style = _Style(xml, locale)
        self._key = str(item["id"]).lower()
        self._work = _read(item, self._key)
        self._item = CitationItem(self._key)
        if "number-of-pages" in item:
            self._item["number-of-pages"] = item["number-of-pages"]
        _delimit_dates(self._style.root)

    def text(self) -> str:
        """Return the entry of the bibliography."""
        listed = CitationStylesBibliography(self._style, {self._key: self._work}, Formatter())
        listed.register(Citation([self._item]))
        return "".join(str(entry) for entry in listed.bibliography())

    def term(self, name: str) -> str:
        """Return a word of the style's language; empty when it has none."""
        return str(self._style.root.get_single_term(name) or "")


def _read(item: dict[str, Any], key: str) -> Work:
    work = Work(CiteProcJSON([item])[key])
    for name in [name for name in work if "_" in name]:
        dict.__setitem__(work, name.replace("_", "-"), dict.__getitem__(work, name))
    return work


def _delimit_dates(root: Any) -> None:
    for element in root.iter(f"{{{_NAMESPACE}}}date"):
        form = element.get("form")
        if form and element.get("variable") and element.get("delimiter") is None:
            localized = root.get_date(form)
            element.set("delimiter", "" if localized is None else localized.get("delimiter", ""))
