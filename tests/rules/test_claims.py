"""Sentences that claim a review of everything, and sentences that only sound like it."""

from pathlib import Path

import pytest

from tests.building import write
from tests.reading import AS_OF, COMMON, SETTINGS, approval, approve, article
from vademecum.pipeline import Options, build
from vademecum.rules.families.review import blanket_claims


@pytest.mark.parametrize(
    "text",
    [
        "All articles are reviewed by our advisory board.",
        "Every page on this site has been medically reviewed.",
        "<p>All of our content is fact-checked by physicians</p>",
        "each article is clinically approved",
        "All published articles have been verified by two doctors.",
    ],
)
def test_it_claims_everything(text: str) -> None:
    assert len(list(blanket_claims(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Every article is reviewed by two people before it is shown as approved.",
        "All articles that are approved are reviewed again after three years.",
        "No article is reviewed by its own author.",
        "Not every page has been reviewed.",
        "All articles should be reviewed.",
        "This article is reviewed by Rita.",
        "All articles have authors. They are reviewed.",
        "Each page says who reviewed it.",
    ],
)
def test_it_says_how_things_are_done(text: str) -> None:
    assert list(blanket_claims(text)) == []


PLAIN = "---\ntitle: P\nlayout: page\n---\n"
CLAIM = "All articles are reviewed by our board."


@pytest.mark.parametrize(
    ("files", "place"),
    [
        (
            {"content/about/editorial.md": f"---\ntitle: P\nlayout: page\n---\nFirst.\n\n{CLAIM}\n"},
            "content/about/editorial.md:7",
        ),
        ({"content/index.md": f"---\ntitle: P\nlayout: page\n---\n{CLAIM}\n"}, "content/index.md:5"),
        ({"layouts/parts/footer.html": f"<footer>\n<p>{CLAIM}</p>\n</footer>\n"}, "layouts/parts/footer.html:2"),
        ({"pyproject.toml": SETTINGS.replace("Short answers.", CLAIM)}, "pyproject.toml:3"),
    ],
)
def test_it_is_found_wherever_it_stands_while_a_text_waits(files: dict[str, str], place: str, tmp_path: Path) -> None:
    fields = {"audiences": "clinician", "status": "approved", "funding": "none"}
    done = article("Text.\n", reviews=f"[{approval('clinician')}]", **fields)
    write(tmp_path, {**COMMON, "content/done.md": done, "content/waits.md": article(), **files})
    approve(tmp_path, Options(today=AS_OF))
    found = [p for p in build(tmp_path, Options(today=AS_OF, write=False)).problems if p.rule == "REV-07"]
    assert [f"{problem.file}:{problem.line}" for problem in found] == [place]
    (tmp_path / "content/waits.md").unlink()
    assert [p for p in build(tmp_path, Options(today=AS_OF, write=False)).problems if p.rule == "REV-07"] == []
