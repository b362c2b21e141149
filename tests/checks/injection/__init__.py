"""Faults for the checks to find, planted in the text of records at known places.

Nothing here imports the product: what a fault is, and where its finding must stand, is worked out from the text alone, so
that no check is held against its own reading. To add a kind: a function under `@plants("its-code")` in its family's module.
"""

from checks.injection import arithmetic, edition, notation, values, words, years
from checks.injection.planting import FAULTS, Fault, Planted
from checks.injection.sheet import Sheet

__all__ = ["FAULTS", "Fault", "Planted", "Sheet", "arithmetic", "edition", "notation", "values", "words", "years"]
