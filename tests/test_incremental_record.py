"""The record of earlier builds: what it spares, and that losing, damaging or moving it never changes a byte."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.building import contents, write
from tests.editing import Edited
from tests.reading import AS_OF
from vademecum import gather, pipeline, rendering
from vademecum.disk import load
from vademecum.disk.record import open_record
from vademecum.disk.record_engine import engine_digest
from vademecum.disk.record_key import believed_key
from vademecum.disk.shelf import Shelf
from vademecum.model.run import Options, Report
from vademecum.pages.sources import CitedSources, Read
from vademecum.pipeline import build
from vademecum.unchanged import look_at

KEY = bytes(32)
OPTIONS = Options(today=AS_OF, jobs=1)


@pytest.fixture
def site(tmp_path: Path) -> Edited:
    """A site that was built once."""
    edited = Edited(tmp_path / "mine", tmp_path / "clean/site", random.Random(7))  # noqa: S311 - the same each time
    edited.begin()
    assert not build(edited.root, OPTIONS).failed
    return edited


def refuse(*_: object) -> None:
    """Stand in for what must not be called."""
    raise AssertionError


def rebuilt(report: Report) -> list[str]:
    return [what for what, _ in report.rebuilt]


def is_clean(site: Edited) -> bool:
    """Tell whether the output is that of a build which knows nothing of earlier ones."""
    shutil.rmtree(site.clean, ignore_errors=True)
    build(site.root, replace(OPTIONS, full=True, output=str(site.clean)))
    return contents(site.root / "site") == contents(site.clean)


def test_nothing_changed_and_no_source_is_read(site: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build(site.root, OPTIONS)

    monkeypatch.setattr(load, "_opened", refuse)
    again = build(site.root, OPTIONS)
    assert again == first
    assert again.written is not None
    assert (again.written.written, again.rebuilt) == (0, ())


def test_the_problems_of_the_last_build_are_told_again(site: Edited) -> None:
    site.edit("content/one.md", lambda text: f"{text}\nAs @nobody said, <b>loudly</b>.\n")
    site.sync()
    first = build(site.root, OPTIONS)
    again = build(site.root, OPTIONS)
    assert len(first.problems) > 1
    assert [(each, each.hint) for each in again.problems] == [(each, each.hint) for each in first.problems]
    assert build(site.root, replace(OPTIONS, strict=True)).failed, "another question has another answer"
    assert not build(site.root, OPTIONS).failed


def test_one_edited_text_makes_one_article_anew(site: Edited) -> None:
    site.edit("content/one.md", lambda text: f"{text}\nOne sentence more.\n")
    site.sync()
    report = build(site.root, OPTIONS)
    assert report.rebuilt == (("content/one.md", "the text changed"),)
    assert is_clean(site)


def test_a_changed_entry_makes_its_citers_anew(site: Edited) -> None:
    site.edit("references.bib", lambda text: text.replace("First trial", "First great trial"))
    site.sync()
    report = build(site.root, OPTIONS)
    citing = [path for path in site.files if path.endswith(".md") and b"@alpha" in site.files[path]]
    assert rebuilt(report) == [*sorted(citing), "/references/"]
    assert dict(report.rebuilt)[citing[0]] == "references.bib, entry alpha changed"
    assert is_clean(site)


def test_an_entry_is_read_alone(site: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    site.edit("references.bib", lambda text: text.replace("First trial", "First great trial"))
    site.edit("content/one.md", lambda text: f"{text}\nOne sentence more.\n")
    site.sync()
    monkeypatch.setattr(pipeline, "load_site", refuse)
    report = build(site.root, OPTIONS)
    assert dict(report.rebuilt)["content/one.md"] == "the text changed"
    assert "references.bib, entry alpha changed" in dict(report.rebuilt).values()
    monkeypatch.undo()
    assert is_clean(site)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("@article{delta", "@string{x = {y}}\n@article{delta"),
        ("@article{delta", "\n@article{delta"),
        ("@article{delta", "@article{theta"),
        ("Delta, Di", "Aardvark, Di"),
        ("title = {Third trial}", "title = {Third trial}, crossref = {alpha}"),
        ("title = {Third trial}", "title = {Third trial}}"),
        ("title = {Third trial}", "title = {Third {trial}"),
        ("title = {Third trial}", "title = {@article{x, title = {Third trial}}}"),
        ("year = {2021}", "year = sept"),
        ("doi = {10.1000/delta}", "doi = {10.1000/alpha}"),
        ("title = {Third trial}, ", ""),
        ("@article{delta", "% nothing\n@article{delta"),
        ("@article{alpha", "\ufeff@article{alpha"),
    ],
)
def test_an_entry_with_anything_unusual_is_read_with_all(site: Edited, old: str, new: str) -> None:
    site.edit("references.bib", lambda text: text.replace(old, new, 1))
    site.sync()
    report = build(site.root, OPTIONS)
    clean = build(site.root, replace(OPTIONS, full=True, output=str(site.clean)))
    said = [[(each, each.hint) for each in found.problems if each.rule != "URL-04"] for found in (report, clean)]
    assert said[0] == said[1]
    if not report.failed:
        assert contents(site.root / "site") == contents(site.clean)


def test_an_entry_that_nobody_cites_makes_nothing_anew(site: Edited) -> None:
    site.edit("references.bib", lambda text: text.replace("Nobody cites this", "Nobody ever cites this"))
    site.sync()
    assert build(site.root, OPTIONS).rebuilt == ()


def test_a_new_title_reaches_what_links_and_lists(site: Edited) -> None:
    linking = [path for path in sorted(site.files) if b"](/one.md)" in site.files[path]]
    site.edit("content/one.md", lambda text: text.replace("title: About one", "title: All about one"))
    site.sync()
    found = dict(build(site.root, OPTIONS).rebuilt)
    assert found["content/one.md"] == "the text changed"
    assert [found.get(path) for path in linking] == ["the linked article content/one.md changed"] * len(linking)
    assert found["/"] == "what it shows changed"
    assert "content/about/editorial.md" not in found
    assert is_clean(site)


def test_a_file_that_appears_makes_what_asked_for_it_anew(site: Edited) -> None:
    site.edit("content/two.md", lambda text: f"{text}\nAs @later said.\n")
    site.sync()
    build(site.root, OPTIONS)
    entry = "\n@misc{later, title = {Later}, author = {L, L}, year = {2001}}\n"
    site.edit("references.bib", lambda text: text + entry)
    site.sync()
    found = dict(build(site.root, OPTIONS).rebuilt)
    assert found["content/two.md"] == "references.bib, entry later is new"
    assert is_clean(site)


@pytest.mark.parametrize("what", ["edited", "removed", "as long"])
def test_a_page_that_was_touched_is_made_again(site: Edited, what: str) -> None:
    page = site.root / "site/one/index.html"
    before = page.read_bytes()
    if what == "removed":
        page.unlink()
    else:
        page.write_bytes(before.replace(b"About", b"Xbout") if what == "as long" else b"mine")
    report = build(site.root, OPTIONS)
    assert report.rebuilt == (("content/one.md", "one/index.html was changed or removed"),)
    assert page.read_bytes() == before


def test_the_list_of_what_is_owned_is_made_again(site: Edited) -> None:
    listing = site.root / "site/.vademecum.json"
    before = listing.read_bytes()
    listing.unlink()
    shutil.rmtree(site.root / "site")
    build(site.root, OPTIONS)
    assert listing.read_bytes() == before


def test_only_touched_files_change_nothing(site: Edited) -> None:
    for path in site.root.rglob("*"):
        if path.is_file():
            path.touch()
    report = build(site.root, OPTIONS)
    assert report.rebuilt == ()
    assert report.written is not None
    assert report.written.written == 0
    assert look_at(site.root, OPTIONS).report is not None


def test_time_makes_anew_only_what_it_changes(site: Edited) -> None:
    assert build(site.root, replace(OPTIONS, today=AS_OF.replace(year=2030))).rebuilt == ()


@pytest.mark.parametrize("with_site", [True, False])
def test_it_works_elsewhere(site: Edited, tmp_path: Path, *, with_site: bool) -> None:
    there = shutil.copytree(site.root, tmp_path / "elsewhere")
    if not with_site:
        shutil.rmtree(there / "site")
    for path in there.rglob("*"):
        if path.is_file():
            path.touch()
    write(there, {"content/two.md": (there / "content/two.md").read_bytes() + b"\nOne more.\n"})
    report = build(there, OPTIONS)
    if with_site:
        assert report.rebuilt == (("content/two.md", "the text changed"),)
    site.edit("content/two.md", lambda text: f"{text}\nOne more.\n")
    site.sync()
    build(site.root, OPTIONS)
    assert contents(there / "site") == contents(site.root / "site")


def test_it_names_no_place_and_no_machine(site: Edited) -> None:
    for file in (site.root / ".vademecum").iterdir():
        assert str(site.root).encode() not in file.read_bytes()


def _gone(file: Path) -> None:
    file.unlink()


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _foreign(file: Path) -> None:
    file.write_bytes(b"<!doctype html><p>Not found" * 400)


def _bits(file: Path) -> None:
    data = bytearray(file.read_bytes())
    for place in range(0, len(data), 97):
        data[place] ^= 0x55
    file.write_bytes(data)


def _folder(file: Path) -> None:
    file.unlink()
    (file / "inner").mkdir(parents=True)


def _link(file: Path) -> None:
    file.rename(file.with_suffix(".moved"))
    file.symlink_to(file.with_suffix(".moved"))


def _other_engine(file: Path) -> None:
    if file.suffix == ".record":
        with sqlite3.connect(file) as database:
            database.execute("UPDATE rows SET value = ? WHERE kind = 'engine'", (b"1 another",))
        database.close()


@pytest.mark.parametrize("kind", ["record", "seen", "*"])
@pytest.mark.parametrize("damage", [_gone, _empty, _cut, _foreign, _bits, _folder, _link, _other_engine])
def test_damage_costs_time_and_no_byte(site: Edited, damage: Callable[[Path], None], kind: str) -> None:
    for file in sorted(site.root.glob(f".vademecum/default.{kind}")):
        damage(file)
    site.edit("content/one.md", lambda text: f"{text}\nOne sentence more.\n")
    site.sync()
    assert not build(site.root, OPTIONS).failed
    assert not build(site.root, OPTIONS).failed
    assert is_clean(site)


def test_a_failing_build_poisons_nothing(site: Edited) -> None:
    good = dict(site.files)
    site.edit("content/one.md", lambda text: f"{text}\nSee [it](nowhere.md).\n")
    site.edit("content/two.md", lambda text: f"{text}\nOne more.\n")
    site.sync()
    before = contents(site.root)
    assert build(site.root, OPTIONS).failed
    assert contents(site.root) == before
    site.files = good
    site.sync()
    assert build(site.root, OPTIONS).rebuilt == ()


@pytest.mark.parametrize("options", [replace(OPTIONS, full=True), OPTIONS])
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [("references.bib", "First trial", "First late trial"), ("content/_people.yml", "Ann Author", "Anna Author")],
)
def test_a_source_that_changes_while_a_build_runs_is_read_by_the_next(
    site: Edited, monkeypatch: pytest.MonkeyPatch, options: Options, file: str, old: str, new: str
) -> None:
    read = gather.load_site

    def read_then_edit(*given: object) -> object:
        found = read(*given)  # type: ignore[arg-type]
        site.edit(file, lambda text: text.replace(old, new))
        site.sync()
        return found

    site.edit("pyproject.toml", lambda text: text.replace("Short answers.", "Long answers."))
    site.edit(file, lambda text: f"{text}\n")
    site.sync()
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "load_site", read_then_edit)
        build(site.root, options)
    assert any(path.startswith("content/") for path in rebuilt(build(site.root, OPTIONS)))
    assert is_clean(site)


def test_full_ignores_it(site: Edited) -> None:
    report = build(site.root, replace(OPTIONS, full=True))
    assert set(report.rebuilt) >= {("content/one.md", "first build"), ("content/two.md", "first build")}


def test_outputs_do_not_stand_in_each_others_way(site: Edited) -> None:
    other = replace(OPTIONS, output=str(site.root / "other"), base_url="https://other.example/")
    build(site.root, other)
    assert build(site.root, OPTIONS).rebuilt == ()
    assert build(site.root, other).rebuilt == ()
    for number in range(6):
        build(site.root, replace(OPTIONS, output=str(site.root / f"other{number}")))
    assert len(list(site.root.glob(".vademecum/*.record"))) == 4


def test_a_check_uses_it_and_leaves_it(site: Edited) -> None:
    site.edit("content/one.md", lambda text: f"{text}\nAs @nobody said.\n")
    site.sync()
    before = contents(site.root)
    report = build(site.root, replace(OPTIONS, write=False))
    assert [problem.rule for problem in report.problems if problem.file == "content/one.md"] == ["CIT-01"]
    assert rebuilt(report) == ["content/one.md"]
    assert contents(site.root) == before


def test_a_check_of_what_was_built_reads_and_writes_nothing(site: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    site.edit("content/one.md", lambda text: f"{text}\nAs @nobody said.\n")
    site.sync()
    assert not build(site.root, OPTIONS).failed
    asked = replace(OPTIONS, write=False)
    whole = build(site.root, replace(asked, full=True))
    before = contents(site.root)
    with monkeypatch.context() as patch:
        patch.setattr(load, "_opened", refuse)
        found = build(site.root, asked)
    assert replace(whole, rebuilt=()) == found
    assert found.problems
    assert contents(site.root) == before
    assert build(site.root, replace(asked, strict=True)).failed, "another question has another answer"
    site.edit("content/two.md", lambda text: f"{text}\nAs @nobody said.\n")
    site.sync()
    assert len(build(site.root, asked).problems) > len(found.problems)


def test_a_row_under_another_name_is_not_believed(tmp_path: Path) -> None:
    file = tmp_path / "a.record"
    record = open_record(file, "engine", KEY, write=True)
    assert record is not None
    record.write([("page", "a", b"one"), ("page", "b", b"two")])
    record.close()
    with sqlite3.connect(file) as database:
        database.execute("UPDATE rows SET value = (SELECT value FROM rows WHERE key = 'b') WHERE key = 'a'")
    database.close()
    record = open_record(file, "engine", KEY, write=False)
    assert record is not None
    assert (record.get("page", "a"), record.get("page", "b")) == (None, b"two")
    assert dict(record.all("page")) == {"b": b"two"}
    record.close()
    assert open_record(file, "another engine", KEY, write=False) is None


def test_printed_sources_of_an_older_page_are_not_taken(site: Edited) -> None:
    """A page of sources that a worker made leaves none: those of the page before must not come back."""
    file = site.root / ".vademecum/default.record"
    record = open_record(file, engine_digest(), believed_key(file.parent), write=False)
    assert record is not None
    old = record.get("shown", "/references/")
    record.close()
    assert old is not None
    site.edit("references.bib", lambda text: text.replace("First trial", "First great trial"))
    site.sync()
    build(site.root, OPTIONS)
    record = open_record(file, engine_digest(), believed_key(file.parent), write=True)
    assert record is not None
    assert record.get("shown", "/references/") != old
    record.write([("shown", "/references/", old)])
    record.close()
    site.edit("references.bib", lambda text: text.replace("Third trial", "Third great trial"))
    site.sync()
    assert not build(site.root, OPTIONS).failed
    assert is_clean(site)


def test_a_source_is_printed_from_the_record(site: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a page of sources no entry is read that only stands beside the one that changed."""
    read: list[str] = []
    reading = CitedSources._read

    def watched(self: CitedSources, keys: Sequence[str]) -> list[Read]:
        read.extend(keys)
        return reading(self, keys)

    site.files["content/lone.md"] = b"---\ntitle: Alone\n---\nIt cites one [@unread].\n"
    site.sync()
    build(site.root, OPTIONS)
    monkeypatch.setattr(CitedSources, "_read", watched)
    site.edit("references.bib", lambda text: text.replace("Third trial", "Third great trial"))
    site.sync()
    assert "/references/" in rebuilt(build(site.root, OPTIONS))
    assert "delta" in read
    assert "unread" not in read
    assert is_clean(site)


def test_packed_sources_print_the_same(site: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    """Very many sources are packed, and on a shelf."""
    monkeypatch.setattr(rendering, "MOST_WHOLE", 1)
    site.edit("content/one.md", lambda text: f"{text}\nSee [@omega; @alpha; @gamma; @delta].\n")
    site.sync()
    shelved: set[str] = set()
    put = Shelf.put

    def watched(shelf: Shelf, values: Iterable[tuple[str, bytes]]) -> None:
        lot = [*values]
        shelved.update(key for key, _ in lot)
        put(shelf, lot)

    monkeypatch.setattr(Shelf, "put", watched)
    build(site.root, replace(OPTIONS, full=True, jobs=2))
    monkeypatch.undo()
    assert shelved >= {"omega", "alpha", "gamma", "delta"}
    assert is_clean(site)


def test_workers_that_take_turns_make_the_same(site: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of very many articles and lists each generation of workers makes a part."""
    monkeypatch.setattr(rendering, "GENERATION", 3)
    monkeypatch.setattr(rendering, "GENERATION_LISTS", 2)
    report = build(site.root, replace(OPTIONS, full=True, jobs=2))
    monkeypatch.undo()
    assert report == build(site.root, replace(OPTIONS, full=True))
    assert is_clean(site)
