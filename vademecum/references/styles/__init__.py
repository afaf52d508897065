"""`Reference` → the text of a list, one file a style."""
