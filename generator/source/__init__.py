"""Where files become data: identity, discovery, the strict YAML reader, and the writer that it reads back."""

from typing import Final

from generator.diagnostics import Rule
from generator.source import blanks, identity, keyless, pitfalls, refusals, syntax, text, walk
from generator.source.discovery import NoSiteError, discover, expand, find_root, require_content
from generator.source.document import Document, Places, Plain
from generator.source.identity import SLUG, SLUG_LENGTH, Fault, ReportId, is_slug, is_year
from generator.source.pitfalls import looks_like_key
from generator.source.reader import read_bytes, read_file, read_text
from generator.source.walk import Discovery
from generator.source.whereabouts import Found, Loose, located
from generator.source.writer import to_yaml

__all__ = [
    "RULES",
    "SLUG",
    "SLUG_LENGTH",
    "Discovery",
    "Document",
    "Fault",
    "Found",
    "Loose",
    "NoSiteError",
    "Places",
    "Plain",
    "ReportId",
    "discover",
    "expand",
    "find_root",
    "is_slug",
    "is_year",
    "located",
    "looks_like_key",
    "read_bytes",
    "read_file",
    "read_text",
    "require_content",
    "to_yaml",
]

RULES: Final[tuple[Rule, ...]] = (
    *walk.RULES,
    *identity.RULES,
    *refusals.RULES,
    *text.RULES,
    *syntax.RULES,
    *blanks.RULES,
    *keyless.RULES,
    *pitfalls.RULES,
)
"""Every rule of this layer."""
