"""Problems as text and as data."""
