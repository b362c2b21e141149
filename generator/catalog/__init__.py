"""Every evaluated report, indexed: entries with their covers and rows, and the one value that checks and pages read."""

from generator.catalog.catalog import Catalog, ProjectKey, Stub

__all__ = ["Catalog", "ProjectKey", "Stub"]
