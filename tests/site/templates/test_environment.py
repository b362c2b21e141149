"""The environment: hostile text is inert, a mistake in a template is an error, the layout keeps the dialect."""

import re
from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateAssertionError, UndefinedError
from lxml import html
from markdown import Markdown
from markupsafe import Markup

from generator.language import speaking
from generator.site.rendering.markdown import render as render_markdown
from generator.site.templates import filters
from generator.site.templates.environment import environment, finalize, forget_templates

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "{{7*7}}",
    "[x](javascript:alert(1))",
    "![x](http://example.org/x.png)",
    "</script><script>alert(1)</script>",
    "</h1></div></table>",
    "| | |",
    "# heading\n\n    code\n- item\n1. item\n> quote\n***",
    "`code` *em* **strong** _em_ ~~gone~~ \\* \\\\",
    "&lt;img&gt; &#60;b&#62;",
    "\"quoted\" 'quoted' = onclick=alert(1)",
    "{#title} {: .class onclick=alert(1)}",
    "a  \nb\t\tc",
    "甲" * 10_000,
)


def shown(markup: str) -> str:
    return html.fragment_fromstring(markup, create_parent="div").text_content()


def rendered(source: str) -> tuple[str, str]:
    slow = Markdown(extensions=["attr_list", "tables", "toc"]).convert(source)
    return render_markdown(source, lambda target: target).html, slow


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_looks_like_markdown_or_html_comes_out_as_text(text: str):
    source = environment().from_string("{{ text }}").render(text=text)
    for page in rendered(f"before {source} after"):
        tree = html.fragment_fromstring(page, create_parent="div")
        assert {element.tag for element in tree.iter()} == {"div", "p"}
        assert " ".join(tree.text_content().split()) == " ".join(f"before {text} after".split())


@pytest.mark.parametrize("text", HOSTILE)
def test_text_in_a_heading_neither_changes_its_anchor_nor_its_level(text: str):
    source = environment().from_string("# {{ text }} {#title}\n").render(text=text)
    for page in rendered(source):
        tree = html.fragment_fromstring(page, create_parent="div")
        assert [(element.tag, dict(element.attrib)) for element in tree] == [("h1", {"id": "title"})]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_in_an_attribute_stays_in_the_attribute(text: str):
    source = environment().from_string('<p title="{{ text }}">x</p>').render(text=text)
    for page in rendered(source):
        tree = html.fragment_fromstring(page, create_parent="div")
        assert [list(element.attrib) for element in tree] == [["title"]]
        assert tree.text_content().strip() == "x"


@pytest.mark.parametrize("text", HOSTILE)
def test_text_in_front_matter_is_one_yaml_string(text: str):
    source = environment().from_string('title: "{{ text }}"').render(text=text)
    assert shown(yaml.safe_load(source)["title"]) == shown(str(filters.entities(text)))


def test_the_renderer_s_own_marks_in_a_text_are_no_marks():
    source = environment().from_string("{{ text }}").render(text="\x02klzzwxh:0\x03")
    assert "klzzwxh" in Markdown().convert(f"`x` {source}")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_no_ascii_punctuation_is_left(text: str):
    escaped = re.sub(r"&#\d+;", "", filters.entities(text))
    assert re.fullmatch(r"[0-9A-Za-z \u0080-\U0010ffff]*", escaped)
    assert "\n" not in escaped


def test_a_name_the_view_lacks_is_an_error():
    with pytest.raises(UndefinedError):
        environment().from_string("{{ nothing }}").render()


def test_an_attribute_the_view_lacks_is_an_error():
    with pytest.raises(AttributeError, match="nothing"):
        environment().from_string("{{ view.nothing }}").render(view=Markup("x"))


@pytest.mark.parametrize(
    "source",
    [
        "{{ text }}",
        "{{ 'a' ~ text }}",
        '{{ _("第 {text} 个", text=text) }}',
        '{% macro shown(x) %}{{ x }}{% endmacro %}{{ shown(_("第 {text} 个", text=text)) }}',
        "{% macro shown(x, y=none) %}{{ x }}{% endmacro %}{{ shown(y=none, x=text) }}",
        "{% macro shown(x) %}{{ x }}{% endmacro %}{{ shown(text) ~ '' }}",
        "{% set shown %}{{ text }}{% endset %}{{ shown }}",
    ],
)
def test_text_is_escaped_once_however_it_reaches_the_page(source: str):
    assert "<b> &amp; {x}" in shown(environment().from_string(source).render(text="<b> &amp; {x}"))


