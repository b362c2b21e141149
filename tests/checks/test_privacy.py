"""What identifies or reaches a person is found, in every field and at its place; ordinary figures, codes and words never are."""

import json
import time
from pathlib import Path

import pytest
from checks.checking import findings_of, place_of, write_site
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.checks import check_pages
from generator.checks.glance import may_be_personal
from generator.checks.passages import ENOUGH, folded
from generator.checks.personal import Kind, traces
from generator.cli.main import gongkai
from generator.exports.reports import report_data
from generator.model.handwritten import read_page
from generator.review.reports import check_reports
from generator.site.pages import Edition
from generator.site.pages.projects import project_pages

HEAD = "title: 检查项目\nruleset: national-2020\nindicators:\n  - {name: 次数, weight: 100, target: 5次, actual: 5次}\n"

FOUND = [
    # Resident identity numbers. 11010519491231002X is the specimen of the standard itself.
    ("身份证号11010519491231002X", "identity", "110*************2X"),
    ("11010519491231002x", "identity", "110*************2x"),
    ("张某（110105 19491231 002X）", "identity", "110***************2X"),
    ("110105-19491231-002X", "identity", "110***************2X"),
    ("１１０１０５１９４９１２３１００２Ｘ", "identity", "１１０*************２Ｘ"),
    ("1101 0519 4912 3100 2X", "identity", "110*****************2X"),
    ("身份证１１０１０５　１９４９１２　３１００２Ｘ", "identity", "１１０***************２Ｘ"),
    ("1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X", "identity", "1 1****************************** X"),
    ("1101051949 1231002X", "identity", "110**************2X"),
    ("证件号码：110105491231002", "identity", "110**********02"),
    # Mobile phones.
    ("手机：13800138000", "mobile", "138****8000"),
    ("13800138000", "mobile", "138****8000"),
    ("13800138000（微信同号）", "mobile", "138****8000"),
    ("联系13800138000。", "mobile", "138****8000"),
    ("手机 1 3 8 0 0 1 3 8 0 0 0", "mobile", "1 3************** 0 0"),
    ("13800138000/19900000000", "mobile", "138****8000"),
    ("手机１３８００１３８０００", "mobile", "１３８****８０００"),
    ("电话 138 0013 8000", "mobile", "138******8000"),
    ("138-0013-8000", "mobile", "138******8000"),
    ("138—0013—8000", "mobile", "138******8000"),
    ("1380-013-8000", "mobile", "138******8000"),
    ("联系电话：138\u30000013\u30008000", "mobile", "138******8000"),
    ("+86 13800138000", "mobile", "138****8000"),
    ("+86-138-0013-8000", "mobile", "138******8000"),
    ("8613800138000", "mobile", "138****8000"),
    ("TEL13800138000", "mobile", "138****8000"),
    ("Tel.13800138000", "mobile", "138****8000"),
    ("电话13800138000人工接听", "mobile", "138****8000"),
    ("项目编号12，电话13800138000", "mobile", "138****8000"),
    # Landlines.
    ("0357-2000000", "landline", "0357-****000"),
    ("010-65550100", "landline", "010-6****100"),
    ("（0357）2000000", "landline", "（0357*****000"),
    ("(0357) 2000000", "landline", "(0357******000"),
    ("０３５７－２０００００００", "landline", "０３５７－*****０００"),
    ("传真：0357 2000000", "landline", "0********000"),
    ("电话03572000000", "landline", "0*******000"),
    ("办公电话：2000000", "landline", "2***000"),
    ("联系电话（办公室）：22345678", "landline", "2****678"),
    ("0357-2000000-801", "landline", "0357-********801"),
    # Bank cards, with a Luhn digit made for the purpose.
    ("打入6222000000000000004账户", "card", "6222***********0004"),
    ("6222 0000 0000 0000 004", "card", "6222*************** 004"),
    ("银行卡：4000000000000002", "card", "4000********0002"),
    ("支出均在预算内。补助打入6222000000000000004账户", "card", "6222***********0004"),
    ("资金拨付至6222000000000000004", "card", "6222***********0004"),
    ("经合同约定由6222 0000 0000 0000 004代收", "card", "6222*************** 004"),
    # E-mail addresses.
    ("zhangsan@example.com", "email", "z*******@example.com"),
    ("邮箱：zhang.san-01@mail.example.gov.cn。", "email", "z***********@mail.example.gov.cn"),
    ("ａｂｃ＠example.com", "email", "ａ**＠example.com"),
    ("a@example.com", "email", "*@example.com"),
    # Plates.
    ("京A·12345", "plate", "京A****45"),
    ("晋L•D123警", "plate", "晋L****3警"),
    ("粤B·D12345", "plate", "粤B*****45"),
    ("公务用车（车牌京A12345）", "plate", "京A***45"),
    ("号牌：沪AD12345", "plate", "沪A****45"),
    ("京Ａ·１２３４５", "plate", "京Ａ****４５"),
    # Passports.
    ("护照号码：E12345678", "passport", "E1*****78"),
    ("护照EA1234567", "passport", "EA*****67"),
    # Names beside phone words.
    ("联系人：张三 电话：见附表", "name", "张*"),
    ("项目负责人：欧阳明，手机见附表", "name", "欧**"),
    ("经办人 李小明 联系电话 0357-2000000", "name", "李**"),
    ("填报人:王小明(电话见附表)", "name", "王**"),
    ("联系人及电话：赵六 0357-2000000", "name", "赵*"),
    ("负责人张三，电话0357-2000000", "name", "张*"),
    ("联系人：张三 13800138000", "name", "张*"),
]

