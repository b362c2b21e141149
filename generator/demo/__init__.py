"""Invented, plausible, marked records over several years: for trying out, for years side by side, and for benchmarks."""

from generator.demo.site import FIRST_YEAR, LAST_YEAR, demo_site, exactly
from generator.demo.writing import MARKER, DemoError, write_demo

__all__ = ["FIRST_YEAR", "LAST_YEAR", "MARKER", "DemoError", "demo_site", "exactly", "write_demo"]
