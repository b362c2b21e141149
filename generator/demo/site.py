"""A whole demonstration site as files: settings, agencies, pages, and the records of invented projects."""

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib import resources
from itertools import islice
from typing import Final

from generator.demo.files import as_file
from generator.demo.kind import region
from generator.demo.plan import Agency, Project, every_project
from generator.demo.record import RULESET, records_of
from generator.model.schema import record_schema
from generator.source import Plain, identity

TITLE: Final = "绩效自评演示数据"
BANNER: Final = "演示数据，均为虚构"
FIRST_YEAR: Final = identity.FIRST_YEAR
LAST_YEAR: Final = identity.LAST_YEAR - 1
"""The last year of a report: it is evaluated in the next."""

File = tuple[str, str]
"""A path relative to the site's folder, with `/`, and the file's text."""


def demo_site(projects: int, years: range, seed: int) -> Iterator[File]:
    """Yield the files of a site with so many projects; the same arguments give the same bytes on any machine.

    Most projects recur every year; some begin later or vanish, so there are somewhat fewer records than projects × years
    (`exactly` gives a number of records). A project is the same in a larger site of the same years and seed.
    Raises ValueError where there is nothing to write: no project, or years that are none.
    """
    _refuse_nothing(projects, years)
    return _site(list(islice(every_project(years, seed), projects)), years, seed)


def exactly(records: int, years: range, seed: int) -> Iterator[File]:
    """Yield the files of a site with exactly so many records: as many projects as it takes, the last one cut short.

    Raises ValueError as `demo_site` does.
    """
    _refuse_nothing(records, years)
    return _site(list(_enough(records, years, seed)), years, seed)


def _refuse_nothing(number: int, years: range) -> None:
    if number < 1:
        raise ValueError("a demonstration has at least one project")
    if not years or years.step != 1 or years[0] < FIRST_YEAR or years[-1] > LAST_YEAR:
        raise ValueError(f"years follow each other, from {FIRST_YEAR} to {LAST_YEAR}")


def _enough(records: int, years: range, seed: int) -> Iterator[Project]:
    left = records
    for project in every_project(years, seed):
        appearances = project.appearances[:left]
        left -= len(appearances)
        yield replace(project, appearances=appearances)
        if not left:
            return


def _site(chosen: list[Project], years: range, seed: int) -> Iterator[File]:
    yield "mkdocs.yml", _data("mkdocs.yml")
    yield "content/site.yaml", as_file(_settings(years), header=BANNER)
    yield "content/agencies.yaml", as_file(_agencies(chosen), header=BANNER, flow=_in_brackets)
    yield "content/pages/about.md", _data("about.md")
    yield "content/report.schema.json", json.dumps(record_schema(), ensure_ascii=False, indent=2) + "\n"
    for project in chosen:
        for appearance, text in records_of(project, seed):
            yield f"content/reports/{appearance.id}.yaml", text


def _data(name: str) -> str:
    return (resources.files("generator.demo") / name).read_text("utf-8")


def _settings(years: range) -> Plain:
    return {
        "title": TITLE,
        "tagline": "用来试用和测试的虚构项目",
        "publisher": None,
        "region": [region().province, region().city],
        "licence": "虚构的数据，可以任意使用",
        "banner": BANNER,
        "official": "false",
        "noindex": "true",
        "rulesets": [{"id": RULESET, "from": str(min(2020, years[0])), "to": None}],
    }


def _agencies(chosen: list[Project]) -> Plain:
    """Return agencies.yaml: every agency that has a record, as it is called in the last year it has one."""
    found: dict[str, Agency] = {at.agency.slug: at.agency for project in chosen for at in project.appearances}
    departments = {office.department: slug for slug, office in region().offices.items()}
    agencies: dict[str, Plain] = {}
    for slug, agency in sorted(found.items()):
        entry: dict[str, Plain] = {
            "name": agency.name,
            "department": departments[agency.department],
            "region": [region().province, region().city, region().districts[agency.district].name],
        }
        if agency.former is not None and agency.renamed_in is not None:
            former: dict[str, Plain] = {"name": agency.former, "until": f"{agency.renamed_in - 1}-12-31"}
            entry["former"] = [former]
        entry["aliases"] = [agency.short]
        agencies[slug] = entry
    used = {agency.department for agency in found.values()}
    names: dict[str, Plain] = {slug: name for name, slug in sorted(departments.items(), key=lambda item: item[1]) if name in used}
    return {"departments": names, "agencies": agencies}


def _in_brackets(field: tuple[str | int, ...]) -> bool:
    return len(field) == 3 and field[2] in ("region", "former", "aliases")