ORDINARY = [
    "预算资金13800138000元",
    "全年支出 13800138000.00 元",
    "共计13800138000",
    "13800138000万元",
    "≥13800138000",
    "13,800,138,000",
    "0.13800138000",
    "13800138000.5",
    "¥13800138000",
    "项目编码13800138000",
    "合同编号：13800138000-1",
    "第13800138000号凭证",
    "HT13800138000",
    "13800138000A",
    "IMG_13800138000.jpg",
    "13800138000.pdf",
    "https://example.gov.cn/art/13800138000?id=110105194912310021",
    "www.example.gov.cn/13800138000",
    "示例-2021-13800138000",
    "12800138000",
    "10800138000",
    "138001380001",
    "分别为150 2000 3000万元",
    "150 2000 3000",
    "三年投入 138 0013 8000",
    "2021-01-01 2021-12-31",
    "2021-01-01至2021-12-31",
    "20210101-20211231",
    "2021年12月31日15时30分",
    "财预〔2021〕101号",
    "晋财绩〔2021〕1380013号",
    "000014349/2021-00012",
    "政务服务便民热线 12345",
    "报警电话110，消防119，急救120",
    "客服热线 95598",
    "400-810-0000",
    "电话费2500000元",
    "话费支出 2000000",
    "热线受理 3456789 件",
    "电话8000000部",
    "电话回访 2000000 人次",
    "座机 2000 部",
    "联系群众 2345678 人",
    "0357-20",
    "0100-2345678",
    "0357-1234567",
    "科目 2080501-0357",
    "预算0357-2000000",
    "统一社会信用代码 110105194912310023",
    "110105194912310021",
    "110105194913310020",
    "000105194912310021",
    "51152522T000000391234",
    "511525210000001234567",
    "110105 194912 310021",
    "1101 0519 4912 3100 21 36 50",
    "项目编码 1101 0519 4912 3100 2X",
    "15位编码 110105491231002",
    "110105491231002",
    "项目编码 6222000000000000004",
    "6222000000000000005",
    "6201002021000000007",
    "4000000000000002",
    "5115252021000012",
    "订单号 6222000000000000004",
    "合同编号（2021年）：6222000000000000004",
    "凭证第6222000000000000004号",
    "发票号码为6222000000000000004",
    "流水 2021-07、6222000000000000004",
    "3@5元",
    "图@2x",
    "联系@办公室",
    "创新A12345型设备",
    "按最新GB50016规范",
    "更新GB50300",
    "川A级景区",
    "晋A、晋B两地",
    "云A12345",
    "苏B2021001",
    "津Q/YZJ1234",
    "豫A·B",
    "批件 E12345678",
    "护照 200 本",
    "联系人：办公室 电话：见附表",
    "联系人：安监局 电话：见附表",
    "负责人认真负责，电话回访群众",
    "负责人任务重，手机信号弱",
    "联系人制度健全",
    "项目负责人张三",
    "负责人：张三",
    "经办人签字后电话通知",
    "负责人高度重视，电话会议5次",
    "联系人：见附件 电话：见附件",
    "安排经办人员电话培训",
    "1139户 2050人 1000亩",
    "4500 4500 4500 4500",
    "100%，100%，100%",
]


