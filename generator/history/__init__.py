"""One project across its years: which report follows which, and what became of its indicators. Nothing is guessed."""

from generator.history.succession import Neighbours, before, missing_years, neighbours

__all__ = ["Neighbours", "before", "missing_years", "neighbours"]
