"""Reading a site from its folder: settings, what stands before bodies, bibliography, layouts; no body."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from msgspec.structs import replace

from vademecum.ahead import Begun
from vademecum.assemble import assemble
from vademecum.config import Config, parse_base_url, parse_config
from vademecum.disk.load import decode, digest_file, read_bytes, read_optional
from vademecum.disk.project import read_assets, read_layouts
from vademecum.disk.signing import are_good
from vademecum.fronts import reading
from vademecum.model.articles import Parsed, ParsedVariant, Person, Review
from vademecum.model.references import StyleFile
from vademecum.model.retractions import Retractions
from vademecum.model.run import Options
from vademecum.model.site import Asset, Site
from vademecum.pages.layouts import LayoutFiles, asset_names
from vademecum.problems import Place, Problem, UsageError, error, warning
from vademecum.references.bibliography import read_bibliography
from vademecum.references.journals import iso4, read_table
from vademecum.references.retractions import read_retractions, wanted
from vademecum.review.signatures import claim
from vademecum.rules.families.retractions import list_day
from vademecum.rules.levels import rule_settings
from vademecum.rules.linkreport import read_link_report
from vademecum.texts import Kept, Shares, read_bodies
from vademecum.today import Today


def read_settings(root: Path, options: Options) -> tuple[Config, list[Problem]]:
    """Read the settings, with what the command line says instead."""
    text, unreadable = decode(read_optional(root, "pyproject.toml") or b"", "pyproject.toml")
    if text is None:
        return Config(), [unreadable] if unreadable else []
    config, problems = parse_config(text)
    if options.base_url is not None:
        base_url = parse_base_url(options.base_url)
        if base_url is None:
            raise UsageError('--base-url must be an absolute address such as "https://example.org/"')
        config = replace(config, base_url=base_url)
    if options.file_links:
        config = replace(config, file_links=True)
    found = [*problems, *rule_settings(config)]
    if not config.base_url and "base-url" not in config.places and options.base_url is None:
        message = "without base-url there are no sitemap, no feed and no canonical links"
        hint = 'add base-url = "https://…/" to [tool.vademecum]'
        found.append(warning("CFG-04", Place(file="pyproject.toml"), message, hint))
    return config, found


def load_site(
    root: Path, config: Config, options: Options, kept: Kept | None = None, begun: Begun | None = None
) -> tuple[Site, LayoutFiles, list[Problem]]:
    """Read everything but bodies, and assemble the site; what stands before bodies may have been begun."""
    kept = kept or Kept()
    with begun.ending if begun else ExitStack() as ending:
        fronts = begun.fronts if begun else ending.enter_context(reading(root, options.jobs, kept))
        content, people, audiences, problems = fronts.content, fronts.people, fronts.audiences, [*fronts.problems]
        bibliography, found = read_bibliography(_bibliography_files(root, config, problems))
        problems.extend(found)
        assets = read_assets(root, content, kept.digests)
        problems.extend(_svg_problems(root, assets))
        templates, asset_bytes, found = read_layouts(root)
        problems.extend(found)
        shares = Shares(people)
        kept.added.update((text.path, shares.of(text)) for part in fronts.texts for text in part)
    texts = [kept.added.get(path) or shares.of(kept.texts.pop(path)) for path in content.texts]
    problems.extend(problem for text in texts for problem in text.problems)
    articles = [text.holds for text in texts if isinstance(text.holds, Parsed)]
    variants = [text.holds for text in texts if isinstance(text.holds, ParsedVariant)]
    faulty = {*content.texts} - {parsed.path for parsed in articles}
    variants = [variant for variant in variants if variant.article not in faulty]
    proven = _prove(articles, people)
    files = LayoutFiles(templates=templates, assets=asset_bytes)
    site, found = assemble(
        config=config,
        today=options.today,
        articles=articles,
        variants=variants,
        people=people,
        audiences=audiences,
        bibliography=bibliography,
        assets=[*assets],
        reserved={f"/{target}": f"layouts/assets/{name}" for name, target in asset_names(files).items()},
        drafts=options.drafts,
    )
    today = Today(site.today)
    site = replace(
        site,
        proven=proven,
        approved={path: kept.digests.get(path) or digest_file(root, path)[0] for path in content.approved},
        mentioned={text.path: text.mentions for text in texts},
        retractions=_load_retractions(root, site, today, problems),
        changes_on=today.next_change,
        journals=_load_journals(root, config, problems),
        style_file=_load_style(root, config, problems),
        dead_links=_load_links(root, config, problems),
    )
    return site, files, [*problems, *found]


def _svg_problems(root: Path, assets: Iterable[Asset]) -> Iterator[Problem]:
    pictures = [asset.source for asset in assets if asset.url.lower().endswith(".svg")]
    if pictures:
        from vademecum.articles.svg import check_svg  # noqa: PLC0415 - lxml, which many sites do not need

        for path in pictures:
            yield from check_svg(read_bytes(root, path), path)


def _load_journals(root: Path, config: Config, problems: list[Problem]) -> Mapping[str, str]:
    if config.journals_iso4 and iso4() is None:
        message = "journals.iso4: the shortener of words is not installed"
        hint = 'install it: pip install "vademecum[journals]"'
        problems.append(error("CFG-03", config.place("journals.iso4"), message, hint))
    if not config.journals_file:
        return {}
    data = read_optional(root, config.journals_file)
    if data is None:
        message = f"journals.file: there is no {config.journals_file}"
        problems.append(error("CFG-03", config.place("journals.file"), message, "check the name"))
        return {}
    text, unreadable = decode(data, config.journals_file)
    table, found = read_table(text or "", config.journals_file)
    problems.extend([unreadable] if unreadable else found)
    return table


def _load_links(root: Path, config: Config, problems: list[Problem]) -> Mapping[str, str]:
    if not config.links_file:
        return {}
    data = read_optional(root, config.links_file)
    if data is None:
        message = f"links.file: there is no {config.links_file}"
        problems.append(error("CFG-03", config.place("links.file"), message, "check the name"))
        return {}
    text, unreadable = decode(data, config.links_file)
    dead, found = read_link_report(text or "", config.links_file)
    problems.extend([unreadable] if unreadable else found)
    return dead


def _load_retractions(root: Path, site: Site, today: Today, problems: list[Problem]) -> Retractions | None:
    """Return what the pinned retraction list says of the bibliography; None without such a setting."""
    config = site.config
    day, found = list_day(config, today)
    problems.extend(found)
    if day is None:
        return None
    data = read_optional(root, config.retractions_file)
    if data is None:
        message = f"retractions.file: there is no {config.retractions_file}"
        problems.append(error("CFG-03", config.place("retractions.file"), message, "check the name"))
        return None
    retractions, found = read_retractions(data, config.retractions_file, day, wanted(site.bibliography))
    problems.extend(found)
    return retractions


def _load_style(root: Path, config: Config, problems: list[Problem]) -> StyleFile | None:
    """Return the CSL style that the settings name, if it can be used."""
    path, place = config.citation_style, config.place("citation-style")
    if not path.endswith(".csl"):
        return None
    data = read_optional(root, path)
    if data is None:
        problems.append(error("CFG-03", place, f"citation-style: there is no {path}", "check the name"))
        return None
    text, unreadable = decode(data, path)
    if text is None:
        message = f"citation-style: {path} cannot be read{f': {unreadable.message}' if unreadable else ''}"
        problems.append(error("CFG-03", place, message, "download the style again"))
        return None
    from vademecum.references.csl.formatter import style_fault  # noqa: PLC0415 - lxml, which few sites need

    style = StyleFile(path=path, text=text, digest=hashlib.sha256(data).hexdigest())
    fault = style_fault(style)
    if fault is not None:
        at = Place(file=path, line=fault.line) if fault.line else place
        problems.append(error("CFG-03", at, f"citation-style: {fault.message}", fault.hint))
    return style if fault is None else None


def _prove(articles: Sequence[Parsed], people: Mapping[str, Person]) -> frozenset[Review]:
    """Return the signed records whose signature is good."""
    signed = [review for parsed in articles for review in parsed.meta.reviews if review.signature]
    good = are_good([claim(review, people[review.by].ssh_key) for review in signed])
    return frozenset(review for review, is_good in zip(signed, good, strict=True) if is_good)


def _bibliography_files(root: Path, config: Config, problems: list[Problem]) -> list[tuple[str, bytes]]:
    files = []
    for path in config.bibliography:
        data = read_optional(root, path)
        if data is not None:
            files.append((path, data))
        elif path != "references.bib":
            message = f"bibliography: there is no {path}"
            problems.append(error("CFG-03", config.place("bibliography"), message, "check the name"))
    return files


__all__ = ["load_site", "read_bodies", "read_settings"]
