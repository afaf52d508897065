"""Every part that a page must show is missed, however it is hidden; everything active or foreign is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import html
from lxml.html import HtmlElement
from msgspec.structs import replace

from tests.reading import Built, body_of
from vademecum.problems import Level, Place
from vademecum.rules.page.check import check_page
from vademecum.rules.page.expected import Expected

KEYS = ("alpha", "gamma", "delta", "omega")
WAITING = Expected(
    layout=Place(file="layouts/article.html"),
    url="/states/under-review/patient/",
    audience="patient",
    status="under-review",
    disclaimer="This does not replace your doctor.",
    step=True,
    policy=True,
    variants=2,
    references=KEYS,
    follow_up=True,
    board=True,
    times=(("updated", "2026-10-20"),),
    contact="mailto:editor@vademecum.example",
    ai="This text was written with the help of AI and has not been approved by a human reviewer.",
)
APPROVED = replace(
    WAITING,
    url="/states/approved/patient/",
    status="approved",
    reviewers=("Ravi Reader",),
    times=(("updated", "2026-10-20"), ("reviewed", "2026-11-01"), ("next-review", "2028-11-01")),
    ai="",
)
PLAIN = Expected(layout=Place(file="layouts/page.html"), url="/about/editorial/")

PARTS = {
    "banner": (WAITING, "//aside[@class='caution']", "REV-06"),
    "tracker": (WAITING, "//ol[@class='review-tracker']", "REV-06"),
    "disclaimer": (WAITING, "//section[@class='disclaimer']", "DSC-01"),
    "board": (WAITING, "//p[@class='board']", "REV-07"),
    "policy": (WAITING, "//a[@class='policy']", "LIF-01"),
    "contact": (WAITING, "//main//a[@href='mailto:editor@vademecum.example']", "LIF-01"),
    "references": (WAITING, "//ol[@class='references']", "CIT-03"),
    "one reference": (WAITING, "//li[@id='ref-gamma']", "CIT-03"),
    "day of the last update": (WAITING, "//time[@class='updated']", "DAT-02"),
    "use of AI": (WAITING, "//p[@class='ai'] | //dd[contains(., 'help of AI')]", "DSC-04"),
    "reviewers": (APPROVED, "//ul[@class='reviewers']", "REV-02"),
    "day of the last review": (APPROVED, "//time[@class='reviewed']", "DAT-02"),
    "day of the next review": (APPROVED, "//time[@class='next-review']", "DAT-02"),
}
"""Name → the page, where the part stands, and the rule that misses it."""
FREE = {
    "switch": (WAITING, "//nav[@class='audience']", "AUD-01"),
    "follow-up": (WAITING, "//aside[@class='follow-up']", "DSC-05"),
}
"""Parts that may stand outside ``<main>`` as well."""
EVERY = {**PARTS, **FREE}


def around(element: HtmlElement, tag: str, **attributes: str) -> None:
    """Put an element around another, in its place."""
    parent = element.getparent()
    assert parent is not None
    outer = html.Element(tag, attributes)
    parent.replace(element, outer)
    outer.append(element)


def inside(element: HtmlElement, tag: str, **attributes: str) -> None:
    """Put all the words of an element into another, in it."""
    inner = html.Element(tag, attributes)
    inner.text = f'"{" ".join(element.text_content().split())}"'
    for child in list(element):
        element.remove(child)
    element.text = None
    element.append(inner)


def remove(element: HtmlElement) -> None:
    element.drop_tree()


def empty(element: HtmlElement) -> None:
    kept = dict(element.attrib)
    element.clear()
    element.attrib.update(kept)


def blank(element: HtmlElement) -> None:
    for each in element.iter():
        each.text = " " if each.text else each.text
        if each is not element:
            each.tail = " "


def outside(element: HtmlElement) -> None:
    body = element.getroottree().find("body")
    assert body is not None
    element.drop_tree()
    body.append(element)


WAYS: dict[str, Callable[[HtmlElement], object]] = {
    "removed": remove,
    "emptied": empty,
    "without words": blank,
    "hidden": lambda e: e.set("hidden", ""),
    "hidden until found": lambda e: e.set("hidden", "until-found"),
    "hidden from screen readers": lambda e: e.set("aria-hidden", "true"),
    "a popover": lambda e: e.set("popover", "auto"),
    "in something hidden": lambda e: around(e, "div", hidden=""),
    "in details": lambda e: around(e, "details"),
    "in open details": lambda e: around(e, "details", open=""),
    "in a template": lambda e: around(e, "template"),
    "in a dialog": lambda e: around(e, "dialog"),
    "in noscript": lambda e: around(e, "noscript"),
    "in a comment": lambda e: e.getparent().replace(e, html.HtmlComment("gone")),  # type: ignore[union-attr]
    "hidden, written large": lambda e: e.set("aria-hidden", "TRUE"),
    "with its words hidden": lambda e: inside(e, "span", hidden=""),
    "with its words for a script": lambda e: inside(e, "script", type="application/ld+json"),
    "with its words hidden from screen readers": lambda e: inside(e, "span", **{"aria-hidden": "true"}),
    "in a film": lambda e: around(e, "video"),
    "in something that is another class": lambda e: e.set("class", "other"),
}
BY_ANOTHER_MARK = ("contact", "one reference", "use of AI")
"""Parts that are known by something else than their class."""


def edited(states: Built, expected: Expected, path: str, change: Callable[[HtmlElement], object]) -> str:
    page = states.page(expected.url)
    found = page.xpath(path)
    assert found
    for element in found:
        change(element)
    return f"<!doctype html>\n{html.tostring(page, encoding='unicode')}"


def rules(source: str, expected: Expected) -> list[str]:
    found = check_page(source, expected)
    assert all(problem.file == expected.layout.file for problem in found)
    assert all((problem.level is Level.WARNING) == (problem.rule == "PRV-04") for problem in found)
    assert all(problem.message.startswith(f"{expected.url}: ") for problem in found)
    return [problem.rule for problem in found]


@pytest.mark.parametrize("expected", [WAITING, APPROVED, PLAIN], ids=["waiting", "approved", "plain"])
def test_a_page_as_it_is_made_lacks_nothing(states: Built, expected: Expected) -> None:
    assert check_page(states.text(expected.url), expected) == ()
    assert rules(edited(states, expected, "//h1", lambda _: None), expected) == []


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("part", EVERY)
def test_a_part_that_readers_do_not_see_is_missed(states: Built, part: str, way: str) -> None:
    expected, path, rule = EVERY[part]
    if "another class" in way and part in BY_ANOTHER_MARK:
        return
    assert rules(edited(states, expected, path, WAYS[way]), expected) == [rule]


@pytest.mark.parametrize("part", PARTS)
def test_a_part_outside_main_is_missed(states: Built, part: str) -> None:
    expected, path, rule = PARTS[part]
    assert rules(edited(states, expected, path, outside), expected) == [rule]


@pytest.mark.parametrize("part", FREE)
def test_switch_and_follow_up_may_stand_elsewhere(states: Built, part: str) -> None:
    expected, path, _ = FREE[part]
    assert rules(edited(states, expected, path, outside), expected) == []


def test_the_follow_up_may_not_stand_inside_the_article(states: Built) -> None:
    def move(element: HtmlElement) -> None:
        (article,) = element.getroottree().xpath("//article")
        article.append(element)

    assert rules(edited(states, WAITING, "//aside[@class='follow-up']", move), WAITING) == ["DSC-05"]


WRONG = {
    "banner as another element": (WAITING, "//aside[@class='caution']", lambda e: setattr(e, "tag", "div"), "REV-06"),
    "banner without its role": (WAITING, "//aside[@class='caution']", lambda e: e.attrib.pop("role"), "REV-06"),
    "tracker as another list": (WAITING, "//ol[@class='review-tracker']", lambda e: setattr(e, "tag", "ul"), "REV-06"),
    "tracker without a step": (WAITING, "//li[@aria-current='step']", lambda e: e.attrib.pop("aria-current"), "REV-06"),
    "disclaimer cut short": (WAITING, "//section[@class='disclaimer']/p[last()-1]", remove, "DSC-01"),
    "disclaimer of others": (
        WAITING,
        "//section[@class='disclaimer']",
        lambda e: e.set("data-audience", "clinician"),
        "DSC-01",
    ),
    "another reviewer": (APPROVED, "//ul[@class='reviewers']//span[1]", lambda e: setattr(e, "text", "Eve"), "REV-02"),
    "another day": (APPROVED, "//time[@class='reviewed']", lambda e: e.set("datetime", "2026-11-02"), "DAT-02"),
    "switch with one choice": (WAITING, "//nav[@class='audience']//li[2]", remove, "AUD-01"),
    "policy without an address": (WAITING, "//a[@class='policy']", lambda e: e.attrib.pop("href"), "LIF-01"),
    "another status": (WAITING, "//body", lambda e: e.set("data-status", "approved"), "AUD-03"),
    "another audience": (WAITING, "//body", lambda e: e.set("data-audience", "clinician"), "AUD-03"),
    "no language": (WAITING, "/html", lambda e: e.attrib.pop("lang"), "A11-01"),
    "no direction": (WAITING, "/html", lambda e: e.attrib.pop("dir"), "A11-01"),
    "a direction that is none": (WAITING, "/html", lambda e: e.set("dir", "auto"), "A11-01"),
    "no title": (WAITING, "//title", remove, "A11-01"),
    "an empty title": (WAITING, "//title", empty, "A11-01"),
    "no first heading": (WAITING, "//h1", lambda e: setattr(e, "tag", "p"), "A11-01"),
    "two first headings": (WAITING, "//h2[1]", lambda e: setattr(e, "tag", "h1"), "A11-01"),
    "no article": (WAITING, "//article", lambda e: setattr(e, "tag", "div"), "A11-01"),
    "an id twice": (WAITING, "//p[@class='summary']", lambda e: e.set("id", "vm-main"), "A11-01"),
    "broken data": (WAITING, "//script[@type]", lambda e: setattr(e, "text", "{,}"), "SD-01"),
}


@pytest.mark.parametrize("fault", WRONG)
def test_a_part_that_says_something_else_is_found(states: Built, fault: str) -> None:
    expected, path, change, rule = WRONG[fault]
    found = rules(edited(states, expected, path, change), expected)
    assert set(found) == {rule}


def test_an_approved_page_shows_no_banner(states: Built) -> None:
    def put(element: HtmlElement) -> None:
        banner = html.fragment_fromstring('<aside class="caution" role="note">Careful</aside>')
        element.insert(0, banner)

    assert rules(edited(states, APPROVED, "//article", put), APPROVED) == ["REV-06"]


def test_a_page_that_is_not_approved_names_no_reviewers(states: Built) -> None:
    def put(element: HtmlElement) -> None:
        element.insert(0, html.fragment_fromstring('<ul class="reviewers"><li>Rita Reviewer</li></ul>'))

    assert rules(edited(states, WAITING, "//article", put), WAITING) == ["REV-02"]


def test_a_page_at_no_step_marks_none(states: Built) -> None:
    gone = replace(WAITING, url="/states/withdrawn/", audience="clinician", status="withdrawn", step=False)
    gone = replace(gone, disclaimer="For professionals: check every dose.")
    assert rules(states.text(gone.url), gone) == []
    assert rules(edited(states, gone, "//ol[@class='review-tracker']/li", mark), gone) == ["REV-06"]


def mark(element: HtmlElement) -> None:
    element.set("aria-current", "step")


@pytest.mark.parametrize("source", ["", " ", "<!-- nothing -->", "<p>", "<!doctype html>"])
def test_a_page_of_nothing_lacks_everything(source: str) -> None:
    assert "A11-01" in rules(source, WAITING)


def test_a_plain_page_needs_no_review(states: Built) -> None:
    assert rules(edited(states, PLAIN, "//article", lambda e: setattr(e, "tag", "div")), PLAIN) == []


# Active and foreign content

BODY = (
    "<script>alert(1)</script>",
    '<script type="module">import "/a.js"</script>',
    '<script type="importmap">{}</script>',
    '<script type="text/javascript">1</script>',
    '<script src="https://evil.example/a.js"></script>',
    '<script src="//evil.example/a.js"></script>',
    '<script src="data:text/javascript,alert(1)"></script>',
    '<script src="https:evil.example/a.js"></script>',
    '<script src="\\\\evil.example/a.js"></script>',
    '<script src="/\\evil.example/a.js"></script>',
    '<script src=" //evil.example/a.js"></script>',
    '<script src="ht\ntps://evil.example/a.js"></script>',
    "<style>p { color: red }</style>",
    '<p style="color: red">a</p>',
    '<p onclick="a()">a</p>',
    '<img src="a.png" onerror="a()" alt="">',
    '<svg onload="a()"></svg>',
    '<img src="https://evil.example/a.png" alt="">',
    '<img src="//evil.example/a.png" alt="">',
    '<img src="a.png" srcset="a.png 1x, https://evil.example/b.png 2x" alt="">',
    '<picture><source srcset="//evil.example/a.webp"><img src="a.png" alt=""></picture>',
    '<video src="https://evil.example/a.mp4"></video>',
    '<video poster="https://evil.example/a.png"></video>',
    '<audio src="https://evil.example/a.mp3"></audio>',
    '<video><track src="https://evil.example/a.vtt"></video>',
    '<input type="image" src="https://evil.example/a.png" alt="a">',
    '<form action="https://evil.example/"></form>',
    '<button formaction="https://evil.example/">a</button>',
    '<a href="/" ping="https://evil.example/">a</a>',
    '<a href="/" attributionsrc="https://evil.example/">a</a>',
    '<a href="javascript:alert(1)">a</a>',
    '<a href=" javascript:alert(1)">a</a>',
    '<a href="java\nscript:alert(1)">a</a>',
    '<a href="JavaScript:alert(1)">a</a>',
    '<a href="\x01javascript:alert(1)">a</a>',
    '<a href="data:text/html,a">a</a>',
    '<a href="vbscript:a">a</a>',
    '<a href="blob:https://evil.example/a">a</a>',
    '<a href="filesystem:https://evil.example/a">a</a>',
    '<svg><a xlink:href="javascript:alert(1)"><text>a</text></a></svg>',
    '<svg><image href="https://evil.example/a.png"/></svg>',
    '<svg><image xlink:href="https://evil.example/a.png"/></svg>',
    '<svg><use href="https://evil.example/a.svg#a"/></svg>',
    '<svg><feImage href="https://evil.example/a.png"/></svg>',
    '<svg><script href="https://evil.example/a.js"></script></svg>',
    '<iframe src="/a/"></iframe>',
    '<iframe srcdoc="a"></iframe>',
    '<object data="a.svg"></object>',
    '<embed src="a.svg">',
    '<applet code="a"></applet>',
    '<frameset><frame src="/a/"></frameset>',
    "<fencedframe></fencedframe>",
    '<portal src="/a/"></portal>',
    '<table background="https://evil.example/a.png"></table>',
    '<img src="/\t/evil.example/a.png" alt="">',
    '<img src="ht\ntps://evil.example/a.png" alt="">',
    '<img src="\x01//evil.example/a.png" alt="">',
    '<img src="a.png" srcset="data:image/gif;base64,AA 1x, https://evil.example/b.png 2x" alt="">',
    '<a href="/" ping="/a https://evil.example/">a</a>',
    '<svg><script src="a.js" href="https://evil.example/a.js"></script></svg>',
    '<svg><script src="a.js">alert(1)</script></svg>',
    '<svg><a><set attributeName="href" to="javascript:alert(1)"/></a></svg>',
    '<svg><a><animate attributeName="xlink:href" values="javascript:alert(1)"/></a></svg>',
    '<svg><rect fill="url(https://evil.example/a.svg#a)"/></svg>',
    """<svg><g mask="url('/\t/evil.example/a.svg#a')"></g></svg>""",
    '<svg><g filter="\\75rl(/a.svg#a)"></g></svg>',
    '<svg><linearGradient href="https://evil.example/a.svg#a"></linearGradient></svg>',
    '<div><template shadowrootmode="open">a</template></div>',
    "<template><script>alert(1)</script></template>",
    "<template><template><script>alert(1)</script></template></template>",
    "<template><iframe></iframe></template>",
    '<noscript><p title="</noscript><script>alert(1)</script>"></p></noscript>',
    "<noscript><!-- </noscript><script>alert(1)</script> --></noscript>",
    "<noscript><textarea></noscript><script>alert(1)</script></textarea></noscript>",
    '<noscript><p title="</noscript><img src=a onerror=alert(1)>"></p>',
)
HEAD = (
    '<base href="https://evil.example/">',
    '<base target="_blank">',
    '<link rel="stylesheet" href="https://evil.example/a.css">',
    '<link rel="stylesheet" href="//evil.example/a.css">',
    '<link rel="STYLESHEET" href="https://evil.example/a.css">',
    '<link rel="alternate stylesheet" href="https://evil.example/a.css">',
    '<link rel="icon" href="https://evil.example/a.png">',
    '<link rel="apple-touch-icon" href="https://evil.example/a.png">',
    '<link rel="mask-icon" href="https://evil.example/a.svg">',
    '<link rel="manifest" href="https://evil.example/a.json">',
    '<link rel="preload" href="https://evil.example/a.js" as="script">',
    '<link rel="modulepreload" href="https://evil.example/a.js">',
    '<link rel="prefetch" href="https://evil.example/">',
    '<link rel="prerender" href="https://evil.example/">',
    '<link rel="preconnect" href="https://evil.example/">',
    '<link rel="dns-prefetch" href="//evil.example">',
    '<link rel="pingback" href="https://evil.example/">',
    '<link rel="preload" as="image" imagesrcset="https://evil.example/a.png 2x">',
    '<meta http-equiv="refresh" content="0; url=/a/">',
    '<meta http-equiv="Refresh" content="5">',
    '<link rel="icon" href="ht\ttps://evil.example/a.png">',
    '<link rel="stylesheet" href="/\n/evil.example/a.css">',
    '<noscript><p title="</noscript><script>alert(1)</script>"></p></noscript>',
)


@pytest.mark.parametrize("piece", BODY)
@pytest.mark.parametrize("expected", [WAITING, PLAIN], ids=["article", "plain"])
def test_active_and_foreign_things_in_a_body(states: Built, expected: Expected, piece: str) -> None:
    source = states.text(expected.url).replace("</main>", f"{piece}</main>")
    assert set(rules(source, expected)) == {"PRV-01"}


@pytest.mark.parametrize("piece", HEAD)
def test_active_and_foreign_things_in_a_head(states: Built, piece: str) -> None:
    source = states.text(WAITING.url).replace("</head>", f"{piece}</head>")
    assert set(rules(source, WAITING)) == {"PRV-01"}


@pytest.mark.parametrize(
    "piece",
    [
        '<a href="https://elsewhere.example/" rel="noopener noreferrer">a</a>',
        '<a href="http://elsewhere.example/" rel="noreferrer noopener">a</a>',
        '<a href="mailto:a@b.example">a</a>',
        '<a href="tel:112">a</a>',
        '<a href="../a/#b:c">a</a>',
        '<img src="data:image/png;base64,AAAA" alt="">',
        '<img src="a,b.png" srcset="a.png 1x, b.png 2x" alt="">',
        '<script src="../assets/a.js" defer></script>',
        '<script type="application/ld+json">{"a": "https://elsewhere.example/"}</script>',
        '<svg><use href="#a"/></svg>',
        '<svg><rect fill="url(#a)" stroke="rgb(1 2 3)"/><set attributeName="r" to="5"/></svg>',
        "<noscript><p><a href='../a/'>a</a> b</p></noscript>",
        '<img src="a.png" srcset="data:image/png;base64,//AA 1x, b.png 2x" alt="">',
        '<meta charset="UTF-8">',
        '<blockquote cite="https://elsewhere.example/">a</blockquote>',
        '<p title="style=x onclick=y javascript:z">a</p>',
        '<p data-on="1" data-src="https://elsewhere.example/">a</p>',
        '<meta name="a" content="https://elsewhere.example/">',
        '<link rel="canonical" href="https://elsewhere.example/">',
        '<link rel="alternate" hreflang="fr" href="https://elsewhere.example/">',
        '<link rel="license" href="https://elsewhere.example/">',
        "<!--[if IE]><script>a</script><![endif]-->",
    ],
)
def test_what_asks_nobody_is_let_be(states: Built, piece: str) -> None:
    source = states.text(WAITING.url).replace("</main>", f"{piece}</main>")
    assert rules(source, WAITING) == []


def test_the_page_of_the_tests_is_the_one_that_is_meant(states: Built) -> None:
    for expected in (WAITING, APPROVED):
        body = body_of(states.page(expected.url))
        assert (body.get("data-audience"), body.get("data-status")) == (expected.audience, expected.status)


@pytest.mark.parametrize(
    "piece",
    [
        '<a href="https://elsewhere.example/">a</a>',
        '<a href="HTTP://elsewhere.example/" rel="noopener">a</a>',
        '<a href="https://elsewhere.example/" rel="noreferrer">a</a>',
    ],
)
def test_a_link_elsewhere_does_not_tell_where_its_reader_comes_from(states: Built, piece: str) -> None:
    source = states.text(WAITING.url).replace("</main>", f"{piece}</main>")
    assert rules(source, WAITING) == ["PRV-04"]


def test_a_page_that_waits_asks_not_to_be_listed(states: Built) -> None:
    source = states.text(WAITING.url)
    hidden = replace(WAITING, hidden=True)
    assert rules(source, hidden) == []
    assert rules(source.replace("noindex", "index"), hidden) == ["REV-10"]
    assert rules(source.replace("noindex", "index"), WAITING) == []


@pytest.mark.parametrize(
    ("content", "found"), [("nofollow, noindex", []), (" NoIndex , follow", []), ("noindexing, follow", ["REV-10"])]
)
def test_search_engines_are_told_among_other_things(states: Built, content: str, found: list[str]) -> None:
    source = states.text(WAITING.url).replace('content="noindex"', f'content="{content}"')
    assert rules(source, replace(WAITING, hidden=True)) == found


@pytest.mark.parametrize("around", [("<!--", "-->"), ("<noscript>", "</noscript>"), ("<template>", "</template>")])
def test_a_wish_not_to_be_listed_that_nobody_reads(states: Built, around: tuple[str, str]) -> None:
    meta = '<meta name="robots" content="noindex">'
    source = states.text(WAITING.url).replace(meta, meta.join(around))
    assert rules(source, replace(WAITING, hidden=True)) == ["REV-10"]


@pytest.mark.parametrize(
    "meta", ['<meta charset="iso-2022-jp">', '<meta http-equiv="Content-Type" content="text/html; charset=utf-7">']
)
def test_a_page_says_that_it_is_utf_8(states: Built, meta: str) -> None:
    source = states.text(WAITING.url).replace('<meta charset="utf-8">', meta)
    assert rules(source, WAITING) == ["A11-01"]


@pytest.mark.parametrize("claim", ["reviewedBy", "lastReviewed"])
def test_structured_data_claim_no_review_of_a_page_that_waits(states: Built, claim: str) -> None:
    data = f'<script type="application/ld+json">{{"{claim}": "x"}}</script>'
    source = states.text(WAITING.url).replace("</main>", f"{data}</main>")
    assert rules(source, WAITING) == ["SD-01"]
    approved = states.text(APPROVED.url).replace("</main>", f"{data}</main>")
    assert rules(approved, APPROVED) == []
