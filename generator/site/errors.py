"""What makes a site impossible to build or publish: never a fault of a record, always of the surroundings."""

from generator.diagnostics import Text


class SiteError(Exception):
    """An unusable environment, in the reader's words; the command line turns it into exit code 2."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(zh, en)
