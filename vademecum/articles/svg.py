"""SVG files of authors: pictures only, nothing active, nothing from elsewhere."""

from __future__ import annotations

from lxml import etree

from vademecum.problems import Place, Problem, error

_ACTIVE = frozenset(["script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "audio", "video"])
_LOADING = frozenset(["href", "src", "data", "from", "to", "values", "by"])


def check_svg(data: bytes, path: str) -> tuple[Problem, ...]:
    """Return an error for scripts, event handlers, references to other places, and entities."""
    if b"<!ENTITY" in data.upper() or b"<?XML-STYLESHEET" in data.upper():
        return (_fault(path, 1, "an entity or a style sheet of its own"),)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        message = f"not a well-formed SVG: {fault.msg}"
        return (error("SRC-07", Place(file=path, line=fault.lineno or 1), message, "export the picture again"),)
    problems = []
    for element in tree.iter(etree.Element):
        name = etree.QName(element).localname.lower()
        line = element.sourceline or 1
        if name in _ACTIVE:
            problems.append(_fault(path, line, f"<{name}>"))
        for attribute, value in element.attrib.items():
            local = etree.QName(attribute).localname.lower()
            if local.startswith("on"):
                problems.append(_fault(path, line, f"an event handler, {local}"))
            elif (local in _LOADING and not _is_local(str(value))) or _has_foreign_url(str(value)):
                problems.append(_fault(path, line, f"a reference to another place in {local}"))
        if name == "style" and ("@import" in (element.text or "") or _has_foreign_url(element.text or "")):
            problems.append(_fault(path, line, "a style that loads from another place"))
    return tuple(problems)


def _is_local(value: str) -> bool:
    bare = "".join(value.split()).lower()
    return bare.startswith(("#", "data:image/png", "data:image/jpeg", "data:image/webp")) or (
        ":" not in bare and "//" not in bare
    )


def _has_foreign_url(value: str) -> bool:
    bare = "".join(value.split()).lower().replace('"', "").replace("'", "").replace("\\", "/")
    return any(not part.startswith(("#", "data:image/png", "data:image/jpeg")) for part in bare.split("url(")[1:])


def _fault(path: str, line: int, what: str) -> Problem:
    hint = "save the picture as plain SVG, without scripts and links"
    return error("SRC-07", Place(file=path, line=line), f"the SVG holds {what}", hint)
