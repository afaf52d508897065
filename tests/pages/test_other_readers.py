"""No file holds a word that was written for other readers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading import PIXEL, SETTINGS, STATES, Built, article, body_of, built

WORD = "sentinelword"

PLACES = {
    "a block": "::: for patient\nA {word}.\n:::\n",
    "a block that leaves others out": "::: except clinician student\nA {word}.\n:::\n",
    "a block in a box": ":::: note\n::: for patient\nA {word}.\n:::\n::::\n",
    "a box in a block": ":::: for patient\n::: warning A {word}\nA {word}.\n:::\n::::\n",
    "a span": "A [{word}]{{for=patient}} text.\n",
    "a span that leaves others out": 'A [{word}]{{except="clinician student"}} text.\n',
    "a span with a link": "A [[{word}](https://{word}.example/)]{{for=patient}} text.\n",
    "a heading": "::: for patient\n## A {word}\n\nText.\n\n## Another {word}\n:::\n",
    "a span in a heading": "## About [{word}]{{for=patient}}[care]{{for=clinician}} at home\n\nText.\n\n## More\n",
    "a list": "- one\n\n  ::: for patient\n  - {word}\n  :::\n- two\n",
    "a quote": "> ::: for patient\n> {word}\n> :::\n",
    "a table": "| A | B |\n|---|---|\n| [{word}]{{for=patient}} | b |\n",
    "a table of its own": "::: for patient\n| {word} |\n|---|\n| {word} |\n:::\n",
    "code": "::: for patient\n```python\n{word} = 1\n```\n:::\n",
    "a picture": '::: for patient\n![{word}](a.png "{word}")\n:::\n',
    "a footnote": "::: for patient\nText.[^a]\n\n[^a]: A {word}.\n:::\n",
    "a footnote in place": "::: for patient\nText.^[A {word}.]\n:::\n",
    "a footnote that stands elsewhere": "A text[[^a]]{{for=patient}}.\n\n[^a]: A {word}.\n",
    "a citation's words": "::: for patient\nText [{word} @alpha, p. 3 {word}].\n:::\n",
    "a source": "::: for patient\nText [@{word}].\n:::\n",
    "a source that others cite in their list": "::: for patient\nText [@gamma; @{word}].\n:::\n\nText [@gamma].\n",
    "the target of a link": "::: for patient\n[here](https://{word}.example/)\n:::\n",
    "a definition of a link": "::: for patient\n[there]: https://{word}.example/\n:::\n\nGo [there].\n",
    "a definition list": "::: for patient\nTerm\n:   A {word}\n:::\n",
    "a task": "::: for patient\n- [x] {word}\n:::\n",
    "an abbreviation": "::: for patient\nThe {word}.\n:::\n\nThe end.\n",
    "a comment": "<!-- {word} -->\n\nText<!-- {word} -->.\n",
}
SOURCE = """\
@article{%(key)s, author = {%(key)s, Sue}, title = {About %(key)s}, journal = {Gut}, year = {2019}, volume = {1},
  pages = {1}, doi = {10.1000/%(key)s}}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Every place at once, each an article with a word of its own."""
    files: dict[str, str | bytes] = {"content/a.png": PIXEL}
    keys = ["alpha", "gamma"]
    for number, text in enumerate(PLACES.values()):
        word = f"{WORD}{number:02d}x"
        body = "Everybody reads this.\n\n" + text.format(word=word) + "\nEverybody reads this too.\n"
        files[f"content/n{number}.md"] = article(body, title=f"Place {number}", date="2026-01-01")
        keys.append(word)
    files["references.bib"] = "".join(SOURCE % {"key": key} for key in keys)
    return built(tmp_path_factory.mktemp("others"), files)


@pytest.mark.parametrize("place", PLACES)
def test_a_word_for_patients_is_on_their_page_alone(site: Built, place: str) -> None:
    number = list(PLACES).index(place)
    word = f"{WORD}{number:02d}x".encode()
    own = {f"n{number}/patient/index.html"} if place != "a comment" else set()
    if "a source" in place:
        # These two name every source that any variant cites.
        own |= {f"n{number}/references.bib", "references/index.html"}
    found = {path for path, data in site.files.items() if word in data.lower()}
    if place == "a definition of a link":
        # What defines a link shows nothing by itself: it is used outside the block, and there it is not known.
        assert found <= own
    else:
        assert found == own


def test_titles_and_descriptions_of_a_variant_stay_with_it(states: Built) -> None:
    for path, data in states.files.items():
        for audience in ("clinician", "patient"):
            if f"{audience}word".encode() not in data:
                continue
            page = path.startswith("states/") and path.endswith("/index.html") and path.count("/") > 1
            if audience == "patient":
                assert page, path
                assert path.endswith(("/patient/index.html", "/patient/changes/index.html")), path
            else:
                assert "/patient/" not in path, path
                lists = ("index.html", "states/index.html", "topics/", "references/", "feed.xml")
                assert page or path.startswith(lists), path


def test_the_feed_and_the_lists_tell_of_the_default_variant(states: Built) -> None:
    for path in ("feed.xml", "/", "/states/", "/topics/trials/", "/references/"):
        assert "patientword" not in states.text(path), path
    for path in ("feed.xml", "/", "/states/", "/topics/trials/"):
        assert all(f"State {state} clinicianword" in states.text(path) for state in STATES), path


def test_a_variant_in_a_file_of_its_own_is_apart(tmp_path: Path) -> None:
    files = {
        "content/a.md": article("The clinicianword.\n", audiences="clinician, patient, student"),
        "content/a.patient.md": "---\ntitle: A patientword\ndescription: For a patientword.\n---\nThe patientword.\n",
    }
    site = built(tmp_path, files)
    for path, data in site.files.items():
        assert (b"patientword" in data) == (path == "a/patient/index.html"), path
        assert (b"clinicianword" in data) == (path in ("a/index.html", "a/student/index.html")), path


def test_the_disclaimer_of_others_is_nowhere_else(tmp_path: Path) -> None:
    files = {
        "content/a.md": article(audiences="clinician, patient, student"),
        "content/_audiences/student.md": "---\nlabel: Student\norder: 3\n---\nOnly for the studentword.\n",
    }
    site = built(tmp_path, files)
    assert {path for path, data in site.files.items() if b"studentword" in data} == {"a/student/index.html"}


def test_the_default_audience_decides_who_stands_at_the_articles_url(tmp_path: Path) -> None:
    settings = SETTINGS.replace('default-audience = "clinician"', 'default-audience = "patient"')
    files = {"content/a.md": article(), "content/b.md": article(audiences="clinician"), "pyproject.toml": settings}
    site = built(tmp_path, files)
    found = {url: body_of(site.page(url)).get("data-audience") for url in ("/a/", "/a/clinician/", "/b/")}
    assert found == {"/a/": "patient", "/a/clinician/": "clinician", "/b/": "clinician"}
