"""Which changes start a build."""

from pathlib import Path

import pytest

from vademecum.config import Config
from vademecum.serve.watching import Watched, is_source, watched

WHERE = Watched(
    deep=frozenset([Path("/s/content")]),
    flat=frozenset([Path("/s")]),
    names=frozenset(["references.bib", "pyproject.toml", "layouts"]),
    hidden=frozenset([Path("/s/site"), Path("/s/.vademecum/preview")]),
)


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("/s/content/a.md", True),
        ("/s/references.bib", True),
        ("/s/layouts", True),
        ("/s/serve.log", False),
        ("/s/content/_people.yml", True),
        ("/s/content/.a.md.swp", False),
        ("/s/content/a.md~", False),
        ("/s/content/4913", False),
        ("/s/content/#a.md#", False),
        ("/s/site/a/index.html", False),
        ("/s/site", False),
        ("/s/.vademecum/preview/index.html", False),
    ],
)
def test_what_counts_as_a_source(path: str, *, counts: bool) -> None:
    assert is_source(Path(path), WHERE) is counts


def test_folders_that_settings_name_are_watched_for_their_files_only(tmp_path: Path) -> None:
    for folder in ("content", "sources/bib", "layouts"):
        (tmp_path / folder).mkdir(parents=True)
    config = Config(bibliography=("sources/bib/a.bib", "missing/b.bib"))
    found = watched(tmp_path, config, tmp_path / "out")
    assert {tmp_path / "content", tmp_path / "layouts"} < found.deep
    assert found.flat == {tmp_path, tmp_path / "sources/bib"}
    assert found.names >= {"pyproject.toml", "content", "layouts", "a.bib", "b.bib"}
