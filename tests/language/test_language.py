"""Messages in the reader's language."""

import pytest

from generator.language import N_, SOURCE, _, counted, lang, languages, speaking, tongue
from generator.site.templates.environment import environment


def test_chinese_is_what_the_messages_are_written_in() -> None:
    assert languages()[0] == SOURCE == "zh-CN"
    assert (_("权重"), counted("{count} 份", 1204), lang()) == ("权重", "1,204 份", "zh")


def test_values_are_filled_by_name_and_what_they_hold_is_not_read_again() -> None:
    assert _("满分 {full}", full="{count} {0}") == "满分 {count} {0}"


def test_a_language_is_spoken_inside_its_block_only() -> None:
    with speaking("en") as spoken:
        assert (spoken.tag, lang(), _(N_("权重"))) == ("en", "en", "Weight")
        assert (counted("{count} 份", 1), counted("{count} 份", 2)) == ("1 report", "2 reports")
    assert _("权重") == "权重"


def test_a_language_without_a_catalogue_is_refused() -> None:
    with pytest.raises(LookupError, match="xx"):
        tongue("xx")


def test_templates_escape_what_fills_a_message() -> None:
    template = environment().from_string('{{ _("满分 {full}", full=value) }}|{{ counted("{count} 份", 2) }}')
    assert template.render(value="<b>*") == "满分 &#60;b&#62;&#42;|2 份"


def test_the_words_of_a_script_are_json_in_an_attribute() -> None:
    template = environment().from_string('<p data-words="{{ words(found=_("找到 {count} 份")) }}">')
    assert template.render() == '<p data-words="&#123;&#34;found&#34;&#58; &#34;找到 &#123;count&#125; 份&#34;&#125;">'
