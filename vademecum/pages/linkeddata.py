"""JSON-LD as text, made of pieces that are written once: what schema.org says of people and of cited works.

Every function returns JSON that may stand in a script element of HTML. Pages are put together from such pieces, so
that a person or a source which stands on a thousand pages is encoded once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from json.encoder import encode_basestring

from markupsafe import Markup
from msgspec import Struct

from vademecum.config import Config
from vademecum.model.articles import Code, Person
from vademecum.model.references import Date, Reference
from vademecum.model.retractions import RETRACTED, Event
from vademecum.references.marks import plain

_READ_BY_HTML = "<>&\u2028\u2029"
_UNREAD = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in _READ_BY_HTML})

_KINDS = {
    "article": "ScholarlyArticle",
    "book": "Book",
    "collection": "Book",
    "inbook": "Chapter",
    "incollection": "Chapter",
    "online": "WebPage",
    "report": "Report",
    "techreport": "Report",
    "thesis": "Thesis",
    "phdthesis": "Thesis",
    "mastersthesis": "Thesis",
    "dataset": "Dataset",
    "software": "SoftwareApplication",
}
"""Entry type → type of schema.org; any other is a ``CreativeWork``."""

_CODED = {
    "icd": "MedicalCondition",
    "orpha": "MedicalCondition",
    "omim": "MedicalCondition",
    "atc": "Drug",
    "rxnorm": "Drug",
    "loinc": "MedicalTest",
    "ops": "MedicalProcedure",
    "cpt": "MedicalProcedure",
}
"""Beginning of a coding system's name → what its codes stand for; any other codes a ``MedicalEntity``."""


def text(value: str) -> str:
    """Return a string; ``<``, ``>`` and ``&`` are escaped."""
    encoded: str = encode_basestring(value)
    if "<" in encoded or ">" in encoded or "&" in encoded or "\u2028" in encoded or "\u2029" in encoded:
        return encoded.translate(_UNREAD)
    return encoded


NOTHING = text("")


def within(address: str, name: str) -> str:
    """Return what is called ``name`` at an encoded address."""
    return f'{address[:-1]}#{name}"'


def node(fields: Mapping[str, str]) -> str:
    """Return an object of encoded values; empty ones are left out."""
    return "{" + ",".join([f'"{name}":{value}' for name, value in fields.items() if value]) + "}"


def items(values: Iterable[str]) -> str:
    """Return a list of encoded values; empty for none."""
    found = ",".join(values)
    return f"[{found}]" if found else ""


def given(value: str) -> str:
    """Return a string, or nothing for an empty one."""
    return text(value) if value else ""


def graph(nodes: Iterable[str]) -> Markup:
    """Return a document of schema.org's terms."""
    found = f'{{"@context":"https://schema.org","@graph":[{",".join(nodes)}]}}'
    return Markup(found)  # noqa: S704 - no character that HTML could read is left


@lru_cache(maxsize=4096)
def person_node(person: Person) -> str:
    """Return a person, or an organisation that writes as one."""
    organisation = "organisation" in person.roles
    return node(
        {
            "@type": text("Organization" if organisation else "Person"),
            "name": text(person.name),
            "honorificSuffix": "" if organisation else given(person.credentials),
            "affiliation": "" if organisation else _organisation(person.affiliation),
            "parentOrganization": _organisation(person.affiliation) if organisation else "",
            "identifier": text(f"https://orcid.org/{person.orcid}") if person.orcid else "",
            "description": text(f"example {'organisation' if organisation else 'person'}") if person.example else "",
        }
    )


def _organisation(name: str) -> str:
    return node({"@type": '"Organization"', "name": text(name)}) if name else ""


def work_node(work: Reference, events: Sequence[Event] = ()) -> str:
    """Return a cited work: what it is, its title and year, and what identifies it; a retracted one says so."""
    retracted = any(event.kind in RETRACTED for event in events)
    return node(
        {
            "@type": f'"{_KINDS.get(work.kind, "CreativeWork")}"',
            "name": given(plain(work.title)),
            "datePublished": given(_day(work.issued)),
            "identifier": items(
                f'{{"@type":"PropertyValue","propertyID":"{name}","value":{text(value)}}}'
                for name, value in (("doi", work.doi), ("pmid", work.pmid), ("pmcid", work.pmcid), ("isbn", work.isbn))
                if value
            ),
            "url": given(work.url),
            "creativeWorkStatus": '"Retracted"' if retracted else "",
        }
    )


def _day(issued: Date | None) -> str:
    """Return a date as far as it is known (ISO 8601)."""
    if issued is None or not 0 < issued.year < 10_000:
        return ""
    month = f"-{issued.month:02}" if issued.month else ""
    return f"{issued.year:04}{month}{f'-{issued.day:02}' if month and issued.day else ''}"


@lru_cache(maxsize=4096)
def code_node(code: Code) -> str:
    """Return what a code of a classification stands for."""
    system = code.system.lower()
    kind = next((kind for start, kind in _CODED.items() if system.startswith(start)), "MedicalEntity")
    coded = {"@type": '"MedicalCode"', "codeValue": text(code.value), "codingSystem": text(code.system)}
    return node({"@type": text(kind), "name": given(code.label), "code": node(coded)})


class SitePieces(Struct, frozen=True, kw_only=True):
    """What every page says of the site."""

    site: str
    publisher: str
    """The organisation behind the site; empty when the settings name none."""
    publisher_id: str
    """Its name in the graph of a page."""
    principles: str
    """The page of the editorial policy."""


def site_pieces(config: Config, policies: Mapping[str, str], home: str) -> SitePieces:
    """Return what structured data say of a site; ``policies`` holds addresses, ``home`` is that of the site."""
    name = node({"@id": text(f"{home}#publisher")})
    email = config.contact.removeprefix("mailto:") if config.contact.startswith("mailto:") else ""
    publisher = {
        "@type": '"Organization"',
        "@id": text(f"{home}#publisher"),
        "name": text(config.organisation),
        "url": given(config.base_url),
        "email": given(email.partition("?")[0]),
        "publishingPrinciples": given(policies.get("editorial", "")),
        "correctionsPolicy": given(policies.get("corrections", "")),
        "ethicsPolicy": given(policies.get("conflicts", "")),
    }
    return SitePieces(
        site=node({"@type": '"WebSite"', "name": text(config.title), "url": given(config.base_url)}),
        publisher=node(publisher) if config.organisation else "",
        publisher_id=name if config.organisation else "",
        principles=given(policies.get("editorial", "")),
    )
