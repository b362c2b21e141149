"""One demonstration record as YAML: figures first, scored as an honest form would, then the faults, then the words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from generator.demo.dice import Dice
from generator.demo.faults import Draft, Fault, drawn_faults
from generator.demo.files import as_file
from generator.demo.lines import EXECUTION_WEIGHT, LEVEL1, lines_of
from generator.demo.money import YearOfMoney, money_over_years
from generator.demo.narrative import Story, passages, sources_in_words, told
from generator.demo.plan import Appearance, Project
from generator.demo.rows import Cells, rows_over_years
from generator.diagnostics import FieldPath
from generator.model.budget import COLUMNS
from generator.model.report import Report
from generator.model.ruleset import BUDGET_LEVEL1, Ruleset
from generator.model.standards import builtin_rulesets
from generator.scoring.evaluate import evaluate
from generator.scoring.evaluation import Evaluation, Money
from generator.scoring.rounding import HUNDRED, plain, to_places
from generator.source import Plain

RULESET: Final = "national-2020"
HEADER: Final = "yaml-language-server: $schema=../../../report.schema.json"
NOTE: Final = "演示数据，均为虚构，由 gongkai demo 生成，不对应任何地区、单位和项目。"

_WITHHELD: Final = 7
"""The number of the project whose first report is withheld."""
_REDACTED: Final = 9
"""The number of the project whose newest report is redacted in part."""
_PRINTED_COLUMNS: Final = tuple(column for column in COLUMNS if column not in ("special", "own"))
_ON_ONE_LINE: Final[frozenset[FieldPath]] = frozenset(
    {
        ("period",),
        ("printed",),
        ("stated",),
        ("disclosure",),
        ("budget", "initial"),
        ("budget", "adjusted"),
        ("budget", "received"),
        ("budget", "executed"),
        ("budget", "execution"),
        ("budget", "stated", "balance"),
        ("budget", "stated", "arrival_rate"),
        ("budget", "stated", "execution_rate"),
    }
)


def records_of(project: Project, seed: int, faults: Sequence[Fault] | None = None) -> Iterator[tuple[Appearance, str]]:
    """Yield a project's records, oldest first, as YAML text; `faults` are drawn where None, and put in every record where given."""
    appearances = project.appearances
    money_dice, row_dice = Dice(seed, "money", project.number), Dice(seed, "rows", project.number)
    low, high = (int(bound or 0) for bound in project.kind.budget)
    span = appearances[-1].year - appearances[0].year + 1
    money = list(money_over_years(low, high, span, money_dice))
    lines = lines_of(project.kind, row_dice)
    rows = rows_over_years(lines, money, appearances[0].year, project.kind, row_dice, project.turning)
    prints_completion, prints_rates = row_dice.happens(300), row_dice.happens(450)
    by_year = dict(zip(range(appearances[0].year, appearances[-1].year + 1), zip(money, rows, strict=True), strict=True))
    for appearance in appearances:
        funds, cells = by_year[appearance.year]
        dice = Dice(seed, "record", project.number, appearance.year)
        drawn = drawn_faults(dice) if faults is None else faults
        form = _Form(project, appearance, funds, cells, prints_completion, prints_rates)
        yield appearance, as_file(form.record(dice, drawn), header=HEADER, flow=_flow)


def _flow(field: FieldPath) -> bool:
    return field in _ON_ONE_LINE or (len(field) == 2 and field[0] in ("indicators", "revisions"))


@cache
def _ruleset() -> Ruleset:
    return builtin_rulesets()[RULESET]


