"""The Jinja environment that turns views into Markdown, strict about what is missing and deaf to what records say.

Three promises hold for every page: a name a template misspells is an error; a string that is not `Markup` comes out as
character entities (`filters.entities`); and no blank line stands inside an HTML block, where it would end the block.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator import language
from generator.site import filters

_BLOCK: Final = re.compile(r"<(address|article|aside|details|div|dl|figure|footer|nav|ol|p|script|section|table|ul)\b")


def finalize(value: Any) -> Markup:
    """Return what `{{ value }}` prints: `Markup` as it is, text and integers as entities; anything else is a mistake."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return filters.entities(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return filters.entities(str(value))
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


@cache
def environment() -> Environment:
    """Return the environment over the installed `site_templates`."""
    jinja = Environment(
        loader=FileSystemLoader(str(files("site_templates"))),
        undefined=StrictUndefined,
        autoescape=True,
        # StrictUndefined raises when printed, before finalize could complain in vaguer words.
        finalize=lambda value: value if isinstance(value, StrictUndefined) else finalize(value),
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


def render(template: str, view: object) -> str:
    """Return the Markdown of a page: `pages/<template>.md.j2` over its view, laid out by the rules of the dialect."""
    text = environment().get_template(f"pages/{template}.md.j2").render(view=view)
    return "\n".join(lay_out(text)).rstrip("\n") + "\n"


def lay_out(text: str) -> Iterator[str]:
    """Yield the lines of a page: HTML blocks from column 0 without blank lines, one blank line around everything else.

    Counting a block's own tag finds its end exactly, because text from records can't contain `<`.
    """
    block: str | None = None
    depth = 0
    blank = True
    for line in map(str.strip, text.split("\n")):
        if not line:
            if block is None and not blank:
                yield ""
                blank = True
            continue
        if block is None and (start := _BLOCK.match(line)):
            block = start[1]
            if not blank:
                yield ""
        yield line
        blank = False
        if block is not None:
            if f"<{block}" in line:
                depth += len(re.findall(rf"<{block}\b", line))
            depth -= line.count(f"</{block}>")
            if depth == 0:
                block = None
                yield ""
                blank = True
    if block is not None:
        raise ValueError(f"a template leaves <{block}> open")
