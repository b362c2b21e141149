"""A report's budget 预算执行情况: the money table 资金表 by source of money, row by row as the form prints it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Final, Generic, Literal, TypeAlias, TypeVar

from pydantic import BeforeValidator, Field

from generator.language import N_
from generator.model.figures import Amount, Figure, Percentage, is_blank
from generator.model.indicator import Indicator
from generator.model.record import EmptyWhereBlank, ListWhereBlank, NoneWhereBlank, Record, blank

FISCAL_LEVELS: Final = ("central", "province", "city", "county")
"""The columns that 财政资金小计 adds up."""

SOURCES: Final = ("carryover", "special", "own", "other")
"""The columns beside fiscal money."""

COLUMNS: Final = ("total", "fiscal", *FISCAL_LEVELS, *SOURCES)
"""Every column a money table may have, in the form's order."""

YUAN: Final[Mapping[str, Decimal]] = {
    N_("元"): Decimal(1),
    N_("千元"): Decimal(1_000),
    N_("万元"): Decimal(10_000),
    N_("亿元"): Decimal(100_000_000),
}
"""The units a report may give its money in, each with its worth in 元; the catalogues know their names."""

MONEY_ROWS: Final = ("initial", "adjusted", "received", "executed")
"""The rows of money, (1) to (4) on the form."""

Cell = TypeVar("Cell")

RowName: TypeAlias = Literal["initial", "adjusted", "received", "executed", "balance", "arrival_rate", "execution_rate"]


class Columns(Record, Generic[Cell]):
    """One row of the money table by source of money; what a cell holds is the row's matter."""

    total: Cell | None = Field(None, description="年度总金额")
    fiscal: Cell | None = Field(None, description="财政资金小计")
    central: Cell | None = Field(None, description="中央级")
    province: Cell | None = Field(None, description="省级")
    city: Cell | None = Field(None, description="市级")
    county: Cell | None = Field(None, description="县区级")
    carryover: Cell | None = Field(None, description="上年结转资金")
    special: Cell | None = Field(None, description="财政专户管理资金")
    own: Cell | None = Field(None, description="单位资金")
    other: Cell | None = Field(None, description="其他资金")

    def of(self, column: str) -> Cell | None:
        """Return the cell of a column of `COLUMNS` as printed."""
        cell: Cell | None = getattr(self, column)
        return cell

    @property
    def printed(self) -> tuple[tuple[str, Cell], ...]:
        """The columns that are not blank with their cells, in the order of `COLUMNS`: few of the many there could be."""
        return tuple((column, cell) for column, cell in vars(self).items() if cell is not None) if self.model_fields_set else ()


class Funds(Columns[Amount]):
    """Money in the budget's currency unit: zero or more."""


class Balances(Columns[Figure]):
    """资金结余 as printed: may be negative."""


class Rates(Columns[Percentage]):
    """Percentages as printed."""


class StatedMoney(Record):
    """Rows that the form derives, exactly as the report prints them."""

    balance: Annotated[Balances, EmptyWhereBlank] = Field(default_factory=blank(Balances), description="资金结余 (5)=(3)-(4)")
    arrival_rate: Annotated[Rates, EmptyWhereBlank] = Field(default_factory=blank(Rates), description="预算到位率 (6)=(3)/(2)，%")
    execution_rate: Annotated[Rates, EmptyWhereBlank] = Field(
        default_factory=blank(Rates), description="预算执行率 (7)=(4)/(2)，%"
    )


def _usual_unit(value: object) -> object:
    return "万元" if is_blank(value) else value


class Budget(Record):
    """预算执行情况."""

    currency_unit: Annotated[Literal["元", "千元", "万元", "亿元"], BeforeValidator(_usual_unit)] = Field(
        "万元", description="金额单位"
    )
    rows: Annotated[tuple[RowName, ...], ListWhereBlank] = Field((), description="资金表各行的印刷顺序")
    initial: Annotated[Funds, EmptyWhereBlank] = Field(default_factory=blank(Funds), description="年初预算资金 (1)")
    adjusted: Annotated[Funds, EmptyWhereBlank] = Field(default_factory=blank(Funds), description="全年预算资金 (2)")
    received: Annotated[Funds, EmptyWhereBlank] = Field(default_factory=blank(Funds), description="实际到位资金 (3)")
    executed: Annotated[Funds, EmptyWhereBlank] = Field(default_factory=blank(Funds), description="全年执行资金 (4)")
    stated: Annotated[StatedMoney, EmptyWhereBlank] = Field(
        default_factory=blank(StatedMoney), description="报告所印的结余与比率"
    )
    execution: Annotated[Indicator | None, NoneWhereBlank] = Field(None, description="预算执行率一行")
