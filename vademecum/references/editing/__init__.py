"""Entries → the text of a ``.bib`` file: new ones, tidy ones."""
