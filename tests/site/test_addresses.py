"""The one address function: pages, their files, and the links between them."""

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.site import addresses

slugs = st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True)
pages = st.lists(slugs, max_size=5).map(lambda parts: "/" + "".join(f"{part}/" for part in parts))


def test_pages_have_the_addresses_that_were_promised():
    assert addresses.report(2021, "quwo-gonganju", "jingwutong") == "/2021/quwo-gonganju/jingwutong/"
    assert addresses.report(2021, "quwo-gonganju", "jingwutong", "budget") == "/2021/quwo-gonganju/jingwutong/budget/"
    assert addresses.year(2021) == "/2021/"
    assert addresses.agency_year(2021, "quwo-gonganju") == "/2021/quwo-gonganju/"
    assert addresses.agency("quwo-gonganju") == "/agencies/quwo-gonganju/"
    assert addresses.project("quwo-gonganju", "jingwutong") == "/projects/quwo-gonganju/jingwutong/"
    assert addresses.standard("quwo-2021") == "/standards/quwo-2021/"


@pytest.mark.parametrize("slug", ["", "a/b", "..", "A", "警务通", 'x"onclick', "a b", "a.b"])
def test_only_slugs_become_addresses(slug: str):
    with pytest.raises(ValueError, match="not a slug"):
        addresses.project("agency", slug)


@pytest.mark.parametrize("number", [0, 999, 10_000])
def test_a_year_has_four_digits(number: int):
    with pytest.raises(ValueError, match="year"):
        addresses.year(number)


def test_a_page_s_file_is_the_index_of_its_folder():
    assert addresses.docs_path("/") == "index.md"
    assert addresses.docs_path("/2021/a/b/budget/") == "2021/a/b/budget/index.md"


@pytest.mark.parametrize("address", ["2021/", "/2021", "/../", "/a//", "/A/", "/a/?x/"])
def test_what_is_no_address_of_a_page_is_an_error(address: str):
    with pytest.raises(ValueError, match="address"):
        addresses.docs_path(address)


@pytest.mark.parametrize(
    ("origin", "target", "link"),
    [
        ("/", "/", "./"),
        ("/", "/2021/", "2021/"),
        ("/2021/", "/", "../"),
        ("/2021/a/b/", "/2021/a/b/budget/", "budget/"),
        ("/2021/a/b/budget/", "/2021/a/b/form/", "../form/"),
        ("/2021/a/b/budget/", "/standards/quwo-2021/", "../../../../standards/quwo-2021/"),
    ],
)
def test_links_are_relative(origin: str, target: str, link: str):
    assert addresses.href(origin, target) == link


def test_a_link_may_name_an_anchor():
    assert addresses.href("/a/", "/b/", "money") == "../b/#money"
    assert addresses.href("/a/", "/a/", "money") == "#money"
    with pytest.raises(ValueError, match="anchor"):
        addresses.href("/a/", "/b/", '"onclick')


@given(pages, pages)
def test_every_link_leads_to_its_target(origin: str, target: str):
    resolved = posixpath.normpath(posixpath.join(origin, addresses.href(origin, target)))
    assert resolved.rstrip("/") == target.rstrip("/")


@given(pages, pages)
def test_every_markdown_link_leads_to_its_target_s_file(origin: str, target: str):
    resolved = posixpath.normpath(
        posixpath.join("/", posixpath.dirname(addresses.docs_path(origin)), addresses.markdown_link(origin, target))
    )
    assert resolved == "/" + addresses.docs_path(target)
