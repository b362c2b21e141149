"""The catalogues: every message translated, nothing else in them, nothing that would act as markup."""

import re
from string import Formatter

import pytest
from babel.messages.catalog import Message

from generator.language import SOURCE, languages
from generator.language.catalogues import as_po, catalogue_file, messages, read_catalogue, updated

TAGS = [tag for tag in languages() if tag != SOURCE]
HAN = re.compile("[\u4e00-\u9fff]")


def texts(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def name(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def translated(tag: str) -> list[Message]:
    return [message for message in read_catalogue(tag) if message.id]


@pytest.mark.parametrize("tag", TAGS)
def test_a_catalogue_is_as_the_code_and_the_templates_need_it(tag: str) -> None:
    known = read_catalogue(tag)
    assert catalogue_file(tag).read_bytes() == as_po(updated(known, list(messages()))), "run: python -m generator.language"


@pytest.mark.parametrize("tag", TAGS)
def test_every_message_is_translated(tag: str) -> None:
    assert [name(message) for message in translated(tag) if not all(texts(message)) or not texts(message)] == []


@pytest.mark.parametrize("tag", TAGS)
def test_translations_have_the_same_places_to_fill(tag: str) -> None:
    def places(text: str) -> set[str]:
        return {field for _, field, _, _ in Formatter().parse(text) if field is not None}

    for message in translated(tag):
        for text in texts(message):
            assert places(text) <= places(name(message)), name(message)


@pytest.mark.parametrize("tag", TAGS)
def test_no_translation_holds_what_markdown_or_html_would_read(tag: str) -> None:
    for message in translated(tag):
        for text in (name(message), *texts(message)):
            assert not re.search(r"[<>&*`|\\\[\]#\n]", text), text
