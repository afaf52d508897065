"""One entry → `Reference`: names, dates and titles without a trace of TeX."""