@dataclass(frozen=True, slots=True)
class _Form:
    """One year of one project on its way to a record."""

    project: Project
    appearance: Appearance
    funds: YearOfMoney
    cells: list[Cells]
    prints_completion: bool
    prints_rates: bool

    def record(self, dice: Dice, faults: Sequence[Fault]) -> Plain:
        """Return the whole record, its keys in the form's order."""
        evaluation = self._evaluated()
        draft = self._draft(evaluation)
        for fault in faults:
            fault.inject(draft, dice)
        words = passages(self._story(draft), dice)
        at, year = self.appearance, self.appearance.year
        return {
            "title": at.title,
            "code": f"YS{year}{self.project.number:06d}",
            "continues": at.continues,
            "demo": "true",
            "period": {"start": f"{year}-01", "end": f"{year}-12"},
            "printed": {"agency": at.agency.name_in(year), "department": at.agency.department},
            "overview": words["overview"],
            "budget": self._budget(draft, evaluation),
            "goals": words["goals"],
            "indicators": self._indicators(draft),
            "conclusion": words["conclusion"],
            "stated": {"score": plain(draft.score), "grade": draft.grade, "full": "100"},
            "analysis": words["analysis"],
            "experience": words["experience"],
            "problems": words["problems"],
            "improvements": words["improvements"],
            "evaluated": f"{year + 1}-{dice.between(1, 3):02d}-{dice.between(5, 28):02d}",
            "disclosure": {
                "published": f"{year + 1}-{dice.between(4, 6):02d}-{dice.between(1, 28):02d}",
                "index_number": f"示例-{year}-{self.project.number:06d}",
            },
            "source": {"title": f"{at.title}支出绩效自评报告（{year}年度）", "coverage": "complete", "note": NOTE},
            "revisions": self._revisions(draft, dice),
            **_kept_from_readers(self.project, self.appearance),
        }

    def _evaluated(self) -> Evaluation:
        """Score the figures alone, as the honest form would print them."""
        indicators: list[Plain] = [{**_printed(cell), **_awarded(cell)} for cell in self.cells]
        budget: dict[str, Plain] = {"currency_unit": self.funds.unit, **_money_rows(self.funds)}
        budget["execution"] = {"weight": plain(EXECUTION_WEIGHT)}
        report = Report.model_validate({"title": self.appearance.title, "budget": budget, "indicators": indicators})
        return evaluate(report, _ruleset(), self.appearance.year)

    def _draft(self, evaluation: Evaluation) -> Draft:
        assert evaluation.budget is not None
        assert evaluation.money is not None
        rate = f"{plain(evaluation.budget.completion or HUNDRED)}%"
        execution: dict[str, str | None] = {
            "level1": BUDGET_LEVEL1,
            "level2": BUDGET_LEVEL1,
            "name": "预算执行率",
            "weight": plain(EXECUTION_WEIGHT),
            "target": "100%",
            "actual": rate,
            **({"completion": rate} if self.prints_completion else {}),
            "stated_score": _shown(evaluation.budget.score),
        }
        indicators: list[dict[str, str | None]] = []
        for cell, row in zip(self.cells, evaluation.indicators, strict=True):
            printed = _printed(cell)
            if self.prints_completion:
                printed["completion"] = None if row.completion is None else f"{plain(row.completion)}%"
            printed["stated_score"] = _shown(row.score)
            indicators.append(printed)
        initial = {source: plain(amount) for source, amount in self.funds.initial.items()}
        rates = _derived(evaluation.money, "execution_rate") if self.prints_rates else None
        draft = Draft(_ruleset(), execution, indicators, initial, rates)
        draft.restate()
        return draft

    def _budget(self, draft: Draft, evaluation: Evaluation) -> Plain:
        assert evaluation.money is not None
        budget: dict[str, Plain] = {"currency_unit": self.funds.unit, **_money_rows(self.funds), "initial": {**draft.initial}}
        if draft.rates is not None:
            stated: dict[str, Plain] = {"execution_rate": {**draft.rates}}
            if self.funds.received:
                rows: dict[str, Plain] = {row: {**_derived(evaluation.money, row)} for row in ("balance", "arrival_rate")}
                stated = rows | stated
            budget["stated"] = stated
        budget["execution"] = {**draft.execution}
        return budget

    def _indicators(self, draft: Draft) -> list[Plain]:
        rows: list[Plain] = []
        for cell, printed in zip(self.cells, draft.indicators, strict=True):
            row: dict[str, Plain] = {**printed}
            if cell.reason is not None:
                row["reason"] = cell.reason
            rows.append(row | _awarded(cell))
        return rows

    def _story(self, draft: Draft) -> Story:
        unit, at, year = self.funds.unit, self.appearance, self.appearance.year
        sources = {source: plain(amount) for source, amount in self.funds.adjusted.items()}
        names = {
            "project": at.title,
            "agency": at.agency.name_in(year),
            "department": at.agency.department,
            "place": self.project.place,
            "year": str(year),
            "budget": f"{plain(self.funds.total('adjusted'))}{unit}",
            "executed": f"{plain(self.funds.total('executed'))}{unit}",
            "sources": sources_in_words(sources, unit),
            "rate": draft.execution["actual"] or "",
            "execution_score": draft.execution["stated_score"] or "",
            "score": plain(draft.score),
            "grade": draft.grade,
        }
        rows = [
            told(row["level1"] or "", row["name"] or "", row["target"] or "", row["actual"] or "", row["stated_score"])
            for row in draft.indicators
        ]
        is_met = all(cell.met for cell in self.cells)
        is_spent = self.funds.total("executed") == self.funds.total("adjusted")
        return Story(self.project.kind, names, rows, is_spent, is_met)

    def _revisions(self, draft: Draft, dice: Dice) -> list[Plain]:
        if not dice.happens(15):
            return []
        changed: dict[str, Plain] = {"field": "stated.score", "from": plain(draft.score - 1), "to": plain(draft.score)}
        date = f"{self.appearance.year + 1}-{dice.between(7, 11):02d}-{dice.between(1, 28):02d}"
        return [{"date": date, "reason": "公开后复核发现总分加总有误，予以更正", "changes": [changed]}]


