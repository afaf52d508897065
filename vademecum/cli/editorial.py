"""``--editorial-report`` of ``build`` and ``check``."""

from __future__ import annotations

from pathlib import Path

from vademecum.disk.write import write_report
from vademecum.model.run import Report
from vademecum.pipeline import Options, read_settings, survey
from vademecum.problems import UsageError
from vademecum.report.editorial.page import editorial_page
from vademecum.report.editorial.whole import editorial_report


def refuse_inside(file: str, root: Path, options: Options) -> None:
    """Refuse a report that would stand in the site, where everybody could read it (`UsageError`)."""
    config, _ = read_settings(root, options)
    output = (root / (options.output or config.output)).resolve()
    if Path(file).resolve().is_relative_to(output):
        raise UsageError(f"the editorial report {file} would stand inside the site; choose another place")


def write_editorial(file: str, root: Path, options: Options, result: Report) -> None:
    """Write the report: of all texts, drafts and what is not published among them."""
    site, facts, _ = survey(root, options)
    report = editorial_report(site, facts, result.problems, result.waived, strict=options.strict)
    write_report(file, editorial_page(report))
