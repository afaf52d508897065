"""The ``.bib`` file: its entries and faults, nothing decoded."""
