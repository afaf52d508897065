"""A list is left out of a page only if it holds words and links, each closed where it was opened."""

from __future__ import annotations

import pytest

from tests.reading import Built
from tests.rules.page.test_reduced import messages, of_the_whole
from vademecum.problems import Place
from vademecum.rules.page.check import check_page
from vademecum.rules.page.expected import Expected
from vademecum.rules.page.grammar import PARTS, lists
from vademecum.rules.page.reduced import reduce_page

EXPECTED = Expected(layout=Place(file="layouts/list.html"), url="/states/")
START, END = '<ul class="cards" role="list">', "</ul>"


@pytest.mark.parametrize(("url", "css"), [("/states/", "cards"), ("/", "cards"), ("/references/", "sources")])
def test_what_the_layouts_write_is_spared(states: Built, url: str, css: str) -> None:
    source = states.text(url)
    found = reduce_page(source, EXPECTED)
    assert source.count(f'class="{css}"') == 1
    assert f'class="{css}"' not in found.page
    assert set(states.page(url).xpath(f'//ul[@class="{css}"]//@id')) <= set(found.ids)
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
        '<li><a rel="x" href="https://a.example/" rel="noopener noreferrer">b</a></li>',
        '<li><a href="http://a.example/" rel="noopener">b</a></li>',
        "<li><h1>a</h1></li>",
        "<li><main>a</main></li>",
        "<li><details>a</details></li>",
        "<li><li>a</li></li>",
        "<li><div><li>a</li></div></li>",
        "<li><b>a</li>",
        "<li><a href='./'>a</a></li>",
        "<li><p><p>a</p></p></li>",
        "<li><p><ul></ul></p></li>",
        "<li><h2><h3>a</h3></h2></li>",
        "<li><table><tr><td>a</td></tr></table></li>",
        '<li><a href="./"><a href="./">a</a></a></li>',
        '<li><span aria-hidden="true">a</span></li>',
        '<li aria-current="step">a</li>',
        '<li class="a policy">b</li>',
        '<li class="a&#32;policy">b</li>',
        "<li><h1>a</h1>",
    ],
)
def test_anything_else_is_read(states: Built, entry: str) -> None:
    text = f"{START}{entry}{END}"
    assert not lists().fullmatch(text) or PARTS.search(text)
    source = states.text("/states/").replace(START, f"{START}\n{entry}\n")
    assert messages(source, EXPECTED) == of_the_whole(source, EXPECTED)


@pytest.mark.parametrize(
    "entry",
    [
        "<li>a</li>",
        '<li id="ref-a" data-card>a <span lang="de">b</span> <b>c</b></li>',
        '<li><h3><a href="./">a</a></h3><p class="b">c</p>\n<ul>\n<li><a href="./?b=c&amp;d">e</a></li>\n</ul></li>',
        '<li><a href="https://a.example/" rel="noopener noreferrer">b</a></li>',
        '<li><a href="../a:b/">c</a><a href="#d:e">f</a></li>',
    ],
)
def test_words_and_links_are_spared(entry: str) -> None:
    assert lists().fullmatch(f"{START}{entry}{END}")


@pytest.mark.parametrize(
    "text",
    [
        "<dl></dl>",
        "<dl><div><dt>a</dt><dd>b <i>c</i></dd>\n<dd>d</dd></div></dl>",
        '<dl class="a"><div><dt>a</dt><dd><pre tabindex="0"><code>b</code></pre></dd></div></dl>',
        "<dl><div><dt>a</dt><dd><ul><li>b</li></ul></dd></div></dl>",
    ],
)
def test_terms_and_what_they_mean_are_spared(text: str) -> None:
    assert lists().fullmatch(text)


@pytest.mark.parametrize(
    "text",
    [
        "<dl>a</dl>",
        "<dl><dd>a</dd></dl>",
        "<dl><div><dt>a</dd></div></dl>",
        "<dl><div><dt>a</div></dl>",
        "<dl><div><dt><dl></dl></dt></div></dl>",
        "<dl><div><dd><div><dd>a</dd></div></dd></div></dl>",
        "<dl><div><dd><pre><pre>a</pre></pre></dd></div></dl>",
    ],
)
def test_other_terms_are_read(text: str) -> None:
    assert not lists().fullmatch(text)


def test_an_id_in_a_list_and_in_the_layout_is_found(states: Built) -> None:
    source = states.text("/states/").replace(START, f'{START}<li id="vm-main">a</li>')
    assert [problem.message for problem in check_page(source, EXPECTED)] == [
        '/states/: the id "vm-main" stands 2 times'
    ]


@pytest.mark.parametrize("around", [("<!--", "-->"), ("<template>", "</template>"), ("<p>", "</p>"), ('<a b="', '">')])
def test_a_list_in_a_wrong_place_is_read_there(states: Built, around: tuple[str, str]) -> None:
    source = states.text("/states/").replace("<h1>", f'{around[0]}{START}<li id="vm-main">a</li>{END}{around[1]}<h1>')
    assert messages(source, EXPECTED) == of_the_whole(source, EXPECTED)
