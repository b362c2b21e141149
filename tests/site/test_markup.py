"""HTML in hand-written pages is refused where a browser would run it, leave it out, or take more than is meant for it."""

from pathlib import Path

import pytest

from generator.model.handwritten import read_page
from generator.review.check import check
from generator.site.markup import markup_faults

HEAD = "---\ntitle: 关于\n---\n\n正文 `<body>`\n\n"
TAIL = "\n\n后面 **还有** <i>正文</i>\n"


def found(html: str, end: str = "\n") -> list[tuple[str, int, int, int]]:
    """Return the faults of a page that holds some HTML: their codes, with the line of it and the columns from which and to which."""
    page, _ = read_page((HEAD + html + TAIL).replace("\n", end), "content/pages/about.md", "about")
    assert page is not None
    faults = list(markup_faults(page))
    assert {fault.path for fault in faults} <= {page.path}
    return [
        (fault.code, fault.span.line - HEAD.count("\n"), fault.span.column, fault.span.end_column)
        for fault in faults
        if fault.span
    ]


@pytest.mark.parametrize(
    "html",
    [
        "",
        "a < b，a <!-- 这不是注释，<div/onclick='x()'>，<textarea",  # CommonMark takes them for text
        "`<textarea>` 与\n\n    <script>\n\n```\n<body onload=x>\n```",
        "<!-- 待补\n\n<body onload=x> -->\n<p>1</p>",
        '<div class="a>b<c">\n\n**正文**\n\n</div>',
        "<details><summary>1</summary>\n\n正文\n\n</details>",
        "<textarea>1 <b</textarea>",
        "<noscript>\n\n正文\n\n</noscript>",
        "<bodyguard></bodyguard>",
        "<div>",
        "<mark mark0=7 mark1=x>1</mark><br mark0=0>",
        "<p>mark" + "-" * 500_000,  # a name of our own is found at once all the same
        "<p>" + "".join(f"mark{n} " for n in range(50_000)),
        "- \t<table>\n\t\t<tr><td>1</table>",
    ],
)
def test_what_ends_and_does_nothing_is_no_fault(html: str) -> None:
    assert found(html) == []


@pytest.mark.parametrize(
    ("html", "place"),
    [
        ("<textarea>1", (1, 1, 11)),
        ("中文 <textarea>1", (1, 4, 14)),
        ("<p>1</p>\n中<!-- 待补\n\n<p>2<p>", (2, 2, 6)),
        ('<p>1</p> <a\n\nhref="x">', (1, 10, 12)),
        ('<div title="\n\n1" onclick="x()" lang="\n\n<p class="">', (1, 1, 5)),
        ("<title>1", (1, 1, 8)),
        ("<plaintext>", (1, 1, 12)),
        ("<noscript>\n\n**1**", (1, 1, 11)),
        ("> 中 <select>", (1, 5, 13)),
        ("<svg>", (1, 1, 6)),
        ("<!-- " + "<p>1" * 50_000, (1, 1, 5)),
        ("<div>" * 2_000 + "<!--", (1, 10_001, 10_005)),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_never_ends_is_told_where_it_begins(html: str, place: tuple[int, int, int], end: str) -> None:
    assert found(html, end) == [("page-unclosed", *place)]


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<body onload="x()">', ("page-frame", 1, 1, 6)),
        ("<p>1</p>\n中</BODY>", ("page-frame", 2, 2, 9)),
        ("1 <html onclick=x()>", ("page-frame", 1, 3, 8)),
        ("- <head>", ("page-frame", 1, 3, 9)),
        ("<div></div></div>\n\n</main>", ("page-frame", 3, 1, 8)),
        ("中 <b onclick=x()>1</b>", ("link-inline-script", 1, 3, 5)),
        ("> <div>\n> <p\n> ONCLICK=x()></div>", ("link-inline-script", 2, 3, 5)),
        ("<script>1<2</script>", ("link-inline-script", 1, 1, 9)),
        ("<p>1</p>\n<style>p{}</style>", ("link-inline-style", 2, 1, 8)),
        ('1<i style="">2</i>', ("link-inline-style", 1, 2, 4)),
        ("<div><iframe src=x></iframe></div>", ("link-embedded", 1, 6, 13)),
    ],
)
def test_what_is_the_frame_s_or_would_run_is_told_where_it_stands(html: str, fault: tuple[str, int, int, int]) -> None:
    assert found(html) == [fault]


def test_a_check_of_the_site_tells_it(sources: Path) -> None:
    (sources / "content/pages/about.md").write_text('# 关于\n\n<body onload="x()">\n', "utf-8")
    checked = check((), root=sources, cwd=sources)
    assert [(one.path, one.code) for one in checked.findings if one.path.endswith(".md")] == [
        ("content/pages/about.md", "page-frame")
    ]
    assert checked.site_is_broken
