"""Faults against what stands beside the records: the published edition, the list of what must be disclosed, what is withheld."""

from collections.abc import Mapping
from random import Random

from checks.injection.planting import MONEY, VALUES, YEARS, Place, Planned, plants_beside_edition, plants_in_site
from checks.injection.sheet import Sheet
from checks.injection.words import begun, said

InSite = tuple[Mapping[str, str | None], str, Place] | None


def _changed(sheet: Sheet, planned: Planned) -> InSite:
    return None if planned is None else ({sheet.path: planned[0].text}, sheet.path, planned[1])


@plants_beside_edition("correction-unnamed", MONEY | VALUES | {"total-above-full"})
def _(sheet: Sheet, dice: Random) -> InSite:
    rows = [sheet.stated, sheet.money("executed"), *sheet.rows]
    cells = [cell for row in rows for key, cell in row.items() if key not in ("full", "weight") and cell.number is not None]
    cell = dice.choice(cells)
    return _changed(sheet, (sheet.put(cell, (cell.number or 0) + dice.randint(1, 3)), cell.place))


@plants_beside_edition("correction-reworded")
def _(sheet: Sheet, dice: Random) -> InSite:
    told = said(sheet, dice, "", dice.choice(["另有补充。", "情况属实。", "以此为准。"]), "")
    return _changed(sheet, None if told is None else begun(told))


@plants_beside_edition("correction-gone", YEARS)
def _(sheet: Sheet, _: Random) -> InSite:
    return {sheet.path: None}, sheet.path, (0, 0)


@plants_in_site("coverage-missing")
def _(sheet: Sheet, dice: Random) -> InSite:
    """List a report of a year in which nothing else is expected."""
    file, agency = f"content/expected/{dice.randint(1949, 2018)}.yaml", sheet.path.split("/")[3]
    return {file: f"- {{agency: {agency}, project: meiyou, title: 办公用房维修}}\n"}, file, (1, 3)


@plants_in_site("withheld-title-told", YEARS)
def _(sheet: Sheet, dice: Random) -> InSite:
    """Put a report beside another that is withheld with its title, which that one tells."""
    title = "".join(dice.sample("甲乙丙丁戊己庚辛壬癸子丑寅卯", 8))
    told = said(sheet, dice, "与", title, "一并实施。")
    if told is None:
        return None
    withheld = f"title: {title}\nwithheld: {{basis: 保密法, reason: 国家秘密, by: 县局, title_withheld: true}}\n"
    beside = sheet.path.replace(".yaml", "-mi.yaml")
    text, place = begun(told)
    return {sheet.path: text.text, beside: withheld}, sheet.path, place
