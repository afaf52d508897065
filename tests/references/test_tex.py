"""TeX, HTML and invisible characters → text."""

from __future__ import annotations

import pytest

from vademecum.references.decoding.protection import shifted, spans
from vademecum.references.decoding.tex import decode_tex
from vademecum.references.marks import cleaned, html, plain

ACCENTS = [
    (r"Jos{\'{e}} Lu{\'{\i}}s", "José Luís"),
    (r"{\'C}wik{\l}a", "Ćwikła"),
    (r"Sedl{\'a}{\v c}kov{\'a}", "Sedláčková"),
    (r"\c c\c{c}\v{S}\o re \aa \AA{}x \ss{} \"{\i} \~n \~{n} \=a", "ççŠøre åÅx ß ï ñ ñ ā"),
    (r"Sch\''{u}ller \'{\i} \u{g}\u g \H{o} \k{a} \d{s} \b{b} \r{u} \.I \t{oo}", "Schüller í ğğ ő ą ṣ ḇ ů İ o͡o"),
    (r"\'{} \~{} \^{} \'", "~ ^"),
    (r"\'{\emph{e}}", "<i>e</i>"),
    (r"{\relax Ph}D {\em in vitro} {\it a {b} c} \textit{d}", "PhD <i>in vitro</i> <i>a b c</i> <i>d</i>"),
]
SIGNS = [
    (r"A \& B 5 % 10\% \$3 \#1 \_ \{a\} a_b^c #1", "A & B 5 % 10% $3 #1 _ {a} a_b^c #1"),
    (r"10\,mg 1~2 a\\b x\-y", "10\u202fmg 1\u00a02 a b xy"),
    (r"pages 1--2 --- ``q'' `r'", "pages 1–2 — “q” ‘r’"),
    (r"\textendash\ \textemdash{} \ldots{} \TeX{} \copyright", "– — … TeX ©"),
    (r"\textbackslash n \textless 5 \textgreater", "\\n <5 >"),
    (r"\enquote{q} \mkbibquote{r} \mkbibparens{s} \mkbibbrackets{t}", "“q” “r” (s) [t]"),
    (r"\url{http://x.org/a_b} \href{http://y}{text} \textcolor{red}{z}", "http://x.org/a_b text z"),
    (r"\noopsort{1990}1991 \footnote{no}x \begin{a}y\end{a}", "1991 x y"),
    (r"\frac{1}{2} \textsuperscript{177}Lu H\textsubscript{2}O", "1/2 <sup>177</sup>Lu H<sub>2</sub>O"),
]
MATH = [
    (r"$^{177}$Lu $^3$H H$_2$O $\beta_1$ $p<.05$", "<sup>177</sup>Lu <sup>3</sup>H H<sub>2</sub>O β<sub>1</sub> p<.05"),
    (r"\(x^2\) $\mathrm{CO_2}$ $10^{-3}$ $\le 5$", "x<sup>2</sup> CO<sub>2</sub> 10<sup>-3</sup> ≤5"),
    (r"[$łess$sup$\greater$18$łess$/sup$\greater$F]", "[<sup>18</sup>F]"),
    (r"Biomarkers &amp$\mathsemicolon$ Prevention", "Biomarkers & Prevention"),
]
HTML = [
    ("A &amp; B &lt;i&gt;x&lt;/i&gt; &#945; &amp;lt; &nosuch; & c", "A & B <i>x</i> \u03b1 < &nosuch; & c"),
    ("{$<$}i{$>$}E coli{$<$}/i{$>$} p {$<$} 0.05", "<i>E coli</i> p < 0.05"),
    ("<em>a</em> <b>b</b> <span class='x'>c</span> <sub>d", "<i>a</i> b c d"),
    ("<i>a<sup>b</i>c</sup> <br/> </i>", "<i>a<sup>b</sup></i>c"),
    ("<sup<i>>a", "a"),
    ("if a<b and c>d <script>", "if a<b and c>d <script>"),
]
MESS = [
    ("a}b{c", "abc"),
    ("{{{}}}", ""),
    ("\\", ""),
    ("x\\", "x"),
    ("$", ""),
    ("  two   spaces\n here ", "two spaces here"),
    ("{" * 500 + "deep" + "}" * 500, ""),
    ("\\'" * 500 + "e", ""),
]


@pytest.mark.parametrize(("typed", "expected"), [*ACCENTS, *SIGNS, *MATH, *HTML])
def test_text_is_what_the_author_meant(typed: str, expected: str) -> None:
    decoded = decode_tex(typed)
    assert decoded.text == expected
    assert not decoded.unknown


@pytest.mark.parametrize(("typed", "expected"), MESS)
def test_what_nobody_meant_does_no_harm(typed: str, expected: str) -> None:
    found = decode_tex(typed).text
    assert found == expected or (not expected and not set(found) & set("{}\\"))


def test_unknown_commands_are_named_and_their_arguments_kept() -> None:
    decoded = decode_tex(r"A \foo{b} \baz[x]{c} \foo d")
    assert decoded.text == "A b c d"
    assert decoded.unknown == (r"\foo", r"\baz")


def test_invisible_characters_are_dropped_and_named() -> None:
    decoded = decode_tex("M\u200bu\u00adl\u202eler\x07 \u0645\u06cc\u200c\u062e\u0648")
    assert decoded.text == "Muller \u0645\u06cc\u200c\u062e\u0648"
    assert decoded.invisible == ("U+200B", "U+00AD", "U+202E", "U+0007")


@pytest.mark.parametrize(
    ("typed", "text", "protected"),
    [
        ("Plain", "Plain", ()),
        ("{A} b {CD}{E}", "A b CDE", ((0, 1), (4, 7))),
        ("{{All} of it}", "All of it", ((0, 9),)),
        (r"The {\'E}tude of {DNA}", "The Étude of DNA", ((4, 5), (13, 16))),
        ("{}x", "x", ()),
    ],
)
def test_braces_protect_letters(typed: str, text: str, protected: tuple[tuple[int, int], ...]) -> None:
    assert spans(decode_tex(typed, braces=True).text) == (text, protected)
    assert shifted(protected, 2) == tuple((start + 2, end + 2) for start, end in protected)


def test_a_spare_brace_mark_protects_nothing() -> None:
    assert spans("a\ue001b") == ("ab", ())


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a & b", "a &amp; b"),
        ("<i>a</i> < b", "<i>a</i> &lt; b"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("</i>a<sup>", "a"),
        ("<i/>a", "&lt;i/&gt;a"),
    ],
)
def test_html_lets_nothing_but_marks_through(text: str, safe: str) -> None:
    assert html(text) == safe


def test_plain_text_has_no_marks() -> None:
    assert plain("<i>a</i><sup>2</sup> < 3") == "a2 < 3"
    assert cleaned("no tags") == "no tags"
