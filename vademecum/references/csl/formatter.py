"""References in any style of the Citation Style Language, through citeproc-py: the extra ``vademecum[csl]``.

The style formats the entry of one work. Numbers, their collapsing, markers and links stay ours. Its language is its
``default-locale``, else the site's; where citeproc-py has no such locale, US English. Sources: CSL 1.0.2, "Styles";
citeproc-py 0.11. Sentence case is not applied: it would lower Crohn and mRNA.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

from lxml import etree

from vademecum.model.references import Notice, Reference, StyleFile
from vademecum.references.csl.data import csl_item
from vademecum.references.csl.faults import CslError, StyleFault
from vademecum.references.csl.marks import DASH, MORE, as_html, without_signs
from vademecum.references.marks import html
from vademecum.references.styles.sentences import stopped_before

_NAMESPACE = "http://purl.org/net/xbiblio/csl"
_NOTICES = {
    "retraction": "Retraction",
    "erratum": "Erratum",
    "concern": "Expression of concern",
    "republication": "Corrected and republished",
}


def style_fault(style: StyleFile) -> StyleFault | None:
    """Return why a style cannot be used, None when it can: asked once, before anything is formatted."""
    if find_spec("citeproc") is None:
        message = f"{style.path} needs citeproc-py, which is not installed"
        return StyleFault(message=message, hint="run: pip install 'vademecum[csl]', or use vademecum or ama")
    try:
        root = _tree(style.text)
    except etree.XMLSyntaxError as fault:
        hint = "download the style again"
        return StyleFault(message=f"{style.path} is not well-formed: {fault.msg}", hint=hint, line=fault.lineno or 0)
    return _structure_fault(root, style.path) or _schema_fault(root, style.path)


def _structure_fault(root: etree._Element, path: str) -> StyleFault | None:
    names = {"c": _NAMESPACE}
    if root.getroottree().docinfo.internalDTD is not None:
        return StyleFault(message=f"{path} has a document type", hint="remove <!DOCTYPE …>: a style needs none")
    if root.tag != f"{{{_NAMESPACE}}}style":
        return StyleFault(message=f"{path} is no CSL style", hint="a style begins with <style xmlns=…>")
    parents = root.xpath("c:info/c:link[@rel='independent-parent']/@href", namespaces=names)
    if isinstance(parents, list) and parents:
        name = str(parents[0]).rstrip("/").rpartition("/")[2]
        message = f"{path} only points to another style, {name}"
        return StyleFault(message=message, hint=f"use {name}.csl in its place")
    if root.find(f"{{{_NAMESPACE}}}bibliography") is None:
        return StyleFault(message=f"{path} formats no list of references", hint="use a style with <bibliography>")
    return None


def _schema_fault(root: etree._Element, path: str) -> StyleFault | None:
    from citeproc import SCHEMA_PATH  # noqa: PLC0415 - the extra vademecum[csl]

    schema = etree.RelaxNG(etree.parse(SCHEMA_PATH))
    if schema.validate(root):
        return None
    faults = list(schema.error_log)
    line = next((fault.line for fault in faults if fault.line), 0)
    message = f"{path} is no valid CSL style: {faults[0].message}"
    return StyleFault(message=message, hint="download the style again", line=line)


def _tree(text: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    return etree.fromstring(without_signs(text).encode(), parser)


class CslFormatter:
    """Formats works in one style."""

    def __init__(self, style: StyleFile, lang: str) -> None:
        """Prepare a style that has no fault: without the number before each entry, and without sentence case."""
        root = _tree(style.text)
        for element in list(root.iter(f"{{{_NAMESPACE}}}text", f"{{{_NAMESPACE}}}number")):
            if element.get("variable") == "citation-number":
                _remove(element)
            elif element.get("text-case") == "sentence":
                del element.attrib["text-case"]
        ranges = {"minimal": True, "expanded": False}
        self._minimal = ranges.get(root.get("page-range-format", ""))
        self._lang = root.get("default-locale", lang)
        self._style = etree.tostring(root)

    def format(self, work: Reference) -> str:
        """Return the entry of one work as HTML, without number, with the notices about it behind; `CslError`."""
        try:
            text = self._processed(work)
        except Exception as fault:
            raise CslError(f"{type(fault).__name__}: {fault}") from fault
        return _with_notices(as_html(text), work.notices)

    def _processed(self, work: Reference) -> str:
        from vademecum.references.csl.processor import Entry  # noqa: PLC0415 - the extra vademecum[csl]

        entry = Entry(self._style, self._lang, csl_item(work, minimal=self._minimal))
        text = entry.text()
        if not text.strip():
            raise ValueError("the style prints nothing of it")
        return _settled(text, et_al=entry.term("et-al") or "et al.", dash=entry.term("page-range-delimiter") or "–")


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _settled(text: str, *, et_al: str, dash: str) -> str:
    """Put the words of the style's language where our signs stand."""
    if MORE in text:
        before, _, after = text.partition(MORE)
        for joint in (" and ", " & "):
            before = before.removesuffix(joint)
        comma = "," if "," in before else ""
        text = f"{before.rstrip(' ,;')}{comma} {et_al}{after}"
    return text.replace(DASH, dash)


def _with_notices(entry: str, notices: Sequence[Notice]) -> str:
    """Add what became of the work, of which CSL knows nothing, in PubMed's wording."""
    for notice in notices:
        source = notice.source
        said = html(notice.text) if source is None else f"doi:{html(source.doi)}" if source.doi else html(source.title)
        entry = stopped_before(entry, f"{_NOTICES[notice.kind]} in: {said}")
    return entry
