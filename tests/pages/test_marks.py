"""The marks that tests, layouts of others and browser extensions may rely on: one test each, on every article page."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml.html import HtmlElement

from tests.reading import AS_OF, RECORDS, STATES, Built, text_of

MIXED = {"clinician": "approved", "patient": "edited"}
STEPS = ["Submitted", "Under Review", "Approved"]
CURRENT = {"submitted": "Submitted", "under-review": "Under Review", "edited": "Under Review", "approved": "Approved"}


class Seen(NamedTuple):
    """A page, and which it is."""

    url: str
    audience: str
    state: str
    page: HtmlElement


def articles(states: Built) -> Iterator[Seen]:
    """Yield every variant in every state, an article whose variants differ, and one for everyone."""
    for name in (*STATES, "mixed"):
        for audience, rest in (("clinician", ""), ("patient", "patient/")):
            url = f"/states/{name}/{rest}"
            yield Seen(url, audience, MIXED[audience] if name == "mixed" else name, states.page(url))
    yield Seen("/bare/", "everyone", "submitted", states.page("/bare/"))


def one(page: HtmlElement, path: str) -> HtmlElement:
    found: list[HtmlElement] = page.xpath(path)
    assert len(found) == 1, f"{len(found)} of {path}"
    return found[0]


def by_class(page: HtmlElement, tag: str, name: str) -> list[HtmlElement]:
    return list(page.xpath(f'//{tag}[contains(concat(" ", normalize-space(@class), " "), " {name} ")]'))


def before(first: HtmlElement, second: HtmlElement) -> bool:
    order = list(first.getroottree().iter())
    return order.index(first) < order.index(second)


def within(element: HtmlElement, tag: str) -> bool:
    return any(ancestor.tag == tag for ancestor in element.iterancestors())


def test_every_state_is_there(states: Built) -> None:
    assert {seen.state for seen in articles(states)} == set(STATES)


def test_html_says_its_language_and_direction(states: Built) -> None:
    for seen in articles(states):
        assert (seen.page.get("lang"), seen.page.get("dir")) == ("en", "ltr"), seen.url


def test_body_says_its_audience_and_its_status(states: Built) -> None:
    for seen in articles(states):
        body = one(seen.page, "/html/body")
        assert (body.get("data-audience"), body.get("data-status")) == (seen.audience, seen.state), seen.url


def test_one_article_holds_title_summary_body_footnotes_and_references(states: Built) -> None:
    for seen in articles(states):
        article = one(seen.page, "//main//article")
        one(article, ".//h1")
        if seen.audience == "everyone":
            continue
        assert f"In short for a {seen.audience}word." in text_of(article)
        one(article, './/*[@id="found"]')
        one(article, './/section[@role="doc-endnotes"]//ol[@class="footnotes"]')
        one(article, './/section[@role="doc-bibliography"]')


def test_the_title_is_the_only_first_heading(states: Built) -> None:
    for seen in articles(states):
        title = text_of(one(seen.page, "//h1"))
        if seen.audience == "everyone":
            assert title == "As bare as can be"
            continue
        withdrawn = "Withdrawn: " if seen.state == "withdrawn" else ""
        name = seen.url.split("/")[2]
        assert title == f"{withdrawn}State {name} {seen.audience}word"
        assert text_of(one(seen.page, "//title")).startswith(title)


def test_no_heading_level_is_skipped(states: Built) -> None:
    for seen in articles(states):
        levels = [int(str(h.tag)[1]) for h in seen.page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels[0] == 1, seen.url
        assert all(two - one <= 1 for one, two in itertools.pairwise(levels)), seen.url


def test_the_banner_stands_before_the_body_unless_approved(states: Built) -> None:
    for seen in articles(states):
        banners = by_class(seen.page, "aside", "caution")
        if seen.state == "approved":
            assert banners == [], seen.url
            continue
        (banner,) = banners
        assert banner.get("role") == "note"
        assert before(banner, by_class(seen.page, "div", "prose")[0]), seen.url
        assert "hidden" not in banner.attrib
        assert len(text_of(banner)) > 40, seen.url


def test_the_tracker_shows_the_step(states: Built) -> None:
    for seen in articles(states):
        (tracker,) = by_class(seen.page, "ol", "review-tracker")
        assert [text_of(step.xpath('.//*[@class="step"]')[0]) for step in tracker.iter("li")] == STEPS
        current = [
            text_of(step.xpath('.//*[@class="step"]')[0]) for step in tracker.xpath('.//li[@aria-current="step"]')
        ]
        assert current == ([CURRENT[seen.state]] if seen.state in CURRENT else []), seen.url
        assert before(tracker, by_class(seen.page, "div", "prose")[0])


def test_reviewers_are_named_only_where_their_approval_holds(states: Built) -> None:
    for seen in articles(states):
        lists = by_class(seen.page, "ul", "reviewers")
        if seen.state != "approved":
            assert lists == [], seen.url
            continue
        (people,) = lists
        assert before(people, by_class(seen.page, "div", "prose")[0])
        said = text_of(people)
        if "mixed" in seen.url:
            assert "Rita Reviewer, MD (example person)" in said
            continue
        wanted = {"clinician": ["Rita Reviewer", "Ravi Reader"], "patient": ["Ravi Reader"]}[seen.audience]
        assert [name for name in ("Rita Reviewer", "Ravi Reader") if name in said] == wanted
        assert ("Pharmacy review" in said) == (seen.audience == "clinician")
        assert next(time.get("datetime") for time in people.iter("time")) == "2026-11-01"


def test_dates_are_times(states: Built) -> None:
    for seen in articles(states):
        times = {
            name: [time.get("datetime") for time in by_class(seen.page, "time", name)]
            for name in ("updated", "reviewed", "next-review")
        }
        assert times["updated"] == ([] if seen.audience == "everyone" else ["2026-10-20"]), seen.url
        reviewed = {"approved": ["2026-11-01"], "overdue": ["2024-01-10"]}.get(seen.state, [])
        assert times["reviewed"] == reviewed, seen.url
        due = {"approved": ["2028-11-01"], "overdue": ["2026-01-10"]}.get(seen.state)
        assert times["next-review"] in ([due] if due else [[], ["2028-11-01"]]), seen.url
        for time in seen.page.iter("time"):
            day = str(time.get("datetime"))
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", day)
            assert text_of(time).endswith(day[:4])
            assert str(int(day[8:])) in text_of(time)


def test_a_missing_date_is_said(states: Built) -> None:
    dates = one(states.page("/bare/"), '//dl[@class="dates"]')
    assert [text_of(value) for value in dates.iter("dd")] == ["date not given", "not yet", "not scheduled"]


def test_the_board_line_says_no_more_than_the_records(states: Built) -> None:
    for seen in articles(states):
        (line,) = by_class(seen.page, "p", "board")
        approved = text_of(line) == (
            "Advisory board: this version was approved by Rita Reviewer (example person) on 1 November 2026."
        )
        # Rita is of the board; the approved article's version for patients was approved by Ravi alone.
        assert approved == (seen.state == "approved" and seen.url != "/states/approved/patient/"), seen.url
        if not approved:
            assert re.search(r"has not been approved|is withdrawn|is overdue", text_of(line)), seen.url


def test_no_page_says_that_everything_is_reviewed(states: Built) -> None:
    for path, page in states.pages.items():
        assert not re.search(r"all articles (are|were|have been) ", text_of(page), re.IGNORECASE), path


def test_the_policy_is_linked(states: Built) -> None:
    for seen in articles(states):
        (link,) = by_class(seen.page, "a", "policy")
        assert link.get("href", "").endswith("about/editorial/")
        assert within(link, "main")


def test_a_way_to_report_an_error(states: Built) -> None:
    for seen in articles(states):
        assert one(seen.page, '//main//a[@href="mailto:editor@vademecum.example"]') is not None


def test_the_disclaimer_is_that_of_its_audience(states: Built) -> None:
    words = {
        "clinician": "For professionals: check every dose.",
        "patient": "This does not replace your doctor.",
        "everyone": "This page gives general information.",
    }
    for seen in articles(states):
        (section,) = by_class(seen.page, "section", "disclaimer")
        assert section.get("data-audience") == seen.audience
        assert words[seen.audience] in text_of(section)
        assert all(other not in text_of(seen.page) for name, other in words.items() if name != seen.audience), seen.url
        assert before(by_class(seen.page, "div", "prose")[0], section)
        assert within(section, "main")
        assert ("112" in text_of(section)) == (seen.audience == "patient")


def test_the_follow_up_stands_outside_the_article(states: Built) -> None:
    for seen in articles(states):
        (block,) = by_class(seen.page, "aside", "follow-up")
        assert not within(block, "article")
        assert before(one(seen.page, "//article"), block)
        assert one(block, ".//a").get("href") == "mailto:questions@vademecum.example"


def test_the_switch_leads_to_the_other_variants(states: Built) -> None:
    for seen in articles(states):
        switches = by_class(seen.page, "nav", "audience")
        if seen.audience == "everyone":
            assert switches == []
            continue
        (switch,) = switches
        links = list(switch.iter("a"))
        assert [text_of(link) for link in links] == ["Clinician", "Patient or caregiver"]
        assert [link.get("data-audience") for link in links] == ["clinician", "patient"]
        marked = [link.get("data-audience") for link in links if link.get("aria-current") == "page"]
        assert marked == [seen.audience]
        assert len({link.get("href") for link in links}) == 2


def test_the_switch_tells_each_variants_status(states: Built) -> None:
    (switch,) = by_class(states.page("/states/mixed/"), "nav", "audience")
    said = [
        [text_of(status) for status in item.xpath('.//*[@class="status" and not(@hidden)]')]
        for item in switch.iter("li")
    ]
    assert said == [["Approved"], ["Edited since approval"]]


def test_the_contents_list_the_headings(states: Built) -> None:
    for seen in articles(states):
        lists = by_class(seen.page, "nav", "toc")
        if seen.audience == "everyone":
            assert lists == []
            continue
        (contents,) = lists
        own = f"For the {seen.audience}word"
        assert [text_of(link) for link in contents.iter("a")] == ["What was found", "By age", own]


def test_a_group_of_citations_holds_its_numbers(states: Built) -> None:
    for seen in articles(states):
        for link in by_class(seen.page, "a", "citation"):
            group = next(e for e in link.iterancestors() if e.get("class") == "citations")
            assert group.tag == "span"
            assert link.get("role") == "doc-biblioref"
            key = str(link.get("href")).removeprefix("#ref-")
            assert re.fullmatch(rf"cite-{re.escape(key)}-\d+", str(link.get("id")))
            assert re.fullmatch(rf"Reference {text_of(link)}: \w+ \d{{4}}", str(link.get("aria-label")))


def test_citations_are_numbered_as_they_are_read(states: Built) -> None:
    for seen in articles(states):
        if seen.audience == "everyone":
            continue
        groups = [text_of(group) for group in by_class(seen.page, "span", "citations")]
        last = ["[clinicianword 3]", "[4]"] if seen.audience == "clinician" else ["[4]"]
        assert groups == ["[1]", "[1–3]", "[see 4 (pp 31–33)]", "[1]", "[2]", *last], seen.url


def test_the_references_carry_their_keys_and_numbers(states: Built) -> None:
    for seen in articles(states):
        lists = by_class(seen.page, "ol", "references")
        if seen.audience == "everyone":
            assert lists == []
            continue
        (references,) = lists
        assert one(seen.page, '//section[@role="doc-bibliography"]') is references.getparent()
        items = list(references.iterchildren("li"))
        assert [(item.get("data-key"), item.get("value")) for item in items] == [
            ("alpha", "1"), ("gamma", "2"), ("delta", "3"), ("omega", "4"),
        ]  # fmt: skip
        assert all(item.get("id") == f"ref-{item.get('data-key')}" for item in items)


def test_a_reference_is_its_formatted_text_alone(states: Built) -> None:
    for seen in articles(states):
        for item in seen.page.xpath('//ol[@class="references"]/li'):
            reference = one(item, './span[@class="reference"]')
            assert list(reference.iter("a")) == []
            assert "Cited at" not in text_of(reference)
    first = states.page("/states/approved/").xpath('//li[@id="ref-alpha"]')[0]
    assert text_of(first.xpath('./span[@class="reference"]')[0]).startswith(
        "Alpha A, Beta B. First trial. Lancet. 2019;1"
    )
    links = [link.get("href") for link in first.xpath(".//a[not(@role)]")]
    assert links == ["https://doi.org/10.1000/alpha", "https://pubmed.ncbi.nlm.nih.gov/11111111/"]


def test_a_reference_links_back_to_every_place_that_cites_it(states: Built) -> None:
    for seen in articles(states):
        for item in seen.page.xpath('//ol[@class="references"]/li'):
            key = item.get("data-key")
            back = [str(link.get("href"))[1:] for link in item.xpath('.//a[@role="doc-backlink"]')]
            cited = [
                link.get("id") for link in by_class(seen.page, "a", "citation") if link.get("href") == f"#ref-{key}"
            ]
            groups = [place for place in back if place not in cited]
            assert [place for place in back if place in cited] == cited
            assert len(back) == len(set(back))
            assert all(re.fullmatch(r"cite-\d+", place) for place in groups)
            assert all(seen.page.xpath(f'//*[@id="{place}"]') for place in back)


def test_a_source_inside_a_range_links_back_to_its_group(states: Built) -> None:
    page = states.page("/states/approved/")
    (item,) = page.xpath('//li[@id="ref-gamma"]')
    back = [str(link.get("href"))[1:] for link in item.xpath('.//a[@role="doc-backlink"]')]
    (group,) = page.xpath(f'//*[@id="{back[0]}"]')
    assert group.get("class") == "citations"
    assert text_of(group) == "[1–3]"


def test_ids_of_the_page_are_unique(states: Built) -> None:
    for path, page in states.pages.items():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), path


def test_the_example_people_are_marked_wherever_they_are_named(states: Built) -> None:
    for seen in articles(states):
        for person in by_class(seen.page, "span", "person"):
            if not (within(person, "dd") and ":" in (person.tail or "")):
                assert "(example person" in (person.tail or ""), seen.url


def test_the_states_of_the_site_are_what_its_records_say(states: Built) -> None:
    assert set(RECORDS) == {"approved", "edited", "overdue", "mixed"}
    assert states.report.articles == len(STATES) + 3  # mixed, bare and the policy
    assert AS_OF.isoformat() > "2026-11-01"
