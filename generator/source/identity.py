"""Who a record is: its path below content/reports is its identity, for ever."""

import re
from typing import Final, NamedTuple

from generator.diagnostics import Rule, Severity, Text

SLUG: Final = re.compile(r"[a-z0-9-]+")
"""What an agency or project may be called in an address; to be matched in full, see `is_slug`."""
SLUG_LENGTH: Final = 80
"""The longest slug, in characters."""
FIRST_YEAR: Final = 1949
LAST_YEAR: Final = 2100
SUFFIX: Final = ".yaml"

_YEAR: Final = re.compile(r"[0-9]{4}")
_EXAMPLE: Final = "content/reports/2021/quwo-gonganju/jingwutong.yaml"

SLUG_RULE: Final = Rule(
    code="source-slug",
    severity=Severity.ERROR,
    message=Text(
        "名称“{part}”不能用作网址：只能用小写字母 a-z、数字和连字符 -，最多 80 个字符",
        "'{part}' can't be part of an address: use only lower-case letters a-z, digits and hyphens, at most 80 characters",
    ),
    hint=Text(
        f"请改用拼音或英文名称，例如 {_EXAMPLE}；中文全称写在文件里的 title 和 printed 中",
        f"Rename it in pinyin or English, as in {_EXAMPLE}; the full name belongs in `title` and `printed` inside the file",
    ),
    why=Text(
        "文件夹名和文件名就是公开网页的网址，一经公开永不改变，所以必须在任何系统、任何浏览器上都写法唯一。",
        "Folder and file names are the public address, which never changes; it must be spelt one way everywhere.",
    ),
    failing="# content/reports/2021/曲沃县公安局/警务通.yaml",
    passing=f"# {_EXAMPLE}",
)
YEAR_RULE: Final = Rule(
    code="source-year",
    severity=Severity.ERROR,
    message=Text(
        "“{part}”不是年度：content/reports 下第一层文件夹须为四位数字的年份（1949 至 2100）",
        "'{part}' is not a year: the first folder below content/reports is four digits, 1949 to 2100",
    ),
    hint=Text(
        f"请把文件放到对应年度的文件夹中，例如 {_EXAMPLE}",
        f"Move the file into the folder of its year, as in {_EXAMPLE}",
    ),
    why=Text(
        "网站按年度归集报告，年度取自文件夹名。",
        "The site files reports by year, and takes the year from the folder.",
    ),
    failing="# content/reports/2021年/quwo-gonganju/jingwutong.yaml",
    passing=f"# {_EXAMPLE}",
)
PLACE_RULE: Final = Rule(
    code="source-place",
    severity=Severity.ERROR,
    message=Text(
        "“{part}”的位置不对：报告须放在 content/reports/年度/单位/项目.yaml，不多一层，也不少一层",
        "'{part}' is in the wrong place: a report is content/reports/<year>/<agency>/<project>.yaml, no folder more or fewer",
    ),
    hint=Text(f"请移动到三层结构中，例如 {_EXAMPLE}", f"Move it to three levels, as in {_EXAMPLE}"),
    why=Text(
        "年度、单位、项目三层就是报告的身份；位置不对的文件不会公开。",
        "Year, agency and project are the report's identity; a file elsewhere would silently not be published.",
    ),
    failing="# content/reports/2021/jingwutong.yaml",
    passing=f"# {_EXAMPLE}",
)
SUFFIX_RULE: Final = Rule(
    code="source-suffix",
    severity=Severity.ERROR,
    message=Text(
        "“{part}”不会被读取：报告文件名须以小写的 .yaml 结尾",
        "'{part}' is not read: a report's file name ends in lower-case .yaml",
    ),
    hint=Text(
        "请把文件名的结尾改为 .yaml（不是 .yml、.YAML 或 .yaml.txt）", "Rename it to end in .yaml (not .yml, .YAML or .yaml.txt)"
    ),
    why=Text(
        "只认一种后缀，同一份报告就不会以两个文件名同时存在。",
        "With a single suffix no report can exist twice under two names.",
    ),
    failing="# content/reports/2021/quwo-gonganju/jingwutong.yml",
    passing=f"# {_EXAMPLE}",
)
RULES: Final[tuple[Rule, ...]] = (SLUG_RULE, YEAR_RULE, PLACE_RULE, SUFFIX_RULE)


class Fault(NamedTuple):
    """Why a path is no identity: the rule it breaks, and the part of the path that breaks it."""

    rule: Rule
    part: str


class ReportId(NamedTuple):
    """One report: the year, the agency's slug, the project's slug. Prints as its address, `2021/quwo-gonganju/jingwutong`."""

    year: int
    agency: str
    project: str

    def __str__(self) -> str:
        return f"{self.year}/{self.agency}/{self.project}"

    @staticmethod
    def parse(path: str) -> "ReportId | Fault":
        """Read a posix path relative to content/reports, `2021/quwo-gonganju/jingwutong.yaml`, or say what is wrong with it."""
        parts = path.split("/")
        name = parts[-1]
        if not name.endswith(SUFFIX):
            return Fault(SUFFIX_RULE, name)
        if len(parts) != 3:
            return Fault(PLACE_RULE, path)
        year, agency, project = parts[0], parts[1], name.removesuffix(SUFFIX)
        if not is_year(year):
            return Fault(YEAR_RULE, year)
        for slug in (agency, project):
            if not is_slug(slug):
                return Fault(SLUG_RULE, slug)
        return ReportId(int(year), agency, project)


def folder_fault(parts: tuple[str, ...]) -> Fault | None:
    """Say what is wrong with the last of the folders that lead into content/reports: year, agency, nothing below."""
    name = parts[-1]
    if len(parts) == 1:
        return None if is_year(name) else Fault(YEAR_RULE, name)
    if len(parts) == 2:
        return None if is_slug(name) else Fault(SLUG_RULE, name)
    return Fault(PLACE_RULE, "/".join(parts))


def is_slug(text: str) -> bool:
    """Tell whether `text` may name an agency or a project in an address."""
    return len(text) <= SLUG_LENGTH and SLUG.fullmatch(text) is not None


def is_year(text: str) -> bool:
    """Tell whether `text` is a year of four ASCII digits, 1949 to 2100."""
    return _YEAR.fullmatch(text) is not None and FIRST_YEAR <= int(text) <= LAST_YEAR
