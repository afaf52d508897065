"""The preview: watch the sources, build what changed, show it in the browser at once."""
