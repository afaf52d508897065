"""`Reference` → the text of a list in a style of the Citation Style Language."""
