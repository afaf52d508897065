"""YAML to front matter, source to article."""
