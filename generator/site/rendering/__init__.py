"""Markdown → pages: MkDocs run in-process, and the frames that make pages without it."""