def kinds_of(text: str) -> dict[str, str]:
    return {trace.kind.value: trace.masked for trace in traces(folded(text))}


@pytest.mark.parametrize(("text", "kind", "masked"), FOUND, ids=[text for text, _, _ in FOUND])
def test_what_reaches_a_person_is_found_at_its_place_and_never_repeated(tmp_path: Path, text: str, kind: str, masked: str | None):
    rules = {
        "identity": "privacy-identity-number",
        "mobile": "privacy-mobile",
        "landline": "privacy-landline",
        "card": "privacy-bank-card",
        "email": "privacy-email",
        "plate": "privacy-plate",
        "passport": "privacy-passport",
        "name": "privacy-name",
    }
    found = [f for f in findings_of(tmp_path, f'{HEAD}problems: "甲乙，{text}"\n') if f.code == rules[kind]]
    assert found and all(finding.severity == "error" for finding in found)
    span = found[0].span
    assert span is not None
    line = f'problems: "甲乙，{text}"'
    part = line[span.column - 1 : span.end_column - 1]
    assert (span.line, part in text) == (5, True)
    for finding in found:
        for lang in ("zh", "en"):
            assert part not in finding.message(lang) + finding.hint(lang)
    if masked is not None:
        assert folded(masked) in folded(found[0].message("zh"))


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_figures_codes_and_words_are_not_taken_for_a_person(tmp_path: Path, text: str):
    assert kinds_of(text) == {}
    found = findings_of(tmp_path, HEAD + f'problems: "{text}"\n')
    assert [finding.code for finding in found if finding.code.startswith("privacy")] == []


@pytest.mark.parametrize("text", [text for text, _, _ in FOUND])
def test_the_glance_that_spares_files_lets_nothing_pass(text: str):
    assert may_be_personal(f"{HEAD}problems: {text}\n")


def test_the_glance_spares_an_ordinary_file():
    assert not may_be_personal(
        HEAD + "code: YS2021000123\ndisclosure: {index_number: 示例-2019-000011}\nconclusion: 资金1756194元。\n"
    )


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("problems: 请打 13800138000 。\n", (5, 14, 5, 25)),
        ("problems: '请打''13800138000'\n", (5, 16, 5, 27)),
        ('problems: "请打\\"13800138000"\n', (5, 16, 5, 27)),
        ('problems: "\\u31338"\n', None),
        ('problems: "\\u0031\\u0033800138000"\n', (5, 11, 5, 34)),
        ("problems: |\n  第一行\n  请打 13800138000\n\n  尾\n", (7, 6, 7, 17)),
        ("problems: >\n  第一行\n  请打 13800138000\n", (7, 6, 7, 17)),
        ("problems: 第一行\n  请打 13800138000\n", (6, 6, 6, 17)),
        ("problems: 手机 13800138000 和 13800138000\n", (5, 14, 5, 25)),
        ("problems: 电话 138\n  0013 8000\n", (5, 11, 6, 12)),
        ("analysis: {output: 甲, benefit: '𠮷𠮷 13800138000'}\n", (5, 36, 5, 47)),
        ("contact: 13800138000\n", (5, 10, 5, 21)),
        ("contact: [甲, {乙: 13800138000}]\n", (5, 18, 5, 29)),
    ],
)
def test_the_place_is_that_of_the_number_within_its_text(tmp_path: Path, body: str, place: tuple[int, ...] | None):
    found = [f for f in findings_of(tmp_path, HEAD + body) if f.code == "privacy-mobile"]
    spans = [(f.span.line, f.span.column, f.span.end_line, f.span.end_column) for f in found if f.span is not None]
    assert spans[:1] == ([place] if place else [])
    assert len(spans) == body.count("和") + (place is not None)


