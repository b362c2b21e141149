"""`--fix`: only how a value is written changes, and every other byte stays."""

import subprocess
import tempfile
from pathlib import Path

import pytest
from cli.small import FIRST, SECOND, check, write_site
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.fixing import FIXABLE, fixed
from generator.review.reports import check_reports
from generator.source import read_bytes

HEAD = "title: 检查\nruleset: quwo-2021\n"
ROWS = "indicators:\n  - {name: 次数, weight: 100, target: 5次, actual: 5次}\n"


def mended(folder: Path, text: str | bytes) -> str:
    """Return a record as `--fix` leaves it, and see that another run finds nothing to mend in it."""
    file = folder / "jiancha.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    after = once(file)
    file.write_bytes(after)
    assert once(file) == after
    return after.decode()


def once(file: Path) -> bytes:
    findings = check_reports([file], root=file.parent, cwd=file.parent).findings
    return fixed(file.read_bytes(), findings, findings[0].path if findings else file.name)[0]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("７４.３", "74.3"), ("７４．３", "74.3"), ("1,234.50", "1234.50"), ("1，234", "1234"), ("１２ ３４５", "12345"), ("12 345", "12345"),
        ('"７４"', '"74"'), ("'７４'", "'74'"), ('" ７４ "', '"74"'), ("－５", "-5"), ("1,2", None), ("5 8", None), ("七十四", None),
        ('"\\uff17\\uff14"', None),
    ],
)  # fmt: skip
def test_a_number_is_written_plainly_where_it_can_mean_one_thing_only(tmp_path: Path, written: str, plain: str | None):
    record = HEAD + ROWS + "stated:\n  score:   WRITTEN  # 原表如此\n  full: 100\n"
    assert mended(tmp_path, record.replace("WRITTEN", written)) == record.replace("WRITTEN", plain or written)


@pytest.mark.parametrize(
    ("written", "plain"), [("１００％", "100%"), ("100％", "100%"), ("100 ％", "100%"), ("'８６．５'", "'86.5'")]
)
def test_a_percentage_is_written_plainly(tmp_path: Path, written: str, plain: str):
    record = HEAD + ROWS + "budget: {stated: {execution_rate: {total: WRITTEN}}}\n"
    assert mended(tmp_path, record.replace("WRITTEN", written)) == record.replace("WRITTEN", plain)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("' 检查次数 '", "'检查次数'"), ('"\u3000检查次数"', '"检查次数"'), ("\u3000检查次数", "检查次数"), ("检查次数\u3000", "检查次数"),
        ("'- 检查'", "'- 检查'"), ("\u3000- 检查", "\u3000- 检查"), ('"\\u3000检查"', '"\\u3000检查"'), ("' it''s'", "' it''s'"),
        ("'　null'", "'null'"), ("　null", "　null"), ("' 检查: 次 '", "'检查: 次'"),
    ],
)  # fmt: skip
def test_blanks_around_a_value_go_unless_that_could_change_what_it_says(tmp_path: Path, written: str, plain: str):
    record = HEAD + "indicators:\n  - name: WRITTEN  # 名称\n    weight: 100\n"
    assert mended(tmp_path, record.replace("WRITTEN", written)) == record.replace("WRITTEN", plain)


def test_the_execution_row_is_a_row_of_the_table_too(tmp_path: Path):
    record = HEAD + ROWS + "budget: {execution: {name: '预算执行率 ', weight: 10, target: 100%, reason: ' 因故'}}\n"
    assert mended(tmp_path, record) == record.replace("率 '", "率'")


def test_blanks_within_and_in_prose_stay(tmp_path: Path):
    record = HEAD + "indicators:\n  - {name: '检 查', reason: '　　因故', weight: 100}\nproblems: '　　无'\n"
    assert mended(tmp_path, record) == record


def test_comments_order_line_ends_and_the_byte_order_mark_stay(tmp_path: Path):
    text = (
        f"\ufeff# 说明 \r\n{HEAD}\r\n\r\nindicators:   # 表\r\n- {{ name :   ' 次数 ' , weight: １００, target : 5次 }}\r\n# 完"
    )
    expected = text.replace("' 次数 '", "'次数'").replace("１００", "100")
    assert mended(tmp_path, text.encode()).encode() == expected.encode()


def test_several_on_one_line_are_all_mended(tmp_path: Path):
    record = HEAD + ROWS + "stated: {score: ７４, full: １００}\n"
    assert mended(tmp_path, record) == HEAD + ROWS + "stated: {score: 74, full: 100}\n"


def test_a_file_that_can_not_be_read_stays(tmp_path: Path):
    for broken in (b"\xff\xfe", b"title: [\n", "title: ７\n  x: [".encode()):
        assert fixed(broken, [], "a.yaml") == (broken, 0)


def test_findings_that_no_longer_hold_are_passed_over(tmp_path: Path):
    file = tmp_path / "jiancha.yaml"
    file.write_text(HEAD + ROWS + "stated: {score: ７４}\n", "utf-8")
    findings = check_reports([file], root=tmp_path, cwd=tmp_path).findings
    other = (HEAD + "# 新的一行\n" + ROWS + "stated: {score: ７４}\n").encode()
    assert fixed(other, findings, "jiancha.yaml") == (other, 0)


CELL = st.text(alphabet=st.sampled_from("０１5,.% ％－-'\"#: 　\t检n~{}[]"), min_size=1, max_size=12)


