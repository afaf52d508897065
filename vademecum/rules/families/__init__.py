"""The rules themselves, a family a file."""
