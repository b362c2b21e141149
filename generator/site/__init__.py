"""Catalog → pages: views, templates, addresses, and the site engine."""
