"""Catalog → files to download."""
