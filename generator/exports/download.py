"""What an exporter yields: a file of the finished site."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Download:
    """A file to be published: its posix path below the site's root, and its bytes."""

    path: str
    content: bytes
