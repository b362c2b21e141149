"""The command line: one module a command, one error handler."""

from generator.cli.main import main

__all__ = ["main"]
