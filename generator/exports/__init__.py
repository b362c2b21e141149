"""Catalog → files to download. A new format is one module and one line in `EXPORTERS`."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from generator.catalog import Catalog
from generator.exports.columns import column_files, list_files
from generator.exports.download import Download
from generator.exports.feeds import feed_files
from generator.exports.reports import Findings, report_files, stub_files
from generator.exports.tables import whole_files, year_files
from generator.exports.unnamed import unnamed_file

__all__ = ["EXPORTERS", "Download", "Exporter", "downloads"]

Exporter: TypeAlias = Callable[[Catalog, Findings], Iterator[Download]]
"""One kind of file: yields every file of its kind."""

EXPORTERS: Final[Mapping[str, Exporter]] = {
    "json": report_files,
    "stubs": stub_files,
    "csv": year_files,
    "csv of everything": whole_files,
    "atom": feed_files,
    "search": column_files,
    "lists of the search": list_files,
    "unnamed": unnamed_file,
}


def downloads(catalog: Catalog, findings: Findings) -> Iterator[Download]:
    """Yield every file of every format."""
    for export in EXPORTERS.values():
        yield from export(catalog, findings)
