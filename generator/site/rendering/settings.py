"""What content/site.yaml says to the site engine: laid over mkdocs.yml, which stays a site's own."""

from collections.abc import Mapping
from typing import Final

from generator.catalog import Catalog

CONFIG: Final = "mkdocs.yml"


def engine_settings(catalog: Catalog, *, has_coverage: bool = False) -> Mapping[str, object]:
    """Return keys of mkdocs.yml; `extra` is what the theme's shell shows on every page, links to pages that exist among it."""
    site = catalog.site
    return {
        "site_name": site.title,
        "site_url": site.url,
        "extra": {
            "banner": site.banner,
            "noindex": site.noindex,
            "publisher": site.publisher.name if site.publisher is not None else None,
            "licence": site.licence,
            "contact": site.contact,
            "has_coverage": has_coverage,
            "has_withheld": bool(catalog.withheld),
            "language": site.language,
        },
    }
