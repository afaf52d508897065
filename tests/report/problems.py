"""Problems that hold everything that a form could stumble over."""

from vademecum.problems import Place, Problem, due, error, in_order, warning

ODD = Place(file="content/b, 50 %:ä/[c].md", line=14, column=23)

SAMPLES: tuple[Problem, ...] = in_order(
    [
        error("CIT-01", ODD, 'no entry "strosbrg2017" in references.bib', 'did you mean "strosberg2017"?'),
        error("CIT-01", ODD, "the same rule, another message: 100 % {0} <b> & \x1b[31m\x00"),
        warning("MD-06", Place(file="content/a.md", line=3), "write [text](other.md){#id}", "or ```[x]```"),
        due("DAT-05", Place(file="content/a.md"), "the review was due on 2026-01-01"),
        warning("CFG-04", Place(file=""), "a problem of no file\nin two lines"),
    ]
)
