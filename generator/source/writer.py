"""Plain data as YAML that people like to read, and that the reader reads back as the same data.

Written here rather than by libyaml's emitter, which escapes the rarer Chinese characters (beyond U+FFFF), folds lines and
knows neither our blanks nor which rows belong on one line. Only notations that can't be misread are used: plain text where
it is safe beyond doubt, double quotes elsewhere, and literal blocks for clean paragraphs.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from generator.diagnostics import FieldPath
from generator.source.document import Plain
from generator.source.pitfalls import looks_like_key
from generator.source.reader import NULLS
from generator.source.text import REFUSED

_INDENT: Final = "  "
# A key must fit on one line of at most 1,024 characters; longer ones need the "? " notation.
_LONGEST_KEY: Final = 1000
# What opens or ends something else in YAML. A minus sign may open a number.
_UNSAFE_START: Final = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`=<](?!\d)|[,\[\]{}#&*!|>'\"%@`]|\s|\.\.\.|---")
_UNSAFE_INSIDE: Final = re.compile(r":(?=\s|$|[,\[\]{}])|\s#|\s$|[\n\t\\]")
_UNSAFE_IN_FLOW: Final = re.compile(r"[,\[\]{}:?]")
# Other YAML readers, editors among them, take these words for true and false.
_SWITCHES: Final = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n"})
_UNFIT_FOR_BLOCK: Final = re.compile(r"(?m)^[ \t]|[ \t]$|\A\n|\n\n\Z|\A\Z|\t")
_ESCAPED: Final = re.compile(r'["\\\n\t]|' + REFUSED.pattern)
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\0": "\\0"}

Flow = Callable[[FieldPath], bool]


def to_yaml(data: Plain, *, header: str | None = None, flow: Flow | None = None) -> str:
    """Return `data` as YAML, ending in a line break, such that the reader gives back the same data.

    `header` becomes comment lines at the top. `flow` is asked for each mapping and list whether to write it,
    with all it holds, in braces or brackets on one line.
    """
    lines = [f"# {line}" for line in header.splitlines()] if header else []
    lines.extend(_block(data, "", (), flow or _never))
    return "\n".join(lines) + "\n"


def _never(_: FieldPath) -> bool:
    return False


def _block(data: Plain, indent: str, field: FieldPath, flow: Flow) -> Iterator[str]:
    """Yield the lines of a value; the first is not indented, for it may follow a key or a dash."""
    if isinstance(data, dict) and data and not _on_one_line(data, field, flow):
        yield from _mapping(data, indent, field, flow)
    elif isinstance(data, list) and data and not _on_one_line(data, field, flow):
        yield from _list(data, indent, field, flow)
    elif isinstance(data, str) and "\n" in data and not _UNFIT_FOR_BLOCK.search(data) and not REFUSED.search(data):
        yield "|" if data.endswith("\n") else "|-"
        for line in data.removesuffix("\n").split("\n"):
            yield (indent or _INDENT) + line if line else ""
    else:
        yield _inline(data)


def _mapping(data: dict[str, Plain], indent: str, field: FieldPath, flow: Flow) -> Iterator[str]:
    start = ""
    for key, value in data.items():
        name = _scalar(key, in_flow=False, is_key=True)
        if len(name) > _LONGEST_KEY:
            yield f"{start}? {name}"
            start, name = indent, ""
        yield from _entry(f"{start}{name}:", value, indent, (*field, key), flow)
        start = indent


def _entry(opening: str, value: Plain, indent: str, field: FieldPath, flow: Flow) -> Iterator[str]:
    deeper = indent + _INDENT
    lines = _block(value, deeper, field, flow)
    if isinstance(value, dict | list) and value and not _on_one_line(value, field, flow):
        yield opening
        yield deeper + next(lines)
    else:
        yield f"{opening} {next(lines)}"
    yield from lines


def _list(data: list[Plain], indent: str, field: FieldPath, flow: Flow) -> Iterator[str]:
    start = ""
    for position, value in enumerate(data):
        lines = _block(value, indent + _INDENT, (*field, position), flow)
        yield f"{start}- {next(lines)}"
        yield from lines
        start = indent


def _on_one_line(data: Plain, field: FieldPath, flow: Flow) -> bool:
    return flow(field) and _keys_fit(data)


def _keys_fit(data: Plain) -> bool:
    if isinstance(data, dict):
        return all(len(_quoted(key)) <= _LONGEST_KEY and _keys_fit(value) for key, value in data.items())
    return not isinstance(data, list) or all(map(_keys_fit, data))


def _inline(data: Plain) -> str:
    """Return a value on one line; text in it is quoted where brackets, commas or colons would end it."""
    return _scalar(data, in_flow=False, is_key=False) if not isinstance(data, dict | list) else _flow(data)


def _flow(data: Plain) -> str:
    if isinstance(data, dict):
        entries = (f"{_scalar(key, in_flow=True, is_key=True)}: {_flow(value)}" for key, value in data.items())
        return "{" + ", ".join(entries) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(_flow, data)) + "]"
    return _scalar(data, in_flow=True, is_key=False)


def _scalar(text: str | None, *, in_flow: bool, is_key: bool) -> str:
    if text is None:
        return "null"
    unsafe = (
        text in NULLS
        or text.lower() in _SWITCHES
        or _UNSAFE_START.match(text)
        or _UNSAFE_INSIDE.search(text)
        or (in_flow and _UNSAFE_IN_FLOW.search(text))
        or REFUSED.search(text)
        or looks_like_key(text)
        or (is_key and "：" in text)
    )
    return _quoted(text) if unsafe else text


def _quoted(text: str) -> str:
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    known = _ESCAPES.get(char)
    if known:
        return known
    code = ord(char)
    if code <= 0xFF:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
