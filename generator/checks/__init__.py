"""Catalog → findings: one module a family, one explicit tuple of checks."""