def _kept_from_readers(project: Project, appearance: Appearance) -> dict[str, Plain]:
    """Return what makes one report of the demonstration withheld, and one partly redacted, so that both can be seen."""
    decided: dict[str, Plain] = {
        "basis": "《政府信息公开条例》第十五条（演示）",
        "by": appearance.agency.name_in(appearance.year),
    }
    if project.number == _WITHHELD and appearance is project.appearances[0]:
        return {"withheld": {**decided, "reason": "含有第三方的商业秘密（演示）"}}
    if project.number == _REDACTED and appearance is project.appearances[-1]:
        return {"redactions": [{"field": field, **decided} for field in ("analysis.output", "indicators[1]")]}
    return {}


def _printed(cell: Cells) -> dict[str, str | None]:
    """Return a row as printed; only words carry their points already, for a person gave them."""
    template = cell.line.template
    given = to_places(cell.line.weight * cell.share / HUNDRED, 2) if template.form == "words" else None
    return {
        "level1": LEVEL1[template.level2],
        "level2": template.level2,
        "name": template.name,
        "weight": plain(cell.line.weight),
        "target": cell.target,
        "actual": cell.actual,
        "stated_score": _shown(given),
    }


def _awarded(cell: Cells) -> dict[str, Plain]:
    if cell.awarded is None:
        return {}
    score, reason = cell.awarded
    return {"awarded": {"score": plain(score), "reason": reason}}


def _money_rows(funds: YearOfMoney) -> dict[str, Plain]:
    rows = {"initial": funds.initial, "adjusted": funds.adjusted, "received": funds.received, "executed": funds.executed}
    return {name: {source: plain(amount) for source, amount in cells.items()} for name, cells in rows.items() if cells}


def _derived(money: Money, row: str) -> dict[str, str]:
    """Return a row that the form derives: a column without money prints 0."""
    return {column: plain(money.of(row, column) or Decimal(0)) for column in _PRINTED_COLUMNS}


def _shown(figure: Decimal | None) -> str | None:
    return None if figure is None else plain(figure)
