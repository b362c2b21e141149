"""One project across its years: which report follows which, and what became of its indicators. Nothing is guessed."""

from generator.history.listing import Listing
from generator.history.matching import Kinship
from generator.history.money import BudgetChange, in_yuan
from generator.history.succession import Neighbours, context_of, missing_years, neighbours
from generator.history.targets import Shift, TargetChange
from generator.history.tracks import Continuation, History, Step, Stop, Track, history_of

__all__ = [
    "BudgetChange",
    "Continuation",
    "History",
    "Kinship",
    "Listing",
    "Neighbours",
    "Shift",
    "Step",
    "Stop",
    "TargetChange",
    "Track",
    "context_of",
    "history_of",
    "in_yuan",
    "missing_years",
    "neighbours",
]
