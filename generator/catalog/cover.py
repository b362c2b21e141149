"""封面: what lists, years and checks between reports need to know of a report, so that they need not open it.

A report with its rows, its words and all that scoring found takes some sixty thousand bytes in memory, its cover two thousand.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from sys import intern
from typing import Final, Literal, NamedTuple, TypeAlias

from generator.diagnostics import FieldPath, Text
from generator.model.budget import MONEY_ROWS, Budget, Funds
from generator.model.figures import Inapplicable, Moment, Redacted
from generator.model.instants import Instant
from generator.model.report import Report
from generator.scoring import reasons
from generator.scoring.evaluation import Bounds, Evaluation, Money, Row, Status
from generator.source.identity import SUFFIX, ReportId

PASSAGES: Final[tuple[FieldPath, ...]] = (
    ("analysis", "execution"),
    ("analysis", "output"),
    ("analysis", "benefit"),
    ("analysis", "satisfaction"),
    ("experience",),
    ("problems",),
    ("improvements",),
)
"""What tells of results. Grounds, rules and goals are often set for many agencies in the same words; a verdict is a formula."""

Sum: TypeAlias = Literal["initial", "adjusted", "received", "executed", "execution_rate"]


class Sums(NamedTuple):
    """Totals of the money table in its currency unit, the rate in per cent; None where a row is blank or can't be computed.

    A row that says of all its money that it does not apply, or is not published, has that in place of a total.
    """

    unit: str
    initial: Decimal | Inapplicable | None
    adjusted: Decimal | Inapplicable | None
    received: Decimal | Inapplicable | None
    executed: Decimal | Inapplicable | None
    execution_rate: Decimal | None

    @classmethod
    def of_money(cls, money: Money, budget: Budget) -> "Sums":
        """Return the totals of a computed money table."""
        initial, adjusted, received, executed = (_amount(money, budget, row) for row in MONEY_ROWS)
        return cls(money.unit, initial, adjusted, received, executed, money.of("execution_rate"))

    def of(self, row: Sum) -> Decimal | None:
        """Return one total; None where it is no figure."""
        amount: Decimal | Inapplicable | None = getattr(self, row)
        return amount if isinstance(amount, Decimal) else None


def _amount(money: Money, budget: Budget, row: str) -> Decimal | Inapplicable | None:
    """Return the total of a row or, where it has none, what the row says in place of figures."""
    funds: Funds = getattr(budget, row)
    said = [cell for _column, cell in funds.printed if isinstance(cell, Inapplicable)]
    known = (money.of(row), *(cell for cell in said if isinstance(cell, Redacted)), *said)
    return next((amount for amount in known if amount is not None), None)


class Stated(NamedTuple):
    """The verdict that the report prints."""

    score: Decimal | Inapplicable | None
    grade: str | None
    full: Decimal | Inapplicable | None


class Undecided(NamedTuple):
    """How many rows are not decided, by why: nobody assessed them, they can't be computed, only a tier is known, they are not public."""

    unassessed: int
    stuck: int
    tiered: int
    closed: int


class Cover(NamedTuple):
    """What is known of a report at first sight.

    `continues` is as written. `revised` is the day of the newest of so many `revisions`; `runs` are the years in which the
    project begins and ends. `unassessed` and `not_computable` count rows by status; `names` are those of the rows that have one.
    `passages` are the results it tells of at length: the place in `PASSAGES`, and what stands for the words.
    """

    title: str
    code: str | None
    demo: bool
    continues: str | None
    is_draft: bool
    embargo: Instant | None
    is_withheld: bool
    is_redacted: bool
    has_waivers: bool
    published: date | None
    evaluated: date | None
    revisions: int
    revised: date | None
    runs: tuple[int | None, int | None]
    stated: Stated
    score: Decimal | None
    grade: str | None
    range: Bounds | None
    reason: Text | None
    weight: Decimal | None
    scale: Decimal | None
    money: Sums | None
    unassessed: int
    not_computable: int
    undecided: Undecided
    names: tuple[str, ...]
    passages: tuple[tuple[int, bytes], ...]

    @property
    def is_guarded(self) -> bool:
        """Whether the report says that it, or something in it, is not to be seen, or not yet."""
        return self.is_draft or self.embargo is not None or self.is_withheld or self.is_redacted

    @property
    def predecessor(self) -> ReportId | None:
        """The identity that `continues` names; None where it names none, or nothing that could be one."""
        return None if self.continues is None else _identity(self.continues)


def cover_of(report: Report, evaluation: Evaluation, *, copied_length: int) -> Cover:
    """Return the cover of a report; a passage of fewer than `copied_length` characters is not told at length."""
    disclosure, period, stated, rows = report.disclosure, report.period, report.stated, evaluation.rows
    return Cover(
        title=report.title,
        code=report.code,
        demo=report.demo,
        continues=report.continues,
        is_draft=disclosure.status == "draft",
        embargo=disclosure.embargo,
        is_withheld=report.withheld is not None,
        is_redacted=bool(report.redactions),
        has_waivers=bool(report.waivers),
        published=disclosure.published,
        evaluated=report.evaluated,
        revisions=len(report.revisions),
        revised=max((one.date for one in report.revisions if one.date is not None), default=None),
        runs=(_year(period.start), _year(period.end)),
        stated=Stated(stated.score, stated.grade, stated.full),
        score=evaluation.score,
        grade=evaluation.grade,
        range=evaluation.range,
        reason=evaluation.reason,
        weight=evaluation.weight,
        scale=evaluation.scale,
        money=None if evaluation.money is None or report.budget is None else Sums.of_money(evaluation.money, report.budget),
        unassessed=sum(row.status is Status.UNASSESSED for row in rows),
        not_computable=sum(row.status is Status.NOT_COMPUTABLE for row in rows),
        undecided=undecided_of(rows),
        names=tuple(intern(row.name) for row in rows if row.name is not None),
        passages=tuple(_passages(report, copied_length)),
    )


def undecided_of(rows: Sequence[Row]) -> Undecided:
    """Count the rows that are not decided; one that does not apply is none of them."""
    unassessed = stuck = tiered = closed = 0
    for row in rows:
        if row.met is not None:
            continue
        if row.reason == reasons.REDACTED:
            closed += 1
        elif row.status is Status.UNASSESSED:
            unassessed += 1
        elif row.status is Status.NOT_COMPUTABLE:
            stuck += 1
        elif row.status is Status.SCORED:
            tiered += 1
    return Undecided(unassessed, stuck, tiered, closed)


def _passages(report: Report, shortest: int) -> Iterator[tuple[int, bytes]]:
    if report.source.narrative == "summary":  # an editor's words are nobody's report
        return
    analysis = report.analysis
    texts = (
        analysis.execution, analysis.output, analysis.benefit, analysis.satisfaction,
        report.experience, report.problems, report.improvements,
    )  # fmt: skip
    for place, text in enumerate(texts):
        if text is not None and len(text) >= shortest and len(bare := "".join(text.split())) >= shortest:
            yield place, blake2b(bare.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _year(moment: Moment | None) -> int | None:
    return None if moment is None else moment.year


@lru_cache(maxsize=1 << 12)
def _identity(text: str) -> ReportId | None:
    parsed = ReportId.parse(f"{text}{SUFFIX}")
    return parsed if isinstance(parsed, ReportId) else None
