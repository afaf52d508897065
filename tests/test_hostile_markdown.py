"""Markdown and sources make only the elements that their syntax has, and lead only where links may lead."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.building import article, build, contents, write
from tests.taming import TEXTS, assert_tame, by_topic, pages


def everywhere(text: str) -> str:
    """Return a body with a text in every place of Markdown."""
    flat = text.replace("\n", " ")
    return f"""\
A paragraph {text} of text, *emphasis {flat}*, **strong {flat}**, ~~struck {flat}~~, `code {flat}`.

## Heading {flat}

- item {flat}
- [ ] task {flat}

> quoted {flat}

[link {flat}](https://example.org/) [link](https://example.org/ "{flat}") [ref][r]

![picture {flat}](pic.png) ![picture](pic.png "{flat}")

![picture](pic.png "caption {flat}")

[r]: https://example.org/ "{flat}"

| a {flat} | b |
|---|---|
| c {flat} | d |

: caption {flat}

Term {flat}
: definition {flat}

::: note {flat}
inside {flat}
:::

::: details {flat}
inside {flat}
:::

```python {flat}
code {flat}
```

```{flat}
code
```

    indented {flat}

[span {flat}]{{lang=en}} a footnote[^1] and ^[inline {flat}] and [see {flat} @key, p. 3, {flat}; @key].

[^1]: note {flat}

H~{flat}~O x^{flat}^

[span]{{lang="{flat}" .{flat} title="{flat}" onclick="{flat}"}} `code`{{.{flat}}} ![picture](pic.png){{width="{flat}"}}

### Heading two {{#x{flat}}}

[span]{{#y{"".join(flat.split())}}} [mark][^l{"".join(flat.split())}] [own](#z{flat})

[^l{"".join(flat.split())}]: Labelled.
"""


BIB = "@article{key, author = {Strosberg, Jo}, title = {A trial}, journal = {Gut}, year = {2020}, volume = {1}}\n"
LENIENT = '[tool.vademecum.rules]\n"LNK-01" = "off"\n"LNK-02" = "off"\n"LNK-03" = "off"\n"LNK-04" = "off"\n'


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_markdown_makes_only_its_own_elements(text: str, tmp_path: Path) -> None:
    unclosed = re.sub(r":::|\[@?\^?[gh]\]", "", text).replace("$", r"\$")  # what is no formula between two is an error
    files = {
        "pyproject.toml": LENIENT,
        "references.bib": BIB,
        "content/_audiences/patient.md": f"---\nlabel: P\n---\n\nAsk {text} them, [us](https://example.org/).\n",
        "content/a.md": article(everywhere(unclosed), audiences="[patient]"),
        "content/pic.png": "1",
    }
    write(tmp_path, files)
    done = build(tmp_path)
    assert done.code == 0, done.err
    assert_tame(contents(tmp_path / "site"))


def test_template_syntax_is_printed(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"content/a.md": article(everywhere("{{ 7919*7907 }}")), "content/pic.png": "1", "references.bib": BIB},
    )
    assert build(tmp_path).code == 0
    page = pages(contents(tmp_path / "site"))["a/index.html"]
    body = "".join(map(str, page.xpath("//text()[not(parent::script)]")))
    assert body.count("{{ 7919*7907 }}") > 15
    assert "62615533" not in body


TARGETS = [
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "javascript&colon;alert(1)", "&#106;avascript:alert(1)"),
    *("&#x6a;avascript:alert(1)", "java&#10;script:alert(1)", "java&#x09;script:alert(1)", "java&Tab;script:x"),
    *("java&NewLine;script:x", "&#1;javascript:x", "%6aavascript:x", "%6Aavascript%3Ax", "%256aavascript:x"),
    *("java%0ascript:x", "%09javascript:x", "%00javascript:x", "\\javascript:x", "java\\script:x", "javascript\\:x"),
    *("\uff4aavascript:x", "javas\u0441ript:x", "javascript\uff1ax", "\u202ejavascript:x", "\u200bjavascript:x"),
    *("vbscript:x", "data:text/html,<script>x</script>", "data:text/html;base64,PHNjcmlwdD4=", "data:image/svg+xml,x"),
    *("blob:https://example.org/x", "about:blank", "view-source:javascript:x", "feed:javascript:x", "file:///etc/passwd"),
    *("ftp://example.org/", "intent:x", "ms-msdt:x", "filesystem:x", "jar:x", "chrome://x", "ws://x", "urn:x", "x:y"),
    *("//evil.example/", "/\\evil.example", "\\\\evil.example", "///evil.example", "https:evil", "http:/evil"),
    *("https://", "https://[", "https://a b/", "http://\u202e/", "./javascript:x", "/javascript:x"),
    *("../../secret.txt", "..%2f..%2fsecret.txt", "%2e%2e/%2e%2e/secret.txt", "%252e%252e/%252e%252e/secret.txt"),
    *("x/../javascript:x", "a.md/../j:x", "..\\..\\secret.txt", "/../../secret.txt", "....//secret.txt", "/etc/passwd"),
    *("a.md%00", "pic.png/../../../secret.txt", "pic.png%2f..%2f..%2f..%2fsecret.txt"),
]  # fmt: skip


def test_no_spelling_of_a_scheme_passes(tmp_path: Path) -> None:
    lines = []
    for target in TARGETS:
        lines += [f"[a]({target}) [b](<{target}>) <{target}> ![c]({target}) ![d](<{target}>) {target}", ""]
        lines += [f"[e{len(lines)}]", "", f"[e{len(lines)}]: <{target}>", ""]
        lines += [f"[f{len(lines)}]", "", f"[f{len(lines)}]: {target}", ""]
    folder = write(
        tmp_path / "site-folder",
        {"pyproject.toml": LENIENT, "content/index.md": article("\n".join(lines)), "content/a.md": article("x")},
    )
    write(folder, {"content/b.md": article("\n".join(lines)), "content/pic.png": "1"})
    done = build(folder)
    assert done.code == 0, done.err
    made = contents(folder / "site")
    assert_tame(made)
    for path in ("index.html", "b/index.html"):
        hosts = {str(each) for each in pages(made)[path].xpath("//main//@href | //main//@src")}
        assert not [each for each in hosts if "evil" in each or "passwd" in unquote(unquote(each))]


@pytest.mark.parametrize("target", TARGETS, ids=range(len(TARGETS)))
def test_a_source_may_give_any_url(target: str, tmp_path: Path) -> None:
    field = re.sub(r"[{}%#\\]", lambda found: f"\\{found[0]}", target)
    entry = f"@online{{key, author = {{A, B}}, title = {{T}}, year = {{2020}}, url = {{{field}}}}}\n"
    write(tmp_path, {"references.bib": entry, "content/a.md": article("Text [@key].\n")})
    done = build(tmp_path)
    assert done.code == 0, done.err
    assert_tame(contents(tmp_path / "site"))


@pytest.mark.parametrize("key", ["a<b>c", 'a"b', "a'b", "a&b;", "a--></script>", "javascript:x", "\u202ea", "a+b=c"])
def test_a_source_may_have_any_key(key: str, tmp_path: Path) -> None:
    entry = f"@misc{{{key}, author = {{A, B}}, title = {{T}}, year = {{2020}}, howpublished = {{Web}}}}\n"
    write(tmp_path, {"references.bib": entry, "content/a.md": article(f"Text [@{{{key}}}].\n")})
    done = build(tmp_path)
    if done.code == 0:
        assert_tame(contents(tmp_path / "site"))
        assert b"ref-" in (tmp_path / "site/a/index.html").read_bytes()
    else:
        assert "BIB-01" in done.err


@pytest.mark.parametrize("text", [text for text in TEXTS if not set(text) & set("{}\\%")], ids=repr)
def test_a_source_may_say_anything(text: str, tmp_path: Path) -> None:
    def made(words: str) -> dict[str, bytes]:
        said = re.sub(
            r"[#&$_~^]", lambda found: f"{{\\char`\\{found[0]}}}" if found[0] in "~^" else f"\\{found[0]}", words
        )
        names = (
            "title",
            "journal",
            "volume",
            "number",
            "pages",
            "note",
            "publisher",
            "address",
            "edition",
            "doi",
            "pmid",
        )
        fields = [f"author = {{{{{said}}}}}", *(f"{name} = {{z {said} z}}" for name in names), "year = {2020}"]
        folder = tmp_path / str(len(words))
        write(
            folder,
            {"references.bib": f"@article{{key, {', '.join(fields)}}}\n", "content/a.md": article("@key [@key].")},
        )
        done = build(folder)
        assert done.code == 0, done.err
        return contents(folder / "site")

    hostile = made(text)
    assert_tame(hostile)
    if "<i>" not in text:  # a mark that references may hold
        assert by_topic(hostile) == by_topic(made("word"))
