"""``python build.py ...`` is ``vademecum build ...`` in this folder; this file parses on any Python 3."""

import os
import sys

NEEDED = (
    "click",
    "jinja2",
    "lxml",
    "markdown_it",
    "math_core",
    "mdit_py_plugins",
    "msgspec",
    "pybtex",
    "pygments",
    "selectolax",
    "watchfiles",
    "yaml",
)
SETUP = 'build.py needs Python 3.11 or newer and the packages in requirements/runtime.txt: run "make site"\n'


if __name__ == "__main__":
    if sys.version_info < (3, 11):
        sys.stderr.write(SETUP)
        sys.exit(3)
    os.chdir(os.path.dirname(os.path.abspath(__file__)))
    sys.argv.insert(1, "build")
    try:
        from vademecum.cli import main

        main()
    except ImportError as error:
        if str(error.name).split(".")[0] not in NEEDED:
            raise
        sys.stderr.write(SETUP)
        sys.exit(3)
