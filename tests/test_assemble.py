"""Front matter and file names alone make the site: URLs, order, lists, collisions."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from tests.building import article
from vademecum.articles.parse import parse_article, parse_variant
from vademecum.assemble import assemble
from vademecum.config import Config, NavItem
from vademecum.model.articles import Audience, Source
from vademecum.model.references import Bibliography
from vademecum.model.site import Asset, Site
from vademecum.problems import Problem

AUDIENCES = {
    name: Audience(id=name, label=name.title(), disclaimer="Ask.", path=f"content/_audiences/{name}.md")
    for name in ("clinician", "patient", "everyone")
}


def source(path: str, text: str) -> Source:
    return Source(path=path, text=text, digest=path)


def assembled(
    files: Mapping[str, str],
    *,
    variants: Sequence[tuple[str, str, str]] = (),
    assets: Sequence[str] = (),
    config: Config | None = None,
    **more: Any,
) -> tuple[Site, tuple[Problem, ...]]:
    """Assemble articles by path below content/, variants as (path, article, audience), assets as URLs."""
    parsed = [parse_article(source(f"content/{path}", text), {}, AUDIENCES)[0] for path, text in files.items()]
    extra = [
        parse_variant(source(f"content/{path}", ""), f"content/{of}", audience)[0] for path, of, audience in variants
    ]
    return assemble(
        config=config or Config(),
        today=date(2026, 11, 22),
        articles=[each for each in parsed if each],
        variants=[each for each in extra if each],
        people={},
        audiences=AUDIENCES,
        bibliography=Bibliography(entries={}),
        assets=[Asset(source=f"content{url}", url=url) for url in assets],
        **more,
    )


def site(files: Mapping[str, str], **more: Any) -> Site:
    found, problems = assembled(files, **more)
    assert problems == ()
    return found


def urls(found: Site) -> dict[str, list[str]]:
    return {
        path.removeprefix("content/"): [variant.url for variant in each.variants]
        for path, each in found.articles.items()
    }


def told(problems: Sequence[Problem]) -> list[str]:
    return [f"{problem.file.removeprefix('content/')}: {problem.rule}: {problem.message}" for problem in problems]


def test_urls() -> None:
    found = site(
        {
            "a.md": article(),
            "index.md": article(),
            "Gi Tract/index.md": article(),
            "Gi Tract/Ileal NET.md": article(audiences="[clinician, patient]"),
            "gi-tract/deep/x.md": article(slug="other"),
            "about.md": article(layout="page"),
        }
    )
    assert urls(found) == {
        "Gi Tract/Ileal NET.md": ["/gi-tract/ileal-net/", "/gi-tract/ileal-net/patient/"],
        "Gi Tract/index.md": ["/gi-tract/"],
        "a.md": ["/a/"],
        "about.md": ["/about/"],
        "gi-tract/deep/x.md": ["/gi-tract/deep/other/"],
        "index.md": ["/"],
    }
    kinds = {path.removeprefix("content/"): (each.is_article, each.is_index) for path, each in found.articles.items()}
    assert kinds["a.md"] == (True, False)
    assert kinds["about.md"] == (False, False)
    assert kinds["index.md"] == (False, True)


@pytest.mark.parametrize(
    ("audiences", "default", "expected"),
    [
        ("[patient, clinician]", "", ["patient", "clinician"]),
        ("[patient, clinician]", "clinician", ["clinician", "patient"]),
        ("[patient]", "clinician", ["patient"]),
        ("{clinician: , patient: {title: P}}", "patient", ["patient", "clinician"]),
        ("[]", "patient", ["everyone"]),
        ("~", "", ["everyone"]),
    ],
)
def test_the_default_variant_comes_first(audiences: str, default: str, expected: list[str]) -> None:
    found = site({"a.md": article(audiences=audiences)}, config=Config(default_audience=default))
    variants = found.articles["content/a.md"].variants
    assert [variant.audience for variant in variants] == expected
    assert [variant.url for variant in variants] == ["/a/", *(f"/a/{name}/" for name in expected[1:])]


def test_titles_of_variants() -> None:
    text = article(description="D", audiences="{clinician: {title: For clinicians}, patient: {description: Short}}")
    variants = site({"a.md": text}).articles["content/a.md"].variants
    assert [(variant.title, variant.description) for variant in variants] == [
        ("For clinicians", "D"),
        ("A title", "Short"),
    ]


def test_a_variant_in_a_file_of_its_own() -> None:
    files = {"a.md": article(audiences="[clinician, patient]")}
    found = site(files, variants=[("a.patient.md", "a.md", "patient")])
    assert [variant.body.path for variant in found.articles["content/a.md"].variants] == [
        "content/a.md",
        "content/a.patient.md",
    ]


def test_variants_that_belong_nowhere() -> None:
    _, problems = assembled(
        {"a.md": article(audiences="[clinician]")},
        variants=[("a.patient.md", "a.md", "patient"), ("b.patient.md", "b.md", "patient")],
    )
    assert told(problems) == [
        'a.patient.md: AUD-01: content/a.md has no audience "patient"',
        "b.patient.md: AUD-01: a variant without its article: there is no content/b.md",
    ]


def test_the_variant_of_a_draft_is_fine() -> None:
    files = {"a.md": article(audiences="[clinician, patient]", draft="true")}
    variants = [("a.patient.md", "a.md", "patient")]
    found = site(files, variants=variants)
    assert found.articles == {}
    assert found.withheld == {"content/a.md"}
    assert len(site(files, variants=variants, drafts=True).articles["content/a.md"].variants) == 2


def test_only_what_may_be_approved() -> None:
    files = {
        f"{status}.md": article(status=status) for status in ("submitted", "under-review", "approved", "withdrawn")
    }
    found, _ = assembled({**files, "page.md": article(layout="page")}, config=Config(publish="approved"))
    assert list(found.articles) == ["content/approved.md", "content/page.md", "content/withdrawn.md"]
    assert found.withheld == {"content/submitted.md", "content/under-review.md"}


def test_lists_are_in_order() -> None:
    found = site(
        {
            "gi/a.md": article(title="B", date="2025-01-01", tags="[Liver, x]"),
            "gi/b.md": article(title="A", date="2025-01-01", updated="2026-01-01"),
            "gi/deep/c.md": article(title="A", date="2025-01-01", tags="liver"),
            "gi/d.md": article(title="Undated"),
            "gi/index.md": article(title="Gut"),
            "heart_and-lung/e.md": article(title="E", date="2024-01-01"),
            "page.md": article(layout="page", tags="[liver]"),
            "empty/index.md": article(title="Nothing yet"),
        }
    )
    lists = {
        each.url: (each.kind, each.title, [path.rpartition("/")[2] for path in each.articles])
        for each in found.listings
    }
    assert lists == {
        "/": ("home", "", ["b.md", "c.md", "a.md", "e.md", "d.md"]),
        "/empty/": ("section", "Nothing yet", []),
        "/gi/": ("section", "Gut", ["b.md", "c.md", "a.md", "d.md"]),
        "/gi/deep/": ("section", "Deep", ["c.md"]),
        "/heart_and-lung/".replace("_", "-"): ("section", "Heart and lung", ["e.md"]),
        "/topics/liver/": ("tag", "liver", ["c.md", "a.md"]),
        "/topics/x/": ("tag", "x", ["a.md"]),
    }
    assert [each.index for each in found.listings if each.index] == ["content/empty/index.md", "content/gi/index.md"]


def test_folders_that_share_a_url_are_one_section() -> None:
    files = {"Gi Tract/a.md": article(), "gi-tract/b.md": article(), "gi-tract/index.md": article(title="Gut")}
    (section,) = (each for each in site(files).listings if each.kind == "section")
    assert (section.url, section.title, len(section.articles)) == ("/gi-tract/", "Gut", 2)


def test_pages_of_lists_are_taken() -> None:
    files = {f"a{number}.md": article(tags="[t]") for number in range(50)}
    assert "content/page/2.md" in site({**files, "page/2.md": article(layout="page")}).articles
    _, problems = assembled({**files, "page/2.md": article(), "topics/t/page/2.md": article(layout="page")})
    assert told(problems) == [
        "page/2.md: URL-01: the URL /page/2/ belongs to page 2 of the list / already",
    ]
    _, problems = assembled({**files, "b.md": article(tags="[t]"), "topics/t/page/2.md": article(layout="page")})
    assert told(problems) == [
        "topics/t/page/2.md: URL-01: the URL /topics/t/page/2/ belongs to page 2 of the list /topics/t/ already",
    ]


BELONGS = "{}: URL-01: the URL /{} belongs to {} already"
BOTH = "{}: URL-01: /{} would be a file for {} and a folder for {}"


@pytest.mark.parametrize(
    ("files", "assets", "message"),
    [
        ("a.md A.md", "", BELONGS.format("a.md", "a/", "content/A.md")),
        ("gi/a.md GI/a.md", "", BELONGS.format("gi/a.md", "gi/a/", "content/GI/a.md")),
        ("gi/index.md GI/index.md", "", BELONGS.format("gi/index.md", "gi/", "content/GI/index.md")),
        ("gi.md gi/a.md", "", BELONGS.format("gi.md", "gi/", "the list /gi/")),
        ("references.md", "", BELONGS.format("references.md", "references/", "the page of all references")),
        ("a.md", "/a/index.html", BELONGS.format("a/index.html", "a/index.html", "content/a.md")),
        ("a.md", "/a/references.bib", BELONGS.format("a/references.bib", "a/references.bib", "content/a.md")),
        ("a.md", "/index.html", BELONGS.format("index.html", "index.html", "the list /")),
        ("a.md", "/assets/s.css", BELONGS.format("assets/s.css", "assets/s.css", "layouts/assets/s.css")),
        ("a.md", "/a", BOTH.format("a", "a", "content/a", "content/a.md")),
        ("a.md", "/x /x/y/z.png", BOTH.format("x", "x", "content/x", "content/x/y/z.png")),
        ("a.md", "/assets", BOTH.format("assets", "assets", "content/assets", "layouts/assets/s.css")),
    ],
)
def test_two_sources_for_one_file(files: str, assets: str, message: str) -> None:
    reserved = {"/assets/s.css": "layouts/assets/s.css"}
    _, problems = assembled(dict.fromkeys(files.split(), article()), assets=assets.split(), reserved=reserved)
    assert told(problems) == [message]


def test_aliases() -> None:
    found, problems = assembled(
        {
            "a.md": article(aliases="[/old/, old/two, /was.html, /x/#part, /y/?q=1, ' /z/ ']"),
            "b.md": article(layout="page", aliases="/page-b/"),
            "index.md": article(aliases="[/start/]"),
        }
    )
    assert problems == ()
    assert found.aliases == {
        "/old/": "/a/",
        "/old/two/": "/a/",
        "/was.html": "/a/",
        "/x/": "/a/",
        "/y/": "/a/",
        "/z/": "/a/",
        "/page-b/": "/b/",
        "/start/": "/",
    }


@pytest.mark.parametrize(
    "alias", ["", "/", "//", "../x", "/a/../b", "/a//b", "https://x.y/", "/a%2fb/", "a\\\\b", "/./a/"]
)
def test_aliases_that_are_no_paths(alias: str) -> None:
    _, problems = assembled({"a.md": article(aliases=f'["{alias}"]')})
    assert [problem.rule for problem in problems] == ["URL-03"]


def test_an_alias_of_the_article_itself() -> None:
    text = article(aliases="[/a/, /a/index.html, /a/patient/, /old/, /old/]", audiences="[clinician, patient]")
    found, problems = assembled({"a.md": text})
    assert told(problems) == [
        "a.md: URL-03: the alias /a/ is an address of this article itself",
        "a.md: URL-03: the alias /a/index.html is an address of this article itself",
        "a.md: URL-03: the alias /a/patient/ is an address of this article itself",
    ]
    assert found.aliases == {"/old/": "/a/"}


def test_the_settings_name_what_is_there() -> None:
    config = Config(
        default_audience="patients",
        policies={"editorial": "policy.md", "ai": "none.md"},
        nav=(
            NavItem(label="N", target="none.md"),
            NavItem(label="P", target="policy.md"),
            NavItem(label="H", target="/"),
        ),
        logo="/img/logo.svg",
    )
    _, problems = assembled({"policy.md": article(layout="page")}, config=config, assets=["/img/Logo.svg"])
    assert [problem.rule for problem in problems] == ["CFG-03"] * 4
    assert [problem.message.partition(":")[0] for problem in problems] == [
        "default-audience",
        "policies.ai",
        'nav "N"',
        "logo",
    ]
    assert problems[-1].hint == 'did you mean "/img/Logo.svg"?'
