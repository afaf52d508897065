"""The check of a page's final HTML: see `check.check_page`."""
