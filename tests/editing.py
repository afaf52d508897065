"""A small site that is edited at random: every kind of change that an incremental build has to notice."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from msgspec.structs import replace

from tests.building import write
from tests.reading import AS_OF, COMMON, fingerprints
from vademecum.model.run import Options

ENTRIES = ("alpha", "gamma", "delta", "omega")
ARTICLES = ("one", "two", "gi/three", "gi/four", "gi/deep/five", "heart/six")
RETRACTED = (
    "Record ID,Title,OriginalPaperDOI,OriginalPaperPubMedID,RetractionDate,RetractionDOI,RetractionPubMedID,"
    "RetractionNature,Reason\n"
)
PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82"
)


@dataclass(slots=True)
class Edited:
    """A site in a folder, its sources as they should be, and how the next build is asked for."""

    root: Path
    clean: Path
    """Where builds go that know nothing of earlier ones."""
    dice: random.Random
    options: Options = field(default_factory=lambda: Options(today=AS_OF, jobs=1))
    once: Options | None = None
    """Asked of the next build only."""
    files: dict[str, bytes] = field(default_factory=dict)
    written: dict[str, bytes] = field(default_factory=dict)
    past: list[dict[str, bytes]] = field(default_factory=list)
    serial: int = 0

    def begin(self) -> None:
        """Write the first state."""
        for path, text in COMMON.items():
            self.files[path] = text.encode()
        for path in ARTICLES:
            self.files[f"content/{path}.md"] = article(self.dice, path)
        self.files["content/gi/index.md"] = b"---\ntitle: The gut\ndescription: All of it.\n---\nAn introduction.\n"
        self.files["content/gi/scan.png"] = PIXEL
        self.sync()

    def sync(self) -> None:
        """Bring the folder to the present state; what did not change is not touched."""
        for path in self.written.keys() - self.files.keys():
            (self.root / path).unlink()
        write(self.root, {path: data for path, data in self.files.items() if self.written.get(path) != data})
        self.written = dict(self.files)

    def number(self) -> int:
        """Return a number that was never used before."""
        self.serial += 1
        return self.serial

    def pick(self, kind: str = ".md", below: str = "content/") -> str:
        """Return a source at random."""
        paths = (path for path in sorted(self.files) if path.startswith(below) and path.endswith(kind))
        found = [path for path in paths if "/_" not in path]
        return self.dice.choice(found) if found else ""

    def edit(self, path: str, change: Callable[[str], str]) -> None:
        """Change a text."""
        if path in self.files:
            self.files[path] = change(self.files[path].decode("utf-8", "replace")).encode()


def article(dice: random.Random, name: str) -> bytes:
    """Return an article that cites, links and shows."""
    keys = dice.sample(ENTRIES, 2)
    other = dice.choice([each for each in ARTICLES if each != name])
    audiences = dice.choice(["[clinician]", "[clinician, patient]", "[patient]"])
    status = dice.choice(["submitted", "under-review"])
    return (
        f"---\ntitle: About {name}\ndescription: What {name} is.\nstatus: {status}\naudiences: {audiences}\n"
        f"date: 2026-0{dice.randint(1, 9)}-01\nauthors: [ann]\ntags: [{dice.choice('ab')}]\n---\n\n"
        f"A text about {name} [@{keys[0]}; @{keys[1]}]. See [another](/{other}.md).\n\n## Signs of {name}\n\n"
        f"::: for patient\nIn plain words.\n:::\n\nMore of it [@{keys[0]}].\n"
    ).encode()


# ---- edits of the sources ---------------------------------------------------------------------------------------


def word_in_a_body(site: Edited) -> None:
    site.edit(site.pick(), lambda text: f"{text}\nWord {site.number()}.\n")


def heading_added(site: Edited) -> None:
    site.edit(site.pick(), lambda text: f"{text}\n## Section {site.number()}\n")


def title(site: Edited) -> None:
    site.edit(site.pick(), lambda text: text.replace("title: ", f"title: N{site.number()} ", 1))


def description(site: Edited) -> None:
    site.edit(site.pick(), lambda text: text.replace("description: ", f"description: D{site.number()} ", 1))


def tag(site: Edited) -> None:
    name = site.dice.choice(["b", "c", "ax", "ay"])
    site.edit(site.pick(), lambda text: text.replace("tags: [", f"tags: [{name}, ", 1))


def day_of_an_article(site: Edited) -> None:
    site.edit(site.pick(), lambda text: text.replace("date: 2026", f"date: {site.dice.randint(2015, 2026)}", 1))


def status(site: Edited) -> None:
    site.edit(site.pick(), lambda text: text.replace("status: submitted", "status: under-review", 1))


def draft(site: Edited) -> None:
    def toggle(text: str) -> str:
        if "draft: true" in text:
            return text.replace("\ndraft: true", "", 1)
        return text.replace("\ntags:", "\ndraft: true\ntags:", 1)

    site.edit(site.pick(), toggle)


def slug(site: Edited) -> None:
    site.edit(site.pick(), lambda text: text.replace("\ntags:", f"\nslug: s{site.number()}\ntags:", 1))


def alias(site: Edited) -> None:
    site.edit(site.pick(), lambda text: text.replace("\ntags:", f"\naliases: [/old/{site.number()}/]\ntags:", 1))


def citation_added(site: Edited) -> None:
    site.edit(site.pick(), lambda text: f"{text}\nCited [@{site.dice.choice(ENTRIES)}] again.\n")


def unknown_word_like_a_key(site: Edited) -> None:
    site.edit(site.pick(), lambda text: f"{text}\nAs @new{site.dice.randint(1, 3)} said.\n")


def link_added(site: Edited) -> None:
    target = site.pick()
    site.edit(site.pick(), lambda text: f"{text}\nSee [it](/{target.removeprefix('content/')}).\n")


def link_to_what_is_not_there_yet(site: Edited) -> None:
    site.edit(site.pick(), lambda text: f"{text}\nSee [it](/later{site.dice.randint(1, 3)}.md).\n")


def link_to_a_heading(site: Edited) -> None:
    site.edit(site.pick(), lambda text: f"{text}\nSee [it](/one.md#signs-of-one).\n")


def picture_shown(site: Edited) -> None:
    site.edit(site.pick(), lambda text: f"{text}\n![A scan](/gi/scan.png)\n")


def renamed(site: Edited) -> None:
    path = site.pick()
    site.files[f"{path.removesuffix('.md')}-{site.number()}.md"] = site.files.pop(path)


def removed(site: Edited) -> None:
    if len([path for path in site.files if path.endswith(".md")]) > 9:
        del site.files[site.pick()]


def added(site: Edited) -> None:
    site.files[f"content/{site.dice.choice(['', 'gi/', 'new/'])}n{site.number()}.md"] = article(site.dice, "one")


def what_was_missing_appears(site: Edited) -> None:
    site.files[f"content/later{site.dice.randint(1, 3)}.md"] = article(site.dice, "two")


def two_texts_change_places(site: Edited) -> None:
    one, two = site.pick(), site.pick()
    site.files[one], site.files[two] = site.files[two], site.files[one]


def variant_file(site: Edited) -> None:
    path = site.pick()
    if path.count(".") == 1:
        site.files[f"{path.removesuffix('.md')}.patient.md"] = f"Only for patients, {site.number()}.\n".encode()


def folder_page(site: Edited) -> None:
    site.edit("content/gi/index.md", lambda text: f"{text}\nMore of the introduction {site.number()}.\n")


def front_matter_broken(site: Edited) -> None:
    site.edit(site.pick(), lambda text: text.replace("title: ", "title: [", 1))


def entry_changed(site: Edited) -> None:
    many = site.dice.randint(1, 3)
    site.edit("references.bib", lambda text: text.replace("trial}", f"trial {site.number()}}}", many))


def entry_moved(site: Edited) -> None:
    site.edit("references.bib", lambda text: f"\n{text}")


def entry_added(site: Edited) -> None:
    key = site.dice.choice(["new1", "new2", f"other{site.number()}"])
    entry = f"\n@online{{{key}, title = {{A page}}, url = {{https://example.org/{key}}}}}\n"
    site.edit("references.bib", lambda text: text if f"{{{key}," in text else text + entry)


def entry_removed(site: Edited) -> None:
    key = site.dice.choice(ENTRIES)
    site.edit("references.bib", lambda text: text.replace(f"{{{key},", f"{{gone{site.number()},", 1))


def bibliography_broken(site: Edited) -> None:
    site.edit("references.bib", lambda text: text.replace("year = {", "year = {{", 1))


def crossref(site: Edited) -> None:
    parent = "\n@book{parent, title = {A whole}, editor = {Ed, Ed}, publisher = {P}, year = {2001}}\n"
    child = "@incollection{alpha2, crossref = {parent}, author = {A, B}, title = {A part}, pages = {1--2}}\n"
    site.edit("references.bib", lambda text: text if "alpha2" in text else text + parent + child)
    site.edit("references.bib", lambda text: text.replace("A whole", f"A whole {site.number()}", 1))
    site.edit("content/one.md", lambda text: f"{text}\nA part [@alpha2].\n")


def person(site: Edited) -> None:
    who = site.dice.choice(["Ann Author", "Rita Reviewer", "Ravi Reader"])
    site.edit("content/_people.yml", lambda text: text.replace(who, f"{who} {site.number()}", 1))


def board(site: Edited) -> None:
    site.edit("content/_people.yml", lambda text: text.replace("board: true", "board: false", 1))


def disclaimer(site: Edited) -> None:
    path = f"content/_audiences/{site.dice.choice(['clinician', 'patient'])}.md"
    site.edit(path, lambda text: f"{text}\nAlso {site.number()}.\n")


def new_audience(site: Edited) -> None:
    site.files["content/_audiences/nurse.md"] = f"---\nlabel: Nurse {site.number()}\n---\nFor nurses.\n".encode()


def picture_changed(site: Edited) -> None:
    site.files["content/gi/scan.png"] = PIXEL + str(site.number()).encode()


def file_added(site: Edited) -> None:
    site.files[f"content/{site.dice.choice(['', 'gi/'])}f{site.number()}.csv"] = b"a,b\n"


def icon(site: Edited) -> None:
    site.files["content/_static/favicon.png"] = PIXEL + str(site.number()).encode()


def layout(site: Edited) -> None:
    site.files["layouts/parts/breadcrumbs.html"] = f"<nav>{site.number()}</nav>\n".encode()


def layout_broken(site: Edited) -> None:
    site.files["layouts/list.html"] = b"{% if %}"


def style_sheet(site: Edited) -> None:
    site.files["layouts/assets/own.css"] = f"p {{ margin: {site.number()}px }}\n".encode()


def setting(site: Edited) -> None:
    line = site.dice.choice(
        [
            "citation-marker = 'superscript'",
            "index-pending = true",
            "citation-style = 'ama'",
            "lang = 'de'",
            "nav = [{label = 'One', target = 'one.md'}]",
            "publish = 'approved'",
        ]
    )
    name = line.split("=", maxsplit=1)[0]

    def set_it(text: str) -> str:
        lines = [each for each in text.split("\n") if not each.startswith(name)]
        return "\n".join([lines[0], line, *lines[1:]]) if f"\n{name}" not in text else "\n".join(lines)

    site.edit("pyproject.toml", set_it)


def setting_moved(site: Edited) -> None:
    site.edit("pyproject.toml", lambda text: f"# {site.number()}\n{text}")


def retraction_list(site: Edited) -> None:
    row = f"{site.number()},T,10.1000/alpha,0,1/1/2026 0:00,10.1000/r{site.serial},0,Expression of concern,+x\n"
    site.files["retractions.csv"] = site.files.get("retractions.csv", RETRACTED.encode()) + row.encode()
    site.edit(
        "pyproject.toml",
        lambda text: (
            text
            if "retractions" in text
            else f"{text}\n[tool.vademecum.retractions]\nfile = 'retractions.csv'\ndate = '2026-11-01'\n"
        ),
    )


def approved(site: Edited) -> None:
    """Approve one article as it is now, for all its readers."""
    path = site.pick()
    site.sync()
    try:
        marks = fingerprints(site.root, replace(site.options, full=True)).get(path, {})
    except AssertionError:
        return
    on = AS_OF - timedelta(days=site.dice.randint(0, 1200))
    records = ", ".join(
        f"{{by: rita, on: {on}, audience: {who}, scope: clinical, decision: approve, fingerprint: '{mark}'}}"
        for who, mark in marks.items()
    )

    def approve(text: str) -> str:
        text = text.replace("status: submitted", "status: approved").replace("status: under-review", "status: approved")
        lines = [line for line in text.split("\n") if not line.startswith("reviews:")]
        return "\n".join([lines[0], f"reviews: [{records}]", *lines[1:]])

    site.edit(path, approve)


def as_it_once_was(site: Edited) -> None:
    if site.past:
        site.files = dict(site.dice.choice(site.past[-8:]))


# ---- other changes ----------------------------------------------------------------------------------------------


def nothing(_: Edited) -> None:
    pass


def touched(site: Edited) -> None:
    for path in site.root.rglob("*"):
        if path.is_file() and site.dice.random() < 0.5:
            path.touch()


def another_day(site: Edited) -> None:
    day = date(site.dice.randint(2025, 2031), site.dice.randint(1, 12), 1)
    site.options = replace(site.options, today=day)


def back_to_the_day(site: Edited) -> None:
    site.options = replace(site.options, today=AS_OF)


def another_address(site: Edited) -> None:
    site.once = replace(site.options, base_url="https://elsewhere.example/sub/")


def file_links(site: Edited) -> None:
    site.once = replace(site.options, file_links=True)


def strict(site: Edited) -> None:
    site.once = replace(site.options, strict=True)


def with_drafts(site: Edited) -> None:
    site.once = replace(site.options, drafts=True)


def over_processes(site: Edited) -> None:
    site.once = replace(site.options, jobs=2)


def page_edited_by_hand(site: Edited) -> None:
    pages = sorted(site.root.glob("site/**/index.html"))
    if pages:
        page = site.dice.choice(pages)
        page.write_bytes(page.read_bytes().replace(b"<h1>", b"<h2>", 1) + b"x")


def page_edited_to_the_same_size(site: Edited) -> None:
    pages = sorted(site.root.glob("site/**/index.html"))
    if pages:
        page = site.dice.choice(pages)
        page.write_bytes(page.read_bytes().replace(b"</html>", b"</htmk>"))


def page_removed(site: Edited) -> None:
    pages = sorted(path for path in site.root.glob("site/**/*") if path.is_file() and path.name != ".vademecum.json")
    if pages:
        site.dice.choice(pages).unlink()


def record_lost(site: Edited) -> None:
    shutil.rmtree(site.root / ".vademecum", ignore_errors=True)


def record_file_lost(site: Edited) -> None:
    for path in site.root.glob(site.dice.choice([".vademecum/*.seen", ".vademecum/*.record"])):
        path.unlink()


def record_damaged(site: Edited) -> None:
    for path in sorted(site.root.glob(".vademecum/default.*")):
        data = bytearray(path.read_bytes())
        for _ in range(site.dice.choice([1, 50, 2000])):
            data[site.dice.randrange(len(data))] = site.dice.randrange(256)
        path.write_bytes(data)


def record_cut(site: Edited) -> None:
    for path in sorted(site.root.glob(".vademecum/default.*")):
        data = path.read_bytes()
        path.write_bytes(data[: site.dice.randrange(len(data))])


def output_lost(site: Edited) -> None:
    for folder in (site.root / "site", site.clean):
        shutil.rmtree(folder, ignore_errors=True)


EDITS: tuple[Callable[[Edited], None], ...] = (
    *(word_in_a_body, heading_added, title, description, tag, day_of_an_article, status, draft, slug, alias),
    *(citation_added, unknown_word_like_a_key, link_added, link_to_what_is_not_there_yet, link_to_a_heading),
    *(picture_shown, renamed, removed, added, what_was_missing_appears, two_texts_change_places, variant_file),
    *(folder_page, front_matter_broken, entry_changed, entry_moved, entry_added, entry_removed, bibliography_broken),
    *(crossref, person, board, disclaimer, new_audience, picture_changed, file_added, icon, layout, layout_broken),
    *(style_sheet, setting, setting_moved, retraction_list, approved, as_it_once_was, nothing, touched, another_day),
    *(back_to_the_day, another_address, file_links, strict, with_drafts, over_processes, page_edited_by_hand),
    *(page_edited_to_the_same_size, page_removed, record_lost, record_file_lost, record_damaged, record_cut),
    output_lost,
)
"""Every kind of change, each a function of the site."""
