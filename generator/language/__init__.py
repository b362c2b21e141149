"""The words of the site in the reader's language, by gettext: Chinese is the source, every other language a catalogue.

A catalogue is `generator/locales/<tag>.po`; adding a language is adding one. `python -m generator.language` brings the
catalogues up to date with the messages of the code and the templates.

The language of a run is chosen once, around everything that makes words (`speaking`), because pages are made by hundreds
of small functions none of which cares. What a report says is never translated.
"""

import gettext
import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import Final, Literal, NamedTuple

SOURCE: Final = "zh-CN"
"""The language that messages are written in."""

_LOCALES: Final = files("generator") / "locales"


class Tongue(NamedTuple):
    """A language with its catalogue. `tag` is as HTML writes it: `zh-CN`, `en`."""

    tag: str
    catalogue: gettext.NullTranslations


_SOURCE: Final = Tongue(SOURCE, gettext.NullTranslations())
_spoken: ContextVar[Tongue] = ContextVar("spoken", default=_SOURCE)


@cache
def languages() -> tuple[str, ...]:
    """Return the tags of every language there is, the source first."""
    found = (file.name.removesuffix(".po") for file in _LOCALES.iterdir() if file.name.endswith(".po"))
    return (SOURCE, *sorted(found))


@cache
def tongue(tag: str) -> Tongue:
    """Return a language by its tag. Raises LookupError for one that has no catalogue."""
    if tag == SOURCE:
        return _SOURCE
    if tag not in languages():
        raise LookupError(f"no catalogue for {tag!r}")
    # Babel is slow to import, and a Chinese site needs none of it.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with (_LOCALES / f"{tag}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=tag.replace("-", "_")))
    compiled.seek(0)
    return Tongue(tag, gettext.GNUTranslations(compiled))


@contextmanager
def speaking(tag: str) -> Iterator[Tongue]:
    """Make `_` and `counted` answer in a language meanwhile. Raises LookupError for one that has no catalogue."""
    chosen = tongue(tag)
    token = _spoken.set(chosen)
    try:
        yield chosen
    finally:
        _spoken.reset(token)


def spoken() -> Tongue:
    """Return the language of this run."""
    return _spoken.get()


def lang() -> Literal["zh", "en"]:
    """Return which of a `Text`'s two languages suits the reader best."""
    return "zh" if _spoken.get().tag.startswith("zh") else "en"


def _(message: str, /, **values: object) -> str:
    """Return a message in the reader's language, `{names}` filled from `values`."""
    spoken = _spoken.get()
    text = message if spoken is _SOURCE else spoken.catalogue.gettext(message)
    return text.format(**values) if values else text


def counted(message: str, count: int, /, **values: object) -> str:
    """Return a message about a number of things, `{count}` with thousands separators, in the form that number takes."""
    text = _spoken.get().catalogue.ngettext(message, message, count)
    return text.format(count=f"{count:,}", **values)


def N_(message: str, /) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a message for the catalogues where it can't be translated yet: `_` does so where it is used."""
    return message
