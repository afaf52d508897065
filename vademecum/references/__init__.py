"""From the text of a ``.bib`` file to a printed reference: read, decode, format, export. No file is opened here."""
