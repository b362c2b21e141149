"""Entries and findings as bytes, to be kept or sent to another process.

What many share is named instead of carried along: rules by their codes, standards by their ids, the site with its thresholds,
its agencies. Only bytes that this account made are ever unpacked (`generator.cache.store` seals them), and they may name nothing but
classes of values.
"""

import copyreg
import io
import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from typing import Any, Final

from generator.codes import RULES
from generator.diagnostics import Rule
from generator.model.content import Surroundings
from generator.model.ruleset import Ruleset
from generator.model.site import Agencies, Site
from generator.model.thresholds import Thresholds

_OTHERS: Final = frozenset({"decimal", "datetime", "pathlib", "pathlib._local", "markupsafe"})
"""Whose classes stand in parcels beside our own."""


class ParcelError(Exception):
    """Bytes that are no parcel of this program."""


@dataclass(frozen=True)
class _Shared:
    kind: str
    name: str


def pack(value: object, around: Surroundings | None = None) -> bytes:
    """Return a value as bytes; `around` is needed for entries, not for findings."""
    written = io.BytesIO()
    pickler = pickle.Pickler(written, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _table(around)
    pickler.dump(value)
    return written.getvalue()


def unpack(data: bytes, around: Surroundings | None = None) -> Any:
    """Return the value that was packed among the same surroundings. Raises `ParcelError`."""
    try:
        return _Unpickler(data, around).load()
    except Exception as error:
        raise ParcelError(str(error)) from error


def _table(around: Surroundings | None) -> Mapping[type, Any]:
    known = {id(ruleset) for ruleset in around.rulesets.values()} if around else set()

    def ruleset(one: Ruleset) -> Any:
        return (_Shared, ("ruleset", one.id)) if id(one) in known else one.__reduce_ex__(pickle.HIGHEST_PROTOCOL)

    def thresholds(one: Thresholds) -> Any:
        is_shared = around is not None and one is around.site.thresholds
        return (_Shared, ("thresholds", "")) if is_shared else one.__reduce_ex__(pickle.HIGHEST_PROTOCOL)

    def site(one: Site) -> Any:
        is_shared = around is not None and one is around.site
        return (_Shared, ("site", "")) if is_shared else one.__reduce_ex__(pickle.HIGHEST_PROTOCOL)

    def agencies(one: Agencies) -> Any:
        is_shared = around is not None and one is around.agencies
        return (_Shared, ("agencies", "")) if is_shared else one.__reduce_ex__(pickle.HIGHEST_PROTOCOL)

    def rule(one: Rule) -> Any:
        return _Shared, ("rule", one.code)

    table: dict[type, Any] = {Rule: rule, Ruleset: ruleset, Thresholds: thresholds, Site: site, Agencies: agencies}
    return copyreg.dispatch_table | table


class _Unpickler(pickle.Unpickler):
    def __init__(self, data: bytes, around: Surroundings | None) -> None:
        super().__init__(io.BytesIO(data))
        self._shared = partial(_named, around)  # no method of its own: that would keep it alive, with all it has read

    def find_class(self, module: str, name: str) -> Any:
        return self._shared if (module, name) == (__name__, "_Shared") else _class(module, name)


@cache
def _class(module: str, name: str) -> type:
    """Return a class of values. Raises `ParcelError` for anything else."""
    if not module.startswith("generator.") and module not in _OTHERS:
        raise ParcelError(f"{module}.{name}")
    found = getattr(import_module(module), name, None)
    if not isinstance(found, type) or found.__module__ != module:  # a function, or what a module only knows
        raise ParcelError(f"{module}.{name}")
    return found


def _named(around: Surroundings | None, kind: str, name: str) -> object:
    if kind == "rule":
        return RULES[name]
    assert around is not None, "asked for an entry"
    match kind:
        case "ruleset":
            return around.rulesets[name]
        case "site":
            return around.site
        case "agencies":
            return around.agencies
        case _:
            return around.site.thresholds
