"""Formulas: TeX between dollar signs, set as MathML when the page is built."""
