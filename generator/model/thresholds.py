"""Where a check draws its line: `thresholds` in content/site.yaml, named numbers that a site may move.

A check reads them from its entry (`entry.thresholds.over_completion`), a check of the whole catalog from the site
(`catalog.site.thresholds`). To add one: a field here with its default, its Chinese term, and the reason for the default.
"""

from typing import Annotated

from pydantic import Field

from generator.model.figures import Share
from generator.model.record import NoneWhereBlank, Record


class Thresholds(Record):
    """核验的界限."""

    # Blank: the scoring standard's own line (`quantitative.flag_over`, 130 % in most). A bureau may ask for less or more.
    over_completion: Annotated[Share | None, NoneWhereBlank] = Field(None, description="超额完成提示线；不写则按评分标准")


USUAL = Thresholds()
"""What holds where a site sets nothing."""
