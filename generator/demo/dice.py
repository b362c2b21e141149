"""Random draws that come out the same on any machine and any Python: made of `Random.random()` alone, which is promised."""

import random
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """One stream of draws, named by its keys: another project's draws never move it."""

    __slots__ = ("_next",)

    def __init__(self, *keys: object) -> None:
        # A text seeds by its SHA-512, never by hash(); nothing secret hangs on it.
        self._next = random.Random("/".join(map(str, keys))).random  # noqa: S311

    def below(self, count: int) -> int:
        """Return a whole number from 0 to `count` − 1."""
        return int(self._next() * count)

    def between(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def happens(self, permille: int) -> bool:
        """Tell whether something happens that happens in `permille` of 1,000 cases."""
        return self.below(1000) < permille

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of the choices."""
        return choices[self.below(len(choices))]

    def weighed(self, choices: Sequence[tuple[int, T]]) -> T:
        """Return one of the choices, each as likely as its weight."""
        left = self.below(sum(weight for weight, _ in choices))
        for weight, choice in choices:
            left -= weight
            if left < 0:
                return choice
        raise AssertionError("weights add up to less than their sum")

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        """Return `count` different choices (all, where there are fewer) in a drawn order."""
        left = list(choices)
        return [left.pop(self.below(len(left))) for _ in range(min(count, len(left)))]


def scaled(minor: int, places: int) -> Decimal:
    """Return `minor` units of the last place as an exact decimal: 1234 with two places is 12.34."""
    return Decimal(minor).scaleb(-places)
