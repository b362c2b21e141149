"""Between agencies: passages that are word for word the same, which nobody can have written about both projects."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from generator.catalog import Catalog
from generator.catalog.cover import PASSAGES
from generator.catalog.entry import Entry
from generator.checks.finding import finding
from generator.diagnostics import Diagnostic, FieldPath, Rule, Severity, Text, quoted
from generator.model.report import Report
from generator.model.validation import terms

COPIED: Final = Rule(
    "text-copied",
    Severity.INFO,
    Text(
        "“{section}”与{agency}“{title}”的一字不差",
        "“{section}” is word for word that of “{title}” of {agency}",
    ),
    Text("写这个项目自己的情况。", "Write about this project."),
    Text(
        "不同单位的不同项目，写不出一样的文字；雷同的段落没有说到这个项目。",
        "Different projects of different agencies don't read alike; a passage that fits both says nothing of either.",
    ),
    failing="# 2021/…/jingwutong.yaml 与 2021/…/shuihan-fangyu.yaml → analysis: {benefit: 四十字以上的同一段文字}",
    passing="# 两份报告 → analysis: {benefit: 各写各的效益}",
)
RULES: Final = (COPIED,)

_Place = tuple[int, FieldPath]


def passages_are_their_own(catalog: Catalog) -> Iterator[Diagnostic]:
    """No long passage stands in reports of two agencies. One finding a report, at its first such passage.

    The time is that of reading every cover once.
    """
    times = Counter([words for entry in catalog.by_id.values() for _, words in entry.cover.passages])
    standing: dict[bytes, list[_Place]] = defaultdict(list)
    for number, entry in enumerate(catalog.entries):
        if entry.id is not None:
            for place, words in entry.cover.passages:
                if times[words] > 1:
                    standing[words].append((number, PASSAGES[place]))
    first: dict[int, tuple[FieldPath, Entry]] = {}
    for places in standing.values():
        for number, field, other in _alike(catalog, places):
            first.setdefault(number, (field, other))
    for number in sorted(first):
        field, other = first[number]
        assert other.id is not None
        yield finding(
            COPIED,
            catalog.entries[number],
            field,
            section=quoted(terms(Report, field), 30),
            agency=quoted(catalog.agency_name(other.id.agency), 40),
            title=quoted(other.cover.title, 40),
        )


def _alike(catalog: Catalog, places: list[_Place]) -> Iterator[tuple[int, FieldPath, Entry]]:
    """Yield each place with the first report of another agency that has the same passage; none where one agency has them all."""
    agencies: dict[str, Entry] = {}
    for number, _ in places:
        entry = catalog.entries[number]
        assert entry.id is not None
        agencies.setdefault(entry.id.agency, entry)
    if len(agencies) < 2:
        return
    one, another = list(agencies.values())[:2]
    for number, field in places:
        id = catalog.entries[number].id
        assert id is not None
        assert one.id is not None
        yield number, field, another if id.agency == one.id.agency else one
