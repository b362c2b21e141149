"""Texts as plain as nearly all that our templates print: what they tell of addresses and anchors is found without cutting them up.

Whether a text is plain, one expression says of all of it, in linear time (pydantic's engine, which is Rust's, at a third of what
cutting takes). In a plain text `_TELLING` finds all that tells of an address or anchor and nothing else: its quote stands nowhere
but around values, and no value ends like the name of an attribute.
"""

import re
from collections.abc import Sequence
from typing import Final

from pydantic_core import SchemaValidator
from pydantic_core.core_schema import str_schema

ELEMENTS: Final = (
    "abbr address article aside b bdi bdo blockquote br button caption cite code col colgroup data dd del desc details dfn "
    "div dl dt em fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr i img input ins kbd label legend li link "
    "main mark meta nav noscript ol optgroup option output p path pre q rp rt ruby s samp search section select small "
    "span strong sub summary sup svg table tbody td text tfoot th thead time tr tspan u ul use var "
    "circle defs ellipse g line pattern polygon polyline rect symbol"
)
"""Elements within which every tag is a tag, and whose attributes stay with them; links apart, which may have a name to lead to."""
_SILENT: Final = (
    "(?:aria|data)-[a-z-]+ autocapitalize autocomplete checked class colspan download enterkeyhint focusable for hidden lang open "
    "placeholder popover popovertarget r readonly rel role rowspan rx scope spellcheck tabindex text-anchor title type value "
    "viewBox width height [cd]?[xy] [xy][12]"
)
"""Attributes that tell of nothing where no other that is plain makes them, whatever their values and however often they stand there."""
_ID: Final = r' id="[^"<>= \x00]*"'
_HREF: Final = r' href="[^"<> \x00]*"'
_FILL: Final = r' fill="url\(#[a-z0-9-]+\)"'
_TELLING: Final = re.compile(r' (?:id|href|fill)="[^"]*')


def _plain() -> str:
    silent, elements = _SILENT.replace(" ", "|"), ELEMENTS.replace(" ", "|")
    some, more = (rf'(?: (?:{names})(?:="[^"<>=\x00]*")?)*' for names in (silent, f"{silent}|name"))
    tag = f"(?:{elements}){more}(?:(?:{_ID}|{_FILL}){more})?/?"
    link = f"a{some}(?:{_HREF}{some}(?:{_ID}{some})?|{_ID}{some}(?:{_HREF}{some})?)?"
    title = rf'<title{some}(?:{_ID}{some})?>[^<"\x00]*</title>'
    data = r'<script type="application/ld\+json">[^<=\x00]*</script>'
    return rf'^(?:[^<"\x00]|<(?:{tag}|{link}|/[a-z0-9]+)>|{title}|{data})*$'


_PLAIN: Final = SchemaValidator(str_schema(pattern=_plain()))


def told_plainly(text: str) -> Sequence[str] | None:
    """Return the attributes that tell of addresses and anchors, as ` href="…`; None for a text that is not plain."""
    return _TELLING.findall(text) if _PLAIN.isinstance_python(text) else None
