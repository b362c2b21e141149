"""Addresses that a page may carry: of the web and of mail, without anything that could mislead a reader or a program."""

import re
from ipaddress import IPv6Address
from typing import Annotated, Final, TypeAlias
from urllib.parse import SplitResult, urlsplit

from pydantic import PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.model.record import text_or_blank

_LONGEST: Final = 2_000
"""Characters of the longest address; what takes more is no link but data."""
_WEB: Final = frozenset({"http", "https"})
_SERVER: Final = re.compile(r"(?:\[(?P<ipv6>[0-9A-Fa-f:.]+)\]|[\w-]+(?:\.[\w-]+)*\.?)(?::(?P<port>[0-9]{1,5}))?")
# A NUL or a line break that a server would decode.
_ENCODED_CONTROL: Final = re.compile(r"%(?:[01][0-9a-f]|7f)", re.IGNORECASE)
_MAILBOX: Final = re.compile(r"[\w.+-]+@([^@/?#:]+)")
_FOLDERS: Final = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?")


def _is_link(text: str) -> bool:
    parts = _split(text)
    if parts is None:
        return False
    if parts.scheme == "mailto":
        mailbox = _MAILBOX.fullmatch(text[len("mailto:") :])
        return mailbox is not None and _is_server(mailbox[1])
    return parts.scheme in _WEB and _is_server(parts.netloc)


def _is_site_address(text: str) -> bool:
    parts = _split(text)
    if parts is None or parts.scheme not in _WEB or "?" in text or "#" in text:
        return False
    return _is_server(parts.netloc) and _FOLDERS.fullmatch(parts.path) is not None


def _split(text: str) -> SplitResult | None:
    if len(text) > _LONGEST or not text.isprintable() or " " in text or "\\" in text or _ENCODED_CONTROL.search(text):
        return None
    try:
        return urlsplit(text)
    except ValueError:
        return None


def _is_server(place: str) -> bool:
    """Tell whether this is a host and at most a port: no name before an @, which could pass for the host."""
    found = _SERVER.fullmatch(place)
    if found is None or (found["port"] and not 0 < int(found["port"]) < 1 << 16):
        return False
    return found["ipv6"] is None or _is_ipv6(found["ipv6"])


def _is_ipv6(text: str) -> bool:
    try:
        IPv6Address(text)
    except ValueError:
        return False
    return True


def _link(value: object) -> str | None:
    text = text_or_blank(value)
    if text is not None and not _is_link(text):
        raise PydanticCustomError("not_a_link", "expected a web address", {"found": text})
    return text


def _site_address(value: object) -> str | None:
    text = text_or_blank(value)
    if text is not None and not _is_site_address(text):
        raise PydanticCustomError("not_a_site_address", "expected the address of a site", {"found": text})
    return text


Link: TypeAlias = Annotated[
    str | None, PlainValidator(_link), WithJsonSchema({"type": ["string", "null"], "pattern": "^(https?://|mailto:)"})
]
"""A web address, with port, query and fragment as it likes, or `mailto:` and one mailbox; nothing else."""

SiteAddress: TypeAlias = Annotated[
    str | None, PlainValidator(_site_address), WithJsonSchema({"type": ["string", "null"], "pattern": "^https?://"})
]
"""Where a site stands for ever: http or https, a host, perhaps a port and folders of plain ASCII names."""