def test_a_macro_knows_its_arguments_by_name_and_by_default_and_misses_none_silently():
    source = "{% macro said(x, y='?', is='!') %}{{ x }}{{ y }}{{ is }}{% endmacro %}"
    assert environment().from_string(source + "{{ said('a', is='b') }}").render() == "a&#63;b"
    with pytest.raises(UndefinedError, match="'x' was not provided"):
        environment().from_string(source + "{{ said() }}").render()


def test_a_macro_prints_the_same_whichever_way_it_takes():
    source = (
        "{% macro said(x) %}{% if x == 'a' %}<b>{{ _('权重') }}</b>{% elif x == 'b' %}{{ x }}{% elif x == 'c' %}({{ x }}{% if x %}){% endif %}"
        "{% endif %}{% endmacro %}{% for x in ('a', '<', 'b', 'c') %}{{ said(x) }}|{% endfor %}"
    )
    assert environment().from_string(source).render() == "<b>权重</b>||b|(c)|"
    assert environment().from_string("{% macro said(x) %}{{ x }}{% endmacro %}{{ said('<') }}").render() == "&#60;"


def test_a_message_is_in_the_language_spoken_whatever_was_spoken_before():
    source = '{{ _("权重") }} {{ _("第 {text} 个", text="1") if false else _("权重") }}'
    assert environment().from_string(source).render() == "权重 权重"
    with speaking("en"):
        assert environment().from_string(source).render() == "Weight Weight"
    assert environment().from_string(source).render() == "权重 权重"


def test_a_message_that_nothing_fills_is_an_error_before_any_page_is_made():
    with pytest.raises(TemplateAssertionError, match="ful"):
        environment().from_string('{{ _("满分 {ful}", full="1") }}')


def test_templates_are_read_again_once_forgotten():
    before = environment()
    assert environment() is before
    forget_templates()
    assert environment() is not before


@pytest.mark.parametrize("value", [None, True, 1.5, Decimal("1.50"), ["x"]])
def test_a_value_that_is_not_ready_to_be_printed_is_an_error(value: object):
    with pytest.raises(TypeError):
        finalize(value)


def test_markup_is_printed_as_it_is():
    assert environment().from_string("{{ link }}").render(link=Markup("../a/")) == "../a/"


def test_an_anchor_is_not_taken_for_a_comment():
    assert environment().from_string("## x {#budget}{## said ##}").render() == "## x {#budget}"


@pytest.mark.parametrize(
    ("number", "plain", "grouped"),
    [
        ("0", "0", "0"),
        ("-0.00", "0", "0"),
        ("12.850", "12.85", "12.85"),
        ("1500.00", "1500", "1,500"),
        ("387664.62", "387664.62", "387,664.62"),
        ("-1234.5", "-1234.5", "-1,234.5"),
        ("1E+3", "1000", "1,000"),
        ("100", "100", "100"),
    ],
)
def test_figures_have_no_meaningless_zeros_and_no_exponent(number: str, plain: str, grouped: str):
    assert (filters.plain(Decimal(number)), filters.grouped(Decimal(number))) == (plain, grouped)


@pytest.mark.parametrize("url", ["http://a.gov.cn/x", "https://a.gov.cn", "mailto:a@b.cn", "HTTPS://a.gov.cn/"])
def test_links_to_the_web_and_to_mail_survive(url: str):
    assert shown(str(filters.safe_link(url))) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//a.cn",
        "/x",
        "http:",
        "mailto:",
        "http://[",
        "ftp://a.cn/",
    ],
)
def test_other_links_do_not(url: str | None):
    assert filters.safe_link(url) is None


def test_paragraphs_split_at_line_breaks_and_drop_blank_ones():
    assert filters.paragraphs("甲\r\n\r\n　乙 丙\n\u2028丁\x0b戊\n") == ("甲", "乙 丙", "丁", "戊")
    assert filters.paragraphs(None) == filters.paragraphs(" \n ") == ()
