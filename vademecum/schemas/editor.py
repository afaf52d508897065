"""What Visual Studio Code needs to check a site's files while they are written: schema files, and who they are for.

The YAML extension (redhat.vscode-yaml) maps a schema to files, Even Better TOML (tamasfe.even-better-toml) a pattern of
a file's address to a schema. Neither looks into the front matter of Markdown.
"""

from __future__ import annotations

from collections.abc import Mapping

from vademecum.schemas.jsonc import JsoncError, with_value
from vademecum.schemas.named import SCHEMAS, schema_text

FOLDER = ".vscode/vademecum"
SETTINGS, EXTENSIONS = ".vscode/settings.json", ".vscode/extensions.json"

_NEEDED = (
    (SETTINGS, ("yaml.schemas", f"./{FOLDER}/people.json"), "content/_people.yml"),
    (SETTINGS, ("evenBetterToml.schema.associations", r"^.*/pyproject\.toml$"), f"./{FOLDER}/pyproject.json"),
    (EXTENSIONS, ("recommendations",), ["redhat.vscode-yaml", "tamasfe.even-better-toml"]),
)


def schema_files() -> dict[str, str]:
    """Return path → text of every schema."""
    return {f"{FOLDER}/{name}.json": schema_text(name) for name in SCHEMAS}


def editor_files(present: Mapping[str, str]) -> dict[str, str]:
    """Return the editor's own files with what is needed added; raises `JsoncError` with the file's name."""
    files = dict(present)
    for path, way, value in _NEEDED:
        try:
            files[path] = with_value(files.get(path, ""), way, value)
        except JsoncError as fault:
            raise JsoncError(f"{path}: {fault}") from fault
    return files
