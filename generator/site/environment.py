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
from generator.site.compiling import Templates

_BLOCK: Final = re.compile(r"<(address|article|aside|details|div|dl|figure|footer|nav|ol|p|script|section|table|ul)\b")


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


@cache
def _environment(tag: str) -> Environment:
    jinja = Templates(
        language.tongue(tag),
        filters.ENTITIES,
        loader=FileSystemLoader(str(files("site_templates"))),
        auto_reload=False,
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


def render(template: str, view: object) -> str:
    """Return the Markdown of a page: `pages/<template>.md.j2` over its view, laid out by the rules of the dialect."""
    text = environment().get_template(f"pages/{template}.md.j2").render(view=view)
    return "\n".join(lay_out(text)).rstrip("\n") + "\n"


def lay_out(text: str) -> Iterator[str]:
    """Yield the lines of a page, those of a block together: HTML from column 0, no blank line in it, one around everything else.

    Counting a block's own tag finds its end exactly, because text from records can't contain `<`.
    """
    lines = list(map(str.strip, text.split("\n")))
    blank, at, end = True, 0, len(lines)
    while at < end:
        line = lines[at]
        at += 1
        if line.startswith("<") and (start := _BLOCK.match(line)):
            if not blank:
                yield ""
            stop = _end_of_block(lines, at - 1, start[1])
            yield line if stop == at else "\n".join(filter(None, lines[at - 1 : stop]))
            yield ""
            blank, at = True, stop
        elif line or not blank:
            yield line
            blank = not line


def _end_of_block(lines: list[str], start: int, tag: str) -> int:
    """Return the number of the line after the one on which the block of line `start` closes."""
    opening, closing = f"<{tag}", f"</{tag}>"
    line = lines[start]
    if line.endswith(closing) and line.count(opening) == 1 == line.count(closing):
        return start + 1
    # Most blocks hold none of their own kind, and close on a line of its own: that is found out quickly.
    try:
        stop = lines.index(closing, start) + 1
    except ValueError:
        stop = start
    block = "\n".join(lines[start:stop])
    if block.count(opening) == 1 == block.count(closing):
        return stop
    depth, exact = 0, re.compile(rf"<{tag}\b")
    for number, line in enumerate(lines[start:], start + 1):
        if opening in line:
            depth += len(exact.findall(line))
        depth -= line.count(closing)
        if depth == 0:
            return number
    raise ValueError(f"a template leaves <{tag}> open")
