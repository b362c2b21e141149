"""The account that runs gongkai: a folder of its own for all sites, which is believed because nobody else can put anything there."""

import os
import stat
from pathlib import Path


def own_folder() -> Path | None:
    """Return the account's folder, made if need be; None where there is none that is closed to others."""
    try:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "gongkai"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder if is_closed(folder.stat()) else None
    except (OSError, RuntimeError):  # RuntimeError: no home
        return None


def is_closed(seen: os.stat_result) -> bool:
    """Tell whether this account owns a file or folder, and no other may even read it."""
    return os.name != "posix" or (seen.st_uid == os.getuid() and not stat.S_IMODE(seen.st_mode) & 0o077)