def test_the_second_of_two_equal_numbers_has_a_place_of_its_own(tmp_path: Path):
    text = HEAD + "problems: 手机 13800138000 和 13800138000\n"
    assert [place_of(f) for f in findings_of(tmp_path, text) if f.code == "privacy-mobile"] == [(5, 14), (5, 28)]


@pytest.mark.parametrize(
    "field",
    [
        "code: '13800138000'",
        "disclosure: {index_number: '11010519491231002X'}",
        "source: {sha256: '1380013800011010519491231002X00000000000000000000000000000000000'}",
        "source: {url: 'https://example.gov.cn/t/13800138000.html?tel=0357-2000000'}",
        "source: {url: 'mailto:office@example.com'}",
        "budget: {currency_unit: 元, adjusted: {county: 13800138000}, executed: {county: 13800138000}}",
        "budget: {execution: {name: 预算执行率, weight: 10, target: 13800138000, actual: '13,800,138,000'}}",
        "period: {start: 2021-01, end: 2021-12}",
    ],
)
def test_fields_that_hold_addresses_codes_and_figures_reach_nobody(tmp_path: Path, field: str):
    assert [f.code for f in findings_of(tmp_path, HEAD + field + "\n") if f.code.startswith("privacy")] == []


@pytest.mark.parametrize(
    "field", ["code: 张三13800138000", "source: {note: 联系 13800138000}", "source: {file: 联系13800138000 .pdf}"]
)
def test_words_in_such_a_field_are_looked_at(tmp_path: Path, field: str):
    assert [f.code for f in findings_of(tmp_path, HEAD + field + "\n") if f.severity == "error"] == ["privacy-mobile"]


@pytest.mark.parametrize(
    ("name", "cells", "found"),
    [
        ("联系人张三", "target: 2人, actual: '13800138000'", [("privacy-mobile", 4, 53)]),
        ("户主身份证号", "target: 11010519491231, actual: 002X", [("privacy-identity-number", 4, 41)]),
        ("补助卡号", "target: '6222000000000000004', actual: 1张", [("privacy-bank-card", 4, 40)]),
        ("咨询电话接听次数", "target: 3000000次, actual: '3456789'", []),
        ("手机采购金额", "target: 13800138000元, actual: 13800138000元", []),
        ("发放金额", "target: '13800138000', actual: '13800138000'", []),
    ],
)
def test_a_bare_number_in_a_cell_is_what_the_name_of_its_row_says(tmp_path: Path, name: str, cells: str, found: list[object]):
    text = HEAD.replace("name: 次数, weight: 100, target: 5次, actual: 5次", f"name: {name}, weight: 100, {cells}")
    told = [f for f in findings_of(tmp_path, text) if f.rule.conceals]
    assert [(f.code, *place_of(f)) for f in told] == found


def test_the_line_that_a_published_report_really_had_is_found(tmp_path: Path):
    # A county water bureau's form of 2022 named the person in charge with a mobile number; both are invented here.
    text = HEAD + "source: {coverage: complete, note: '项目负责人：王小明    联系电话：19900000000'}\n"
    found = [(f.code, f.message("zh")) for f in findings_of(tmp_path, text) if f.severity == "error"]
    assert found == [
        ("privacy-name", "出现与电话写在一起的人名 王**"),
        ("privacy-mobile", "出现手机号码 199****0000"),
    ]


