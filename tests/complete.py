"""What a site needs before anything on it may be shown as approved: policies, and people who say who they are."""

POLICIES = ("editorial", "corrections", "ai", "conflicts", "privacy", "board")

SETTINGS = "\n".join(
    [
        "[tool.vademecum]",
        'contact = "mailto:editor@example.org"',
        *(f'policies.{name} = "about.md"' for name in POLICIES),
    ]
)
"""Settings to which others can be added, a line each."""

SITE: dict[str, str | bytes] = {
    "pyproject.toml": f"{SETTINGS}\n",
    "content/about.md": "---\ntitle: How we work\nlayout: page\n---\nCarefully.\n",
}


def person(name: str, more: str = "") -> str:
    """Return the fields of a person about whom nothing is missing."""
    stated = "conflicts: {statement: none, on: 2026-01-10}"
    return f"{{name: {name}, credentials: MD, affiliation: Example Hospital, {stated}{more}}}"
