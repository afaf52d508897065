"""The corpus of the benchmarks: correct and repeatable. How fast anything is, no test asks."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import checks, edits
from benchmarks.corpus import make_corpus
from benchmarks.model import Corpus
from benchmarks.writers import WRITERS, write_site
from benchmarks.writers.common import site_files

ROOT = Path(__file__).parents[2]
SIZE = 30
DIGEST = "1f85102a368fc6f1c05e25b0fc009b0fba2b182b104c20378cb2ac730ed6b611"
"""Of a corpus of 30 articles: it changes when, and only when, the corpus is meant to change."""


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return make_corpus(SIZE)


def digest(corpus: Corpus) -> str:
    files = sorted(site_files(WRITERS["vademecum"], corpus))
    return hashlib.sha256("\0".join(part for file in files for part in file).encode()).hexdigest()


def test_the_same_bytes_on_every_machine(corpus: Corpus) -> None:
    assert digest(corpus) == digest(make_corpus(SIZE)) == DIGEST
    assert digest(make_corpus(SIZE, seed=1)) != DIGEST


def test_articles_are_as_long_and_cite_as_much_as_the_report_says(corpus: Corpus) -> None:
    words = [article.words() for article in corpus.articles]
    mentions = [sum(len(cited.mentions) for cited in article.citations()) for article in corpus.articles]
    keys = [len(article.cited_keys()) for article in corpus.articles]
    assert min(words) >= 640
    assert max(words) <= 1030
    assert min(mentions) >= 8
    assert max(mentions) <= 15
    assert 8.5 < sum(keys) / SIZE < 10
    assert len(corpus.sources) == SIZE
    assert len({article.slug for article in corpus.articles}) == SIZE


@pytest.mark.parametrize("name", WRITERS)
def test_every_generator_gets_every_article_and_its_citations(corpus: Corpus, name: str) -> None:
    writer = WRITERS[name]
    files = dict(site_files(writer, corpus))
    assert len({writer.page(article) for article in corpus.articles}) == SIZE
    for article in corpus.articles:
        text = files[writer.article(article, corpus)[0]]
        assert all(key in text for key in article.cited_keys())
        assert article.title in text


@pytest.mark.parametrize("audiences", [0, 40])
def test_it_builds_without_a_problem_and_each_page_has_its_references(tmp_path: Path, audiences: int) -> None:
    corpus, writer = make_corpus(SIZE, two_audiences=audiences), WRITERS["vademecum"]
    assert any(article.audiences for article in corpus.articles) == bool(audiences)
    write_site(writer, corpus, tmp_path)
    built(tmp_path)
    assert checks.faults(writer, corpus, tmp_path / writer.output) == []
    both = [article for article in corpus.articles if article.audiences]
    assert all((tmp_path / "site" / article.folder / article.slug / "patient/index.html").is_file() for article in both)


def test_what_an_edit_changes_is_asked_for(tmp_path: Path, corpus: Corpus) -> None:
    writer = WRITERS["vademecum"]
    write_site(writer, corpus, tmp_path)
    built(tmp_path)
    for name in ("one-edit", "bib-edit", "layout-edit"):
        check = edits.MODES[name](writer, corpus, tmp_path, 1)
        assert check(), f"{name} must not be found before the build"
        built(tmp_path)
        assert check() == []


def test_a_page_without_its_references_is_found(tmp_path: Path, corpus: Corpus) -> None:
    writer = WRITERS["vademecum"]
    write_site(writer, corpus, tmp_path)
    built(tmp_path)
    first, second = (tmp_path / writer.output / writer.page(article) for article in corpus.articles[:2])
    first.unlink()
    second.write_text("<title>nothing</title>", encoding="utf-8")
    assert len(checks.faults(writer, corpus, tmp_path / writer.output)) == 2


def built(site: Path) -> None:
    command = [sys.executable, "-c", "from vademecum.cli import main; main()", "build", "--strict", "--jobs", "1"]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [*command, "--as-of", "2026-06-01"], cwd=site, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
