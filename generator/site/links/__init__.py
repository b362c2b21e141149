"""The link checker: every address in the finished site leads somewhere, and no page asks another host for anything.

What MkDocs checks is only the Markdown; this reads what a browser will read. What is on a page that no address tells
of — an anchor that stands twice, a program or a style, a part that can't be read — it reports too.

    page ─ties_of─▶ Ties ─together─▶ faults ─▶ pages with an unmet need, and suspects ─read in full─▶ BrokenLink
"""

from generator.site.links.check import check_links, faults
from generator.site.links.rules import RULES, BrokenLink
from generator.site.links.ties import Ties, lost, ties_of, together

__all__ = ["RULES", "BrokenLink", "Ties", "check_links", "faults", "lost", "ties_of", "together"]
