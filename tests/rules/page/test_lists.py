"""A list that is spared the parser hides nothing: its page is judged as if it had been read whole."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.reading import Built
from vademecum.problems import Place
from vademecum.rules.page.check import check_page
from vademecum.rules.page.expected import Expected
from vademecum.rules.page.lists import spare_lists

EXPECTED = Expected(layout=Place(file="layouts/list.html"), url="/states/", lists=True)
START, END = '<ul class="cards" role="list">', "</ul>"


@pytest.mark.parametrize(("url", "css"), [("/states/", "cards"), ("/", "cards"), ("/references/", "sources")])
def test_what_the_layouts_write_is_spared(states: Built, url: str, css: str) -> None:
    source = states.text(url)
    found = spare_lists(source)
    assert found is not None
    assert found.count == 1
    assert f'class="{css}"' not in found.page
    assert list(found.ids) == states.page(url).xpath(f'//ul[@class="{css}"]//@id')
    assert check_page(source, EXPECTED) == ()


@pytest.mark.parametrize(
    "entry",
    [
        "a",
        "<li>a",
        "<li>a</p></li>",
        "<li><p>a</li>",
        "<li></ul></li>",
        "<li><ul>a</ul></li>",
        "<li><script>a</script></li>",
        "<li><img src=a></li>",
        '<li><img src="//evil.example/a.png" alt=""></li>',
        '<li style="a">b</li>',
        '<li><p onclick="a()">b</p></li>',
        "<li data-card onclick=a()>b</li>",
        '<li data-card="a"onclick="b()">c</li>',
        "<li><!-- a --></li>",
        "<li hidden>a</li>",
        '<li><a href="javascript:a()">b</a></li>',
        '<li><a href="java&#115;cript:a()">b</a></li>',
        '<li><a href="\x01javascript&colon;a()">b</a></li>',
        '<li><a href="https://a.example/">b</a></li>',
        '<li><a href="http://a.example/" rel="noopener noreferrer">b</a></li>',
        "<li><h1>a</h1></li>",
        "<li><main>a</main></li>",
        "<li><details>a</details></li>",
        '<li><p id="a">b</p></li>',
    ],
)
def test_anything_else_is_read(states: Built, entry: str) -> None:
    assert spare_lists(f"<main>{START}{entry}{END}</main>") is None
    source = states.text("/states/").replace(START, f"{START}\n{entry}\n")
    assert check_page(source, EXPECTED) == check_page(source, replace(EXPECTED, lists=False))


@pytest.mark.parametrize(
    "entry",
    [
        "<li>a</li>",
        '<li id="ref-a" data-card>a <b lang="de">b</b></li>',
        '<li><h3><a href="./">a</a></h3><p class="b">c</p>\n<ul>\n<li><a href="./?b=c&amp;d">e</a></li>\n</ul></li>',
        '<li><a href="https://a.example/" rel="noopener noreferrer">b</a></li>',
        '<li><a href="../a:b/">c</a><a href="#d:e">f</a></li>',
    ],
)
def test_words_and_links_are_spared(entry: str) -> None:
    found = spare_lists(f"<main>{START}{entry}{END}</main>")
    assert found is not None
    assert "<li" not in found.page


def test_an_id_in_a_list_and_in_the_layout_is_found(states: Built) -> None:
    source = states.text("/states/").replace(START, f'{START}<li id="vm-main">a</li>')
    assert spare_lists(source) is not None
    assert [problem.message for problem in check_page(source, EXPECTED)] == [
        '/states/: the id "vm-main" stands 2 times'
    ]


@pytest.mark.parametrize("around", [("<!--", "-->"), ("<template>", "</template>"), ("<p>", "</p>"), ('<a b="', '">')])
def test_a_list_in_a_wrong_place_is_read_there(states: Built, around: tuple[str, str]) -> None:
    source = states.text("/states/").replace("<h1>", f'{around[0]}{START}<li id="vm-main">a</li>{END}{around[1]}<h1>')
    assert check_page(source, EXPECTED) == check_page(source, replace(EXPECTED, lists=False))
