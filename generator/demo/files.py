"""Plain data as the text of a file, with flags as YAML's own true and false."""

import re
from typing import Final

from generator.source import Plain, to_yaml
from generator.source.writer import Flow

_FLAGS: Final = re.compile(r'^(demo|official|noindex): "(true|false)"$', re.MULTILINE)


def as_file(data: Plain, *, header: str, flow: Flow | None = None) -> str:
    """Return the file's text. A flag is the one word that an editor's schema check wants bare; the writer quotes it, as any text."""
    return _FLAGS.sub(r"\1: \2", to_yaml(data, header=header, flow=flow))