def test_such_a_record_is_left_out_and_neither_output_of_check_repeats_it(tmp_path: Path):
    numbers = ["11010519491231002X", "13800138000", "6222000000000000004", "zhangsan@example.com", "京A·12345"]
    folder = tmp_path / "content" / "reports" / "2021" / "ju"
    folder.mkdir(parents=True)
    (tmp_path / "content" / "site.yaml").write_text("title: 示例\n", "utf-8")
    (tmp_path / "content" / "agencies.yaml").write_text("agencies: {ju: {name: 某局}}\n", "utf-8")
    (folder / "xiangmu.yaml").write_text(HEAD + f"problems: {' 和 '.join(numbers)}\nweigth: 1\n", "utf-8")
    checked = check_reports((), root=tmp_path, cwd=tmp_path)
    assert checked.left_out == ("content/reports/2021/ju/xiangmu.yaml",)
    assert [f.code for f in checked.findings].count("schema-unknown-key") == 1
    for form in ("text", "json"):
        done = CliRunner().invoke(gongkai, ["check", "--root", str(tmp_path), "--format", form])
        assert done.exit_code == 1
        assert not [number for number in numbers if number in done.output + done.stderr]
        assert done.output.count("privacy-") >= len(numbers)
    told = json.loads(CliRunner().invoke(gongkai, ["check", "--root", str(tmp_path), "--format", "json"]).stdout)
    assert {d["code"] for d in told["diagnostics"]} >= {"privacy-identity-number", "privacy-bank-card", "privacy-plate"}


def test_no_more_than_enough_findings_are_told(tmp_path: Path):
    found = findings_of(tmp_path, HEAD + "problems: " + "13800138000、" * 200 + "\n")
    assert len([f for f in found if f.code == "privacy-mobile"]) == ENOUGH


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("办公电话 0357-2000000，office@example.com", []),
        ("值班手机 13800138000", [("privacy-mobile", "warning", 6, 6)]),
        ("张三 11010519491231002X", [("privacy-identity-number", "error", 6, 4)]),
        ("账户 6222000000000000004", [("privacy-bank-card", "error", 6, 4)]),
    ],
)
def test_a_page_may_hold_the_publishers_contact_but_no_number_that_identifies(line: str, expected: list[object]):
    page, _ = read_page(f"---\ntitle: 关于\n---\n\n# 关于\n{line}\n", "content/pages/about.md", "about")
    assert page is not None
    found = [(f.code, str(f.severity), *place_of(f)) for f in check_pages([page])]
    assert found == expected


def test_a_page_with_an_error_breaks_the_site(tmp_path: Path):
    (tmp_path / "content" / "pages").mkdir(parents=True)
    (tmp_path / "content" / "site.yaml").write_text("title: 示例\n", "utf-8")
    (tmp_path / "content" / "pages" / "about.md").write_text("# 关于\n\n11010519491231002X\n", "utf-8")
    assert check_reports((), root=tmp_path, cwd=tmp_path).site_is_broken


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("site.yaml", "title: 甲\ncontact: 0357-2000000，office@example.com\n", []),
        ("site.yaml", "title: 甲\ncontact: 值班 13800138000\n", [("privacy-mobile", "warning", 2, 13)]),
        ("site.yaml", "title: 甲\nbanner: 11010519491231002X\n", [("privacy-identity-number", "error", 2, 9)]),
        ("site.yaml", "title: 甲\nlicence: 机密★10年\n", [("secrecy-mark", "error", 2, 10)]),
        ("site.yaml", "title: 甲 # 13800138000，11010519491231002X\npublisher: {name: 甲, url: 'mailto:a@example.com'}\n", []),
        ("agencies.yaml", "agencies:\n  jia: {name: 甲局（联系电话：0357-2000000）}\n", [("privacy-landline", "error", 2, 23)]),
        ("agencies.yaml", "agencies:\n  jia: {name: 甲局, aliases: [13800138000]}\n", [("privacy-mobile", "error", 2, 29)]),
        ("expected/2021.yaml", "- {agency: jia, project: a, title: 补助11010519491231002X}\n", [("privacy-identity-number", "error", 1, 38)]),
        ("expected/2021.yaml", "- {agency: jia, project: a, title: 秘密★}\n", [("secrecy-mark", "error", 1, 36)]),
        ("expected/2021.yaml", "# 13800138000\n- {agency: jia, project: a20210000000001, title: 项目}\n", []),
        ("rulesets/ben.yaml", "id: ben\ntitle: 甲\nbasis: official\nsource: {document: 咨询 13800138000}\nscale: 100\n", [("privacy-mobile", "error", 4, 23)]),
    ],
)  # fmt: skip
def test_what_stands_around_the_records_is_published_and_looked_at_too(
    tmp_path: Path, name: str, text: str, expected: list[object]
):
    found = check_reports((), root=write_site(tmp_path, {name: text}), cwd=tmp_path).findings
    told = [finding for finding in found if finding.rule.conceals]
    assert [(f.code, str(f.severity), *place_of(f)) for f in told] == expected
    assert {finding.path for finding in told} <= {f"content/{name}"}


