"""The editorial report as one HTML file that holds all it needs: to read on a screen, and to print on paper."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from vademecum.report.editorial.tables import Table
from vademecum.report.editorial.whole import EditorialReport

_FIXED = ("Since", "On", "Approved on", "Ends", "Rule")
"""Columns of days and ids, which are never broken."""

_STYLE = """
:root { font-size: 15px; color-scheme: light; --ink: #1c2430; --faint: #5a6675; --line: #d5dbe3; --mark: #8a1c2b; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 64rem; padding: 2rem 1.5rem 4rem; color: var(--ink); background: #fff;
  font: 1rem/1.45 system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif; }
header { border-bottom: 3px solid var(--ink); padding-bottom: 0.75rem; }
h1 { margin: 0; font-size: 1.9rem; line-height: 1.2; }
header p { margin: 0.25rem 0 0; color: var(--faint); }
h2 { margin: 2.25rem 0 0; font-size: 1.2rem; }
h2 .count { color: var(--faint); font-weight: 400; }
.says { margin: 0.1rem 0 0.6rem; color: var(--faint); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(5.75rem, 1fr)); gap: 1px; margin: 1.25rem 0 0;
  border: 1px solid var(--line); background: var(--line); }
.figures div { padding: 0.5rem 0.75rem; background: #fff; }
.figures dt { font-size: 0.8rem; color: var(--faint); }
.figures dd { margin: 0; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
.policy { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2rem; margin: 1rem 0 0; }
.policy div { display: flex; gap: 0.5rem; padding: 0.2rem 0; border-bottom: 1px solid var(--line); }
.policy .whole { grid-column: 1 / -1; }
.policy dt { flex: 0 0 10.5rem; color: var(--faint); }
.policy dd { margin: 0; overflow-wrap: anywhere; }
.policy dd span { display: block; }
.wide { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th { text-align: start; vertical-align: bottom; font-size: 0.8rem; border-bottom: 1.5px solid var(--ink); }
th, td { padding: 0.35rem 0.75rem 0.35rem 0; }
td { vertical-align: top; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
.fixed, .number { white-space: nowrap; font-variant-numeric: tabular-nums; }
th.number, td.number { text-align: end; padding-inline-end: 1.5rem; }
.more { display: block; font-size: 0.85rem; color: var(--faint); overflow-wrap: anywhere; }
.none { margin: 0; }
@media (max-width: 40rem) {
  body { padding: 1.25rem 1rem 3rem; }
  .policy { grid-template-columns: 1fr; }
  .policy dt { flex-basis: 8rem; }
  .wide table { min-width: 36rem; }
}
@page { size: A4; margin: 16mm 14mm; }
@media print {
  :root { font-size: 9pt; }
  body { max-width: none; padding: 0; }
  h2, .says { break-after: avoid; }
  .wide { overflow: visible; }
  .wide table { min-width: 0; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
}
"""

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Editorial report of {{ report.title }}, {{ report.day }}</title>
<style>{{ style }}</style>
</head>
<body>
<header>
<h1>Editorial report</h1>
<p>{{ report.title }}, as on {{ report.day }} (UTC). Not part of the site.</p>
</header>
<main>
<dl class="figures">
{% for label, count in report.figures %}
<div><dt>{{ label }}</dt><dd>{{ count }}</dd></div>
{% endfor %}
</dl>
<dl class="policy" aria-label="What the texts were judged by">
{% for label, value in report.policy %}
{% set lines = [value] if value is string else value %}
<div{% if value is not string %} class="whole"{% endif %}><dt>{{ label }}</dt>\
<dd>{% for line in lines %}<span>{{ line }}</span>{% endfor %}</dd></div>
{% endfor %}
</dl>
{% for table in report.tables %}
<section aria-labelledby="table-{{ loop.index }}">
<h2 id="table-{{ loop.index }}">{{ table.title }} <span class="count">({{ table.rows|length }})</span></h2>
{% if table.rows %}
<p class="says">{{ table.says }}</p>
<div class="wide" role="group" tabindex="0" aria-labelledby="table-{{ loop.index }}">
<table>
<thead><tr>
{% for column in table.columns %}
<th scope="col"{{ kind(column, table) }}>{{ column }}</th>
{% endfor %}
</tr></thead>
<tbody>
{% for row in table.rows %}
<tr>
{% for cell in row %}
{% set lines = [cell] if cell is string else cell|select|list %}
<td{{ kind(table.columns[loop.index0], table) }}>{{ lines[0] if lines }}\
{% for line in lines[1:] %} <span class="more">{{ line }}</span>{% endfor %}</td>
{% endfor %}
</tr>
{% endfor %}
</tbody>
</table>
</div>
{% else %}
<p class="none">None.</p>
{% endif %}
</section>
{% endfor %}
</main>
</body>
</html>
"""


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_PAGE)


def editorial_page(report: EditorialReport) -> str:
    """Return the report as HTML: without script, and asking nobody for anything."""
    return _template().render(report=report, style=Markup(_STYLE), kind=_kind)  # noqa: S704 - our own


def _kind(column: str, table: Table) -> Markup:
    """Return the class of a column's cells."""
    if column in table.numbers:
        return Markup(' class="number"')
    return Markup(' class="fixed"') if column in _FIXED else Markup()