@settings(max_examples=40)
@given(score=CELL, name=CELL, quote=st.sampled_from(["", "'", '"']))
def test_a_fix_changes_no_value_but_the_ones_it_means_and_what_is_fixed_is_not_found_again(score: str, name: str, quote: str):
    score, name = (part.replace(quote, "") if quote else part for part in (score, name))
    text = (
        HEAD + f"indicators:\n  - name: {quote}{name}{quote}\n    weight: 100  # 权重\nstated:\n  score: {quote}{score}{quote}\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "jiancha.yaml"
        file.write_bytes(text.encode())
        findings = check_reports([file], root=file.parent, cwd=file.parent).findings
        after, count = fixed(file.read_bytes(), findings, "jiancha.yaml")
        before_data, after_data = (read_bytes(data, "x") for data in (text.encode(), after))
        assert (after_data[0] is None) == (before_data[0] is None)
        if not count:
            assert after == text.encode()
            return
        assert before_data[0] is not None and after_data[0] is not None
        before, now = before_data[0].data, after_data[0].data
        assert isinstance(before, dict) and isinstance(now, dict)
        assert {key: before[key] for key in ("title", "ruleset")} == {key: now[key] for key in ("title", "ruleset")}
        file.write_bytes(after)
        left = check_reports([file], root=file.parent, cwd=file.parent).findings
        assert len([f for f in left if f.code in FIXABLE]) == len([f for f in findings if f.code in FIXABLE]) - count
        assert fixed(after, left, "jiancha.yaml") == (after, 0)


FAULTY = HEAD + "indicators:\n  - {name: ' 次数', weight: １００, target: 5次, actual: 5次}\nstated: {score: 七十}\n"


def test_diff_shows_what_fix_would_do_and_writes_nothing(tmp_path: Path):
    root = write_site(tmp_path, jiancha=FAULTY)
    result = check(root, "--diff", "--lang", "en")
    assert result.stdout == (
        f"--- a/{FIRST}\n+++ b/{FIRST}\n@@ -1,5 +1,5 @@\n title: 检查\n ruleset: quwo-2021\n indicators:\n"
        "-  - {name: ' 次数', weight: １００, target: 5次, actual: 5次}\n"
        "+  - {name: '次数', weight: 100, target: 5次, actual: 5次}\n stated: {score: 七十}\n"
    )
    assert result.stderr == "2 changes possible in 1 file; nothing was written\n"
    assert result.exit_code == 1
    assert (root / FIRST).read_text("utf-8") == FAULTY


def test_diff_says_which_files_it_could_not_look_through(tmp_path: Path):
    root = write_site(tmp_path, jiancha=FAULTY, xuncha="title: [\n")
    result = check(root, str(root / FIRST), str(root / SECOND), str(root / "nowhere.yaml"), "--diff", "--lang", "en")
    assert "error[source-missing]" in result.stderr and "error[yaml-syntax]" in result.stderr
    assert "schema-number" not in result.stderr
    assert result.stdout.startswith(f"--- a/{FIRST}\n")
    assert result.exit_code == 1


@pytest.mark.parametrize(
    "text", [FAULTY, FAULTY.replace("\n", "\r\n"), FAULTY.removesuffix("\n"), FAULTY.replace("' 次", "'\u3000次")]
)
def test_the_diff_applies_and_is_what_fix_does(tmp_path: Path, text: str):
    one, other = write_site(tmp_path / "one"), write_site(tmp_path / "other")
    for root in (one, other):
        (root / FIRST).write_bytes(text.encode())
    patch = check(one, "--diff").stdout_bytes
    subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], cwd=one, input=patch, check=True)
    check(other, "--fix")
    assert (one / FIRST).read_bytes() == (other / FIRST).read_bytes() != text.encode()


def test_fix_writes_and_reports_the_rest(tmp_path: Path):
    root = write_site(tmp_path, jiancha=FAULTY)
    (root / FIRST).chmod(0o640)
    result = check(root, "--fix", "--format", "short", "--lang", "en")
    assert result.exit_code == 1
    assert "error[schema-number]" in result.stdout and "value-spaces" not in result.stdout
    assert "2 changes made in 1 file\n" in result.stderr
    assert (root / FIRST).stat().st_mode & 0o777 == 0o640
    assert [file.name for file in (root / FIRST).parent.iterdir()] == ["jiancha.yaml"]
    assert "0 changes made in 0 files" in check(root, "--fix", "--lang", "en").stderr


def test_a_read_only_file_is_not_replaced_and_neither_is_any_other(tmp_path: Path):
    root = write_site(tmp_path, jiancha=FAULTY, zhidu=FAULTY)
    (root / FIRST).with_name("zhidu.yaml").chmod(0o444)
    result = check(root, "--fix", "--lang", "en")
    assert (result.exit_code, "zhidu.yaml is read-only" in result.stderr) == (2, True)
    assert {file.read_text("utf-8") for file in (root / FIRST).parent.iterdir()} == {FAULTY}


def test_what_was_not_selected_is_not_mended(tmp_path: Path):
    root = write_site(tmp_path, jiancha=FAULTY)
    check(root, "--fix", "--ignore", "schema-")
    assert (root / FIRST).read_text("utf-8") == FAULTY.replace("' 次数'", "'次数'")
