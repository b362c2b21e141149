"""Templates as they were compiled, kept in the store: a change of one record needs a dozen of them, and a fifth of a second for that."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from jinja2.bccache import Bucket, BytecodeCache

from generator import language
from generator.site.environment import environment
from generator.store import Kept, Store

_KIND: Final = "template"


class _Compiled(BytecodeCache):
    """What Jinja made of templates in one language; Jinja asks for it by the checksum of their text."""

    def __init__(self, store: Store, tag: str) -> None:
        self._store, self._tag = store, tag

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's
        return f"{self._tag} {name}"

    def load_bytecode(self, bucket: Bucket) -> None:
        for kept in self._store.pieces(_KIND, [bucket.key]):
            if kept.stamp == bucket.checksum.encode():
                bucket.bytecode_from_string(kept.piece)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if self._store.is_own:
            self._store.put(_KIND, [Kept(bucket.key, bucket.checksum.encode(), bucket.bytecode_to_string())])


@contextmanager
def templates_kept(store: Store) -> Iterator[None]:
    """Keep what templates are compiled to meanwhile, and compile none that is kept; copies of this process only look."""
    jinja = environment()
    jinja.bytecode_cache = _Compiled(store, language.spoken().tag)
    try:
        yield
    finally:
        jinja.bytecode_cache = None
