"""`python -m generator.language`: bring every catalogue up to date with the code and the templates, and say what is missing."""

import sys

from generator.language.catalogues import refresh

if __name__ == "__main__":
    missing = refresh()
    for tag, messages in missing.items():
        for message in messages:
            print(f"{tag}: no translation of “{message}”", file=sys.stderr)  # noqa: T201 - a command for contributors
    sys.exit(any(missing.values()))
