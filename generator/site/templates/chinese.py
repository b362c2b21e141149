"""On a site in another language, what is said in Chinese says so: voices read it, and fonts show it, as Chinese (WCAG 3.1.2).

Our own words there are never Chinese, so that what is Chinese is what records say, told by its script alone.
"""

import re
from typing import Final

from generator.language import SOURCE
from generator.site.templates.layout import Laid, laid

_HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN: Final = re.compile(rf"[{_HAN}](?:[^<>A-Za-z|\[\]\n]*[{_HAN}\u3001-\u3011\uff01-\uff5e])?")
_LETTER: Final = re.compile("[A-Za-z]")
_TEXT: Final = re.compile(rf"<(/?)([a-z][a-z0-9]*)([^<>]*)>([^<>]*[{_HAN}][^<>]*)(?=<(/?))")
"""A tag with the text behind it, and whether the tag behind that ends an element."""
_DATA: Final = frozenset(("script", "style", "textarea"))
_BARE: Final = frozenset(("option", "title", "desc", "text", "tspan"))
"""Elements that hold no others, or only their own kind."""


def with_chinese_told(page: Laid) -> Laid:
    """Return a page, laid out and with front matter, with the language of what is Chinese on it."""
    if not page.blocks:
        return page
    head, *blocks = page.blocks
    told = (_TEXT.sub(_told, block) if block[0] == "<" else _spanned(block) for block in blocks)
    return laid((head, *told), known=all(block[0] in "<#" for block in blocks))  # else one may begin with a tag, and be no HTML


def _told(found: re.Match[str]) -> str:
    ends, name, rest, text, goes_on = found.groups()
    if name in _DATA or (ends and name in _BARE):
        return found[0]
    if name in _BARE or not (ends or not goes_on or _LETTER.search(text)):
        return f'<{name}{rest} lang="{SOURCE}">{text}'
    return f"<{ends}{name}{rest}>{_spanned(text)}"


def _spanned(text: str) -> str:
    return _RUN.sub(rf'<bdi lang="{SOURCE}">\g<0></bdi>', text)
