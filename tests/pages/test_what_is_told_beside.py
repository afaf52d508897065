"""What front matter says beside the text: key points, countries, codes, media."""

from pathlib import Path

import pytest

from tests.reading import AS_OF, Built, article, built, fingerprints, text_of
from vademecum.model.run import Options

FIELDS = {
    "status": "under-review",
    "authors": "[ann]",
    "funding": "none",
    "key_points": "[Nodes first., 'The <liver> & later.']",
    "jurisdiction": "[IE, GB]",
    "codes": "[{system: ICD-10, value: C7A.012, label: 'Tumour of the <ileum>'}, {system: ATC, value: H01CB02}]",
    "media": "[{file: a.mp4, credit: Example Hospital, licence: CC BY 4.0, reviewed: 2026-03-30}, {file: b.mp4}]",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Built:
    files = {"content/a.md": article(audiences="patient", **FIELDS), "content/b.md": article(audiences="patient")}
    return built(tmp_path_factory.mktemp("told"), files)


def test_key_points_stand_before_the_text(made: Built) -> None:
    (section,) = made.page("/a/").xpath('//article//section[@class="key-messages"]')
    assert [text_of(item) for item in section.iter("li")] == ["Nodes first.", "The <liver> & later."]
    following = section.xpath('following::p[normalize-space()="Text."]')
    assert len(following) == 1


def test_countries_codes_and_media_are_told(made: Built) -> None:
    page = made.page("/a/")
    assert text_of(page.xpath('//div[@class="jurisdiction"]/dd')[0]) == "IE, GB (emergency number: 112)"
    codes = [text_of(dd) for dd in page.xpath('//div[@class="codes"]/dd')]
    assert codes == ["ICD-10 C7A.012: Tumour of the <ileum>", "ATC H01CB02"]
    media = [text_of(dd) for dd in page.xpath('//div[@class="media"]/dd')]
    assert media == ["a.mp4: Example Hospital, CC BY 4.0, reviewed on 30 March 2026"]


def test_what_is_not_given_is_not_there(made: Built) -> None:
    page = made.page("/b/")
    for name in ("key-messages", "jurisdiction", "codes", "media"):
        assert not page.xpath(f'//*[@class="{name}"]')


def test_an_approval_covers_key_points_and_nothing_else_of_these(tmp_path: Path) -> None:
    def mark(**fields: str) -> str:
        (tmp_path / "content").mkdir(exist_ok=True)
        built(tmp_path, {"content/a.md": article(audiences="patient", **fields)})
        return fingerprints(tmp_path, Options(today=AS_OF))["content/a.md"]["patient"]

    bare = mark()
    assert mark(jurisdiction=FIELDS["jurisdiction"], codes=FIELDS["codes"], media=FIELDS["media"]) == bare
    one = mark(key_points="[Nodes first.]")
    assert len({bare, one, mark(key_points="[Liver first.]")}) == 3
    assert mark(key_points="['Nodes   first.']") == one
