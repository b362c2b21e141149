"""Full text for the search in the browser: Pagefind's bundles over small purpose-made pages, and passages for excerpts.

    Entry ─report_search─▶ excerpts ─▶ build/site/search
                           words ─keep_words─▶ build/search/words ─plan, Pagefind─▶ build/search/{names,text} ─▶ build/site/search

What a report gives is found from the report alone; a bundle is made again only where its words or its reports change.
The columns that are searched first come from `generator.exports.columns`; reports are counted in its order everywhere.
"""

from generator.site.search.folder import Searchable, has_bundles, has_many_names, write_bundles, write_search
from generator.site.search.report import (
    Indexed,
    KeptWords,
    SearchError,
    Words,
    keep_words,
    missing_words,
    report_search,
    require_own_words,
)

__all__ = [
    "Indexed",
    "KeptWords",
    "SearchError",
    "Searchable",
    "Words",
    "has_bundles",
    "has_many_names",
    "keep_words",
    "missing_words",
    "report_search",
    "require_own_words",
    "write_bundles",
    "write_search",
]
