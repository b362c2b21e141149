"""Full text for the search in the browser: Pagefind's bundles over small purpose-made pages, and passages for excerpts.

    Catalog ─passages─▶ words ─Pagefind─▶ build/search ─▶ build/site/search

The columns that are searched first come from `generator.exports.columns`; reports are counted in its order everywhere.
"""

from generator.site.search.bundle import SearchError
from generator.site.search.folder import Searchable, write_search

__all__ = ["SearchError", "Searchable", "write_search"]
