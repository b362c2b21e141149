"""The Jinja environment that turns views into Markdown, strict about what is missing and deaf to what records say.

Three promises hold for every page: a name a template misspells is an error; a string that is not `Markup` comes out as
character entities (`filters.entities`); and no blank line inside an HTML block ends it (`layout.lay_out`).
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from generator import language
from generator.site.templates import filters
from generator.site.templates.chinese import with_chinese_told
from generator.site.templates.compiled import compiled_in
from generator.site.templates.compiling import Templates
from generator.site.templates.layout import Laid, lay_out


def finalize(value: Any) -> Markup:
    """Return what `{{ value }}` prints: `Markup` as it is, text and integers as entities; anything else is a mistake."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return filters.entities(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return filters.entities(str(value))
    if isinstance(value, StrictUndefined):
        str(value)  # which says what is missing, in clearer words than ours
    raise TypeError(f"a template printed {value!r}: views hold text that is ready to be printed")


def _message(message: str, /, **values: Any) -> Markup:
    """`{{ _("满分 {full}", full=view.full) }}`: a message in the reader's language; values come out as `{{ value }}` would."""
    return Markup(language._(message, **{name: finalize(value) for name, value in values.items()}))  # noqa: S704 - ours


def _counted(message: str, count: int, /, **values: Any) -> Markup:
    """`{{ counted("{count} 份报告", view.count) }}`: the same about a number of things."""
    return Markup(language.counted(message, count, **{name: finalize(value) for name, value in values.items()}))  # noqa: S704


def _words(**messages: str) -> Markup:
    """`data-words="{{ words(found=_("找到 {count} 份报告")) }}"`: the words of a script, as JSON."""
    return filters.entities(json.dumps(messages, ensure_ascii=False))


def environment() -> Environment:
    """Return the environment over the installed `site_templates`, in the language of this run."""
    return _environment(language.spoken().tag)


def forget_templates() -> None:
    """Read each template again when it is next used: a preview calls this where one may have changed."""
    _environment.cache_clear()
    _page.cache_clear()


@cache
def _environment(tag: str) -> Environment:
    jinja = Templates(
        language.tongue(tag),
        filters.ENTITIES,
        loader=FileSystemLoader(str(files("site_templates"))),
        auto_reload=False,
        bytecode_cache=compiled_in(tag),
        undefined=StrictUndefined,
        finalize=finalize,
        # `{#budget}` is a heading's anchor in Markdown, so comments are written otherwise.
        comment_start_string="{##",
        comment_end_string="##}",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    jinja.filters |= {"paragraphs": filters.paragraphs}
    jinja.globals |= {"_": _message, "counted": _counted, "words": _words}
    return jinja


@cache
def _page(tag: str, template: str) -> Template:
    return _environment(tag).get_template(f"pages/{template}.md.j2")


def render(template: str, view: object) -> Laid:
    """Return the Markdown of a page: `pages/<template>.md.j2` over its view, laid out by the rules of the dialect."""
    page = lay_out(_page(language.spoken().tag, template).render(view=view))
    return page if language.lang() == "zh" else with_chinese_told(page)
