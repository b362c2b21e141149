"""Parts of a list: all of it, in its order, none too long, each at an address that stays when the list grows."""

from collections.abc import Iterable, Iterator

from hypothesis import given
from hypothesis import strategies as st

from generator.site import addresses
from generator.site.parts import Part, cut

SLUGS = st.sets(st.text("ab-", min_size=1, max_size=6), max_size=60)
LONGEST = st.integers(1, 8)


def every(parts: Iterable[Part[str]]) -> Iterator[Part[str]]:
    for part in parts:
        yield part
        yield from every(part.parts)


def address(part: Part[str]) -> str:
    return addresses.part("/2021/jia/", part.name, is_all=part.is_all)


def cut_of(slugs: Iterable[str], longest: int) -> tuple[Part[str], ...]:
    return cut(sorted(slugs), str, longest)


@given(SLUGS, LONGEST)
def test_the_pages_hold_the_whole_list_in_its_order_and_count_its_places(slugs: set[str], longest: int):
    pages = [page for part in cut_of(slugs, longest) for page in part.pages]
    if len(slugs) <= longest:
        assert not pages
        return
    assert [member for page in pages for member in page.members] == sorted(slugs)
    assert [page.first for page in pages] == [1, *(page.last + 1 for page in pages[:-1])]
    assert all(len(page.members) <= longest for page in pages)


@given(SLUGS, LONGEST)
def test_every_part_has_an_address_of_its_own(slugs: set[str], longest: int):
    names = [address(part) for part in every(cut_of(slugs, longest))]
    assert len(set(names)) == len(names)


@given(SLUGS, LONGEST)
def test_a_part_says_how_its_members_begin(slugs: set[str], longest: int):
    for part in every(cut_of(slugs, longest)):
        assert part.members == (part.name,) if part.is_all else all(member.startswith(part.name) for member in part.members)


@given(SLUGS, SLUGS, LONGEST)
def test_a_part_is_still_there_when_reports_are_added(slugs: set[str], added: set[str], longest: int):
    before, after = ({address(part) for part in every(cut_of(some, longest))} for some in (slugs, slugs | added))
    assert before <= after


def test_a_list_of_a_thousand_numbers_is_cut_by_the_first_figure_in_which_they_differ():
    found = cut_of((f"p2021-{number:04}" for number in range(2500)), 1000)
    assert [(part.name, part.first, part.last) for part in found] == [
        ("p2021-0", 1, 1000),
        ("p2021-1", 1001, 2000),
        ("p2021-2", 2001, 2500),
    ]


def test_what_begins_others_stands_apart_from_them():
    found = cut_of(["ban", "ban-1", "ban-2", "bao"], 2)
    assert [address(part) for part in every(found)] == [
        "/2021/jia/parts/from-ban/",
        "/2021/jia/parts/only-ban/",
        "/2021/jia/parts/from-ban-/",
        "/2021/jia/parts/from-bao/",
    ]


def test_days_are_cut_by_year_and_month_and_members_of_one_name_are_not_cut():
    days = ["2023-05-17", "2023-05-02", "2023-04-30", "2022-01-01"]
    found = cut(days, lambda day: day.split("-"), 2, "-")
    assert [part.name for part in every(found)] == ["2023", "2023-05", "2023-04", "2022"]
    assert cut(["2023-05-17"] * 5, lambda day: day.split("-"), 2, "-") == ()
