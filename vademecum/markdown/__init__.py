"""Text to body; one syntax is one file."""
