"""The settings that a site may give."""
