"""The catalogues as files: which messages there are, and the `.po` files that translate them."""

import io
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from generator.language import SOURCE, languages

KEYWORDS: Final = {"_": None, "N_": None, "counted": (1, 1)}
_OURS: Final = {
    # As `generator.site.templates.environment` sets them: other options would read other templates.
    "**/pages/**.j2": {"comment_start_string": "{##", "comment_end_string": "##}", "silent": "false"},
    "**/macros/**.j2": {"comment_start_string": "{##", "comment_end_string": "##}", "silent": "false"},
    "**/charts/**.j2": {"comment_start_string": "{##", "comment_end_string": "##}", "silent": "false"},
    "**.html": {"silent": "false", "extensions": "jinja2.ext.i18n"},
}
_METHODS: Final = [("**.py", "python"), *((pattern, "jinja2") for pattern in _OURS)]
_HEADER: Final = """\
# The words of a gongkai site. Messages are Chinese; `python -m generator.language` keeps this file up to date.
msgid ""
msgstr ""
"Language: {tag}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""

MessageId = str | tuple[str, str]
"""A message, or a message with its plural."""


def messages() -> Iterator[MessageId]:
    """Yield every message of the code and the templates, in order of place."""
    for package in ("generator", "site_templates"):
        folder = str(files(package))
        found = extract_from_dir(folder, _METHODS, _OURS, KEYWORDS, strip_comment_tags=True)
        for _file, _line, message, _comments, _context in found:
            yield message if isinstance(message, str) else (message[0], message[1])


def catalogue_file(tag: str) -> Path:
    """Return where a language's catalogue stands in a checkout."""
    return Path(str(files("generator"))) / "locales" / f"{tag}.po"


def read_catalogue(tag: str) -> Catalog:
    """Return a language's catalogue."""
    with catalogue_file(tag).open("rb") as file:
        return read_po(file, locale=tag.replace("-", "_"))


def refresh() -> Mapping[str, Sequence[str]]:
    """Rewrite every catalogue: new messages without a translation, unused ones gone. Returns what is not translated."""
    wanted = list(messages())
    missing: dict[str, Sequence[str]] = {}
    for tag in languages():
        if tag != SOURCE:
            fresh = updated(read_catalogue(tag), wanted)
            catalogue_file(tag).write_bytes(as_po(fresh))
            missing[tag] = [_name(message) for message in fresh if message.id and not _is_translated(message)]
    return missing


def updated(known: Catalog, wanted: Sequence[MessageId]) -> Catalog:
    """Return a catalogue of just the messages `wanted`, with the translations already known."""
    fresh = Catalog(locale=known.locale, fuzzy=False)
    for message in sorted(set(wanted), key=lambda id: id if isinstance(id, str) else id[0]):
        before = known.get(message if isinstance(message, str) else message[0])
        fits = before is not None and isinstance(before.string, str) == isinstance(message, str)
        fresh.add(message, before.string if before is not None and fits else None)
    return fresh


def as_po(catalogue: Catalog) -> bytes:
    """Return a catalogue as a file that merges well: one line a text, in order of the messages, no places, no dates."""
    out = io.BytesIO()
    write_po(out, catalogue, width=0, no_location=True, omit_header=True)
    return _HEADER.format(tag=catalogue.locale_identifier, plurals=catalogue.plural_forms).encode() + out.getvalue()


def _is_translated(message: Message) -> bool:
    strings = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return bool(strings) and all(strings)


def _name(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]