def test_a_waived_number_is_masked_where_the_waiver_is_shown(tmp_path: Path):
    waiver = "waivers: [{code: privacy-landline, reason: 对外公布的值班电话, by: 县公安局办公室}]\n"
    record = HEAD + "conclusion: 值班电话 0357-2000000\n" + waiver
    checked = check_reports((), root=write_site(tmp_path, {"reports/2021/jia/a.yaml": record}), cwd=tmp_path)
    (entry,) = checked.catalog.entries
    (waived,) = report_data(entry, (), checked.catalog)["waived"]
    assert checked.left_out == ()
    assert (waived["by"], waived["reason"]) == ("县公安局办公室", "对外公布的值班电话")
    assert waived["message"] == "出现固定电话号码 0357-****000"
    page = next(page.markdown for page in project_pages(Edition(checked.catalog, {})) if page.address == "/2021/jia/a/")
    assert "0357&#45;&#42;&#42;&#42;&#42;000" in page
    assert "县公安局办公室" in page


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "13",
        "1 3",
        "1-",
        "138 ",
        "1380013800",
        "13800138000 ",
        "0357-",
        "(0357)",
        "电话",
        "联系人：张",
        "张三、",
        "@",
        "a@",
        "a.",
        "京A·",
        "A",
        "6222 0000 ",
        "110105 19491231 ",
        "http://",
        "www.",
        "身份证1",
        "1 ",
        "1101 ",
        "110105 ",
    ],
)
def test_a_hostile_text_takes_no_longer_than_its_length(unit: str):
    text = (unit * 200_000)[:200_000]
    start = time.process_time()
    may_be_personal(text)
    count = sum(1 for _ in zip(traces(folded(text)), range(ENOUGH * len(Kind)), strict=False))
    assert count <= ENOUGH * len(Kind)
    assert time.process_time() - start < 0.5  # usually below 0.1 s; the machine that runs this may be busy


money = st.decimals(min_value=0, max_value=10**12, places=2).map(lambda amount: f"{amount:f}")
UNITS = ["元", "万元", " 元", "亿元", "千元"]


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.tuples(money, st.sampled_from(UNITS)).map("".join),
        st.tuples(st.integers(0, 10**13).map(str), st.sampled_from(UNITS)).map("".join),
        st.integers(0, 10**13).map(lambda amount: f"{amount:,}"),
        st.dates().map(str),
        st.dates().map(lambda day: f"{day.year}年{day.month}月{day.day}日"),
        st.tuples(st.dates(), st.dates()).map(lambda days: f"{days[0]}至{days[1]}"),
        st.tuples(st.integers(1990, 2040), st.integers(1, 99999)).map(lambda n: f"财预〔{n[0]}〕{n[1]}号"),
        st.tuples(st.from_regex(r"[A-Z]{2,4}", fullmatch=True), st.integers(0, 10**16)).map(lambda c: f"{c[0]}{c[1]:012d}"),
        st.integers(0, 10**16).map(lambda n: f"项目编码：{n:014d}"),
        st.floats(0, 1000, allow_nan=False).map(lambda rate: f"{rate:.2f}%"),
    ),
    st.sampled_from(["完成{}。", "{}", "全年为{}，", "预算{}（其中", "（{}）"]),
)
def test_money_dates_codes_and_document_numbers_never_alarm(value: str, around: str):
    assert kinds_of(around.format(value)) == {}


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.sampled_from(FOUND), st.text(max_size=50))
def test_whatever_is_found_was_not_spared_by_the_glance(before: str, known: tuple[str, str, str | None], after: str):
    text = f"{before}，{known[0]}，{after}"
    if kinds_of(text):
        assert may_be_personal(text)
