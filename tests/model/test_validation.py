"""Validation: every fault of a record in one run, each at its place, in words an accountant uses."""

import re

import pytest
from model.validating import HEAD, RECORD, ROW, check, faults, said, valid

from generator.diagnostics import Severity
from generator.model.refusals import RULES
from generator.model.report import Report
from generator.model.ruleset import Ruleset
from generator.model.site import Agencies, Site
from generator.model.validation import GUESSES, salvage, terms, validate
from generator.source import read_bytes

TEN_MISTAKES = """\
title:
period: 2021
evaluated: 2022-02-30
budget:
  currency_unit: 美元
  executed: {county: -58}
  stated:
    execution_rate: {total: 全部}
indicators:
  - {name: 通信服务数量, weight: 十二点九, target: 2个}
  - {name: 合格率, 目标值: 100%, stated_score: １２.８５}
source: {url: 'javascript:alert(1)'}
"""
CHINESE = [
    (1, 7, "title（项目名称）是空的"),
    (2, 9, "period（实施期）应是一组字段，这里是文字“2021”"),
    (3, 12, "evaluated（自评日期）不是有效的日期：“2022-02-30”"),
    (5, 18, "currency_unit（金额单位）不能是“美元”；是不是 元？"),
    (6, 22, "county（县区级）不能是负数：-58"),
    (8, 29, "total（年度总金额）应是百分比，这里是“全部”"),
    (10, 28, "weight（权重（分值））应是数字，这里是“十二点九”"),
    (11, 17, "不认识的字段 目标值；是不是 target？"),
    (11, 42, "stated_score（指标得分（报告所印））的数字写法“１２.８５”带有全角字符、千位分隔或空格"),
    (12, 15, "url（来源网址）不是可以公开的网址：“javascript:alert(1)”"),
]
ENGLISH = [
    "title (项目名称) is blank",
    "period (实施期) should be a group of keys, found the text “2021”",
    "evaluated (自评日期) is not a date: “2022-02-30”",
    "currency_unit (金额单位) can't be “美元”; did you mean 元?",
    "county (县区级) can't be negative: -58",
    "total (年度总金额) should be a percentage, found “全部”",
    "weight (权重（分值）) should be a number, found “十二点九”",
    "unknown key 目标值; did you mean target?",
    "stated_score (指标得分（报告所印）) is written “１２.８５”, with full-width digits, separators or spaces",
    "url (来源网址) is not an address that can be published: “javascript:alert(1)”",
]


def test_ten_mistakes_come_out_in_one_run_at_their_places_in_chinese():
    _, found = check(TEN_MISTAKES)
    assert [(fault.span.line, fault.span.column, fault.message("zh")) for fault in found if fault.span] == CHINESE


def test_and_in_english():
    assert said(TEN_MISTAKES, "en") == ENGLISH


def test_each_of_them_is_a_mistake_of_its_own():
    _, found = check(TEN_MISTAKES)
    assert len({fault.code for fault in found}) == 10
    assert all(fault.severity is Severity.ERROR and fault.hint("zh") and fault.hint("en") for fault in found)


@pytest.mark.parametrize("rule", [rule for rule in RULES if not rule.failing.startswith("#")], ids=lambda rule: rule.code)
def test_a_rules_own_examples_fail_and_pass(rule):
    value, found = check(rule.failing)
    assert value is None and [fault.code for fault in found] == [rule.code]
    assert valid(rule.passing)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (HEAD + "indicators:\n  - {name: 甲, taget: 2个}\n", ("schema-unknown-key", 3, 15)),
        (HEAD + "indicators:\n  - name: 甲\n    目标: 2个\n", ("schema-unknown-key", 4, 5)),
        (RECORD + "budget: {budget: 1}\n", ("schema-unknown-key", 4, 10)),
        (ROW, ("schema-missing", 1, 1)),
        (RECORD + "revisions:\n  - {date: 2022-03-04}\n", ("schema-missing", 5, 5)),
        (RECORD + "revisions:\n  - {date: 2022-03-04, reason: ' '}\n", ("schema-blank", 5, 32)),
        (HEAD + "indicators: 通信\n", ("schema-shape", 2, 13)),
        (HEAD + "indicators:\n", ("schema-shape", 2, 12)),
        (HEAD + "indicators:\n  - 通信服务数量\n", ("schema-shape", 3, 5)),
        (RECORD + "period: 2021\n", ("schema-shape", 4, 9)),
        (RECORD + "code: [1]\n", ("schema-shape", 4, 7)),
        (RECORD + "stated:\n  score: {a: 1}\n", ("schema-shape", 5, 10)),
        (HEAD + "indicators: []\n", ("schema-no-indicators", 2, 13)),
        (RECORD + "stated: {score: 74.3分}\n", ("schema-number", 4, 17)),
        (RECORD + "stated: {score: 1e2}\n", ("schema-number", 4, 17)),
        (RECORD + "stated: {score: NaN}\n", ("schema-number", 4, 17)),
        (RECORD + "stated: {score: ٣}\n", ("schema-number", 4, 17)),
        (RECORD + "stated: {score: ７４.３}\n", ("schema-number-form", 4, 17)),
        (RECORD + "budget: {executed: {total: '1,000'}}\n", ("schema-number-form", 4, 28)),
        (RECORD + "budget: {executed: {total: -1}}\n", ("schema-negative", 4, 28)),
        (RECORD + "budget: {stated: {arrival_rate: {total: 八成}}}\n", ("schema-percentage", 4, 41)),
        (RECORD + "period: {start: 2021-13}\n", ("schema-date", 4, 17)),
        (RECORD + "evaluated: 2022年3月4日\n", ("schema-date", 4, 12)),
        (RECORD + "source: {url: www.example.gov.cn}\n", ("schema-link", 4, 15)),
        (RECORD + "source: {url: 'https://'}\n", ("schema-link", 4, 15)),
        (RECORD + "source: {url: 'https://a b'}\n", ("schema-link", 4, 15)),
        (RECORD + "source: {url: 'data:text/html,1'}\n", ("schema-link", 4, 15)),
        (RECORD + "budget: {rows: [executed, 结余]}\n", ("schema-choice", 4, 27)),
        (RECORD + "source: {coverage: 全部}\n", ("schema-choice", 4, 20)),
        (RECORD + "disclosure: {embargo: 2022-02-30}\n", ("schema-moment", 4, 23)),
        (RECORD + "disclosure: {embargo: 2022-01-01T24:00}\n", ("schema-moment", 4, 23)),
        (RECORD + "disclosure: {embargo: '2022-01-01T08:00 CST'}\n", ("schema-moment", 4, 23)),
        (RECORD + "disclosure: {embargo: 2022-01-01T08:00+99:00}\n", ("schema-moment", 4, 23)),
        (RECORD + "disclosure: {embargo: 9999-12-31T23:59-12:00}\n", ("schema-moment", 4, 23)),
        (RECORD + "disclosure: {embargo: ２０２２-01-01}\n", ("schema-moment", 4, 23)),
        (RECORD + "disclosure: {embargo: 1767225600}\n", ("schema-moment", 4, 23)),
        (RECORD + "disclosure: {embargo: [2022-01-01]}\n", ("schema-shape", 4, 23)),
        (RECORD + "disclosure: {status: 草稿}\n", ("schema-choice", 4, 22)),
        (RECORD + "disclosure: {status: Draft}\n", ("schema-choice", 4, 22)),
        (RECORD + "withheld: 依法不予公开\n", ("schema-shape", 4, 11)),
        (RECORD + "withheld: {reason: 涉密, by: 保密局}\n", ("schema-missing", 4, 11)),
        (RECORD + "redactions: [{field: problems, basis: 第十五条}]\n", ("schema-missing", 4, 14)),
        (RECORD + "waivers: [total-sum]\n", ("schema-shape", 4, 11)),
        (RECORD + "waivers: [{code: total-sum, reason: 原表如此}]\n", ("schema-missing", 4, 11)),
        (RECORD + "unrecognised: 其他\n", ("schema-reserved", 4, 15)),
        (RECORD + "demo: 是\n", ("schema-value", 4, 7)),
    ],
)
def test_a_fault_stands_where_it_is(text: str, place: tuple[str, int, int]):
    assert faults(text) == [place]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("tittle: 甲", "title"),
        ("indicator: []", "indicators"),
        ("Code: 1", "code"),
        ("项目编码: 1", "code"),
        ("评分标准: quwo-2021", "ruleset"),
        ("自评日期: 2022-03-04", "evaluated"),
        ("budget: {money_unit: 元}", "currency_unit"),
        ("budget: {年初预算资金: {total: 1}}", "initial"),
        ("budget: {全年预算: {total: 1}}", "adjusted"),
        ("budget: {initial: {县区级: 1}}", "county"),
        ("budget: {initial: {provincial: 1}}", "province"),
        ("budget: {execution: {业绩值: 1}}", "actual"),
        ("budget: {execution: {分值: 1}}", "weight"),
        ("budget: {execution: {权重: 1}}", "weight"),
        ("budget: {execution: {得分: 1}}", "stated_score"),
        ("budget: {execution: {score: 1}}", "stated_score"),
        ("budget: {unit: 元}", "currency_unit"),
        ("stated: {等级: 优}", "grade"),
        ("stated: {总得分: 1}", "score"),
        ("source: {网址: x}", "url"),
        ("agency: 甲局", "printed 里的 agency"),
        ("score: 74.3", "stated 里的 score"),
        ("公开日期: 2022-03-04", "disclosure 里的 published"),
        ("reason: 无", "revisions"),
        ("zzz: 1", None),
    ],
)
def test_an_unknown_key_is_met_with_the_key_that_was_meant(line: str, meant: str | None):
    [sentence] = said(RECORD + line + "\n")
    suggested = re.search("；是不是 (.+)？$", sentence)
    assert (suggested[1] if suggested else None) == meant


def test_of_a_file_of_nothing_but_unknown_keys_each_is_told_and_what_was_meant_of_the_first_ones():
    _, found = check(RECORD + "budget: {" + ", ".join(f"initia{number}: 1" for number in range(5000)) + "}\n")
    assert [fault.code for fault in found] == ["schema-unknown-key"] * 5000
    meant = [fault.message("en").endswith("; did you mean initial?") for fault in found]
    assert meant == [True] * GUESSES + [False] * (5000 - GUESSES)


@pytest.mark.parametrize(("form", "meant"), [("form", "from"), ("更正前", "from"), ("更正后", "to")])
def test_a_key_with_another_name_in_the_code_is_suggested_as_the_file_writes_it(form: str, meant: str):
    [sentence] = said(RECORD + f"revisions:\n  - {{reason: 笔误, changes: [{{field: title, {form}: 甲}}]}}\n", "en")
    assert sentence.endswith(f"did you mean {meant}?")


def test_keys_whose_names_are_words_of_python_are_read_under_their_names_in_the_file():
    report = valid(RECORD + "revisions:\n  - {reason: 笔误, changes: [{field: title, from: 甲, to: 乙}]}\n")
    [change] = report.revisions[0].changes
    assert (change.before, change.after) == ("甲", "乙")
    assert faults(RECORD + "revisions:\n  - {reason: 笔误, changes: [{field: title, before: 甲}]}\n") == [
        ("schema-unknown-key", 5, 43)
    ]


def test_a_key_that_is_called_as_pydantic_calls_keys_has_its_name_and_place():
    _, [fault] = check(RECORD + "'[key]': 1\n")
    assert fault.span and (fault.span.line, fault.message("en")) == (4, "unknown key [key]")
    assert faults("title: 示例\nseverities: {'[key]': fatal}\n", Site) == [("schema-choice", 2, 23)]
    document, _ = read_bytes((RECORD + "'[key]': 1\n").encode(), "specimen.yaml")
    assert document is not None
    report, doubtful = salvage(document, Report)
    assert report is not None and doubtful == (("[key]",),)


def test_a_key_out_of_a_few_stands_at_itself():
    head = "id: a\ntitle: 甲\nbasis: convention\nsource: {document: 乙}\n"
    assert faults(head + "qualitative: {tiers: {perfect: [0%, 1%]}}\n", Ruleset) == [("schema-choice", 5, 32)]


def test_more_rows_than_any_report_has_are_refused_as_such():
    row = "- {name: 甲}\n"
    assert valid(HEAD + "indicators:\n" + row * 2_000).indicators
    _, [fault] = check(HEAD + "indicators:\n" + row * 2_001)
    assert (fault.code, fault.span and fault.span.line) == ("schema-too-many", 3)
    assert fault.message("zh") == "indicators（指标）有 2001 行，超过 2000 行"


def test_a_choice_suggests_the_nearest_one_and_lists_all():
    _, [fault] = check(RECORD + "source: {coverage: complet}\n")
    assert fault.message("zh").endswith("是不是 complete？")
    assert fault.hint("zh") == "可用的值：complete (完整), partial (部分)。"


@pytest.mark.parametrize("row", ["adjusted: 100", "stated: {balance: 100}"])
def test_an_amount_in_place_of_money_by_sources_is_met_with_how_a_total_is_written(row: str):
    _, [fault] = check(RECORD + f"budget: {{{row}}}\n")
    assert fault.hint("zh").endswith("；只有总金额的，写成 {total: 100}。")
    assert fault.hint("en").endswith("; where there is only a total, write {total: 100}.")


@pytest.mark.parametrize(
    "row", ["period: 2021", "budget: 100", "budget: {adjusted: 无}", "budget:\n  adjusted: 1,200", "budget: {adjusted: [100]}"]
)
def test_what_is_no_amount_is_not_called_a_total(row: str):
    _, [fault] = check(RECORD + row + "\n")
    assert fault.code == "schema-shape" and "total" not in fault.hint("zh")


@pytest.mark.parametrize(
    ("text", "meant", "choices"),
    [
        (HEAD + "indicators:\n  - {name: 甲, tier: 达成}\n", "achieved", "achieved (达成), partial (部分达成), missed (未达成)"),
        (HEAD + "indicators:\n  - {name: 甲, tier: 未达成}\n", "missed", "achieved (达成), partial (部分达成), missed (未达成)"),
        (HEAD + "indicators:\n  - {name: 甲, tier: 不达成}\n", None, "achieved (达成), partial (部分达成), missed (未达成)"),
        (RECORD + "disclosure: {status: 草稿}\n", "draft", "draft (草稿), approved (已批准), published (已公开)"),
        (RECORD + "source: {coverage: 部分}\n", "partial", "complete (完整), partial (部分)"),
        (RECORD + "budget: {currency_unit: 人民币万元}\n", None, "元, 千元, 万元, 亿元"),
    ],
)
def test_a_choice_in_chinese_is_met_with_the_one_that_was_meant(text: str, meant: str | None, choices: str):
    _, [fault] = check(text)
    assert fault.message("zh").endswith(f"；是不是 {meant}？" if meant else "”")
    assert (fault.hint("zh"), fault.hint("en")) == (f"可用的值：{choices}。", f"Allowed values: {choices}.")


def test_a_row_that_is_refused_does_not_make_the_list_empty():
    assert faults(HEAD + "indicators:\n  - {nam: 甲}\n  - {nam: 乙}\n") == [
        ("schema-unknown-key", 3, 6),
        ("schema-unknown-key", 4, 6),
    ]


def test_the_end_of_a_number_that_a_comma_cut_is_no_unknown_key():
    document, found = read_bytes((RECORD + "budget: {executed: {county: 1,200,000.00}, zzz: 1}\n").encode(), "specimen.yaml")
    assert document is not None
    assert [fault.hint("zh") for fault in found] == ["去掉逗号，写成 1200000.00；若是一段文字，请给整个值加上引号"] * 2
    _, faults = validate(document, Report)
    assert [fault.message("en") for fault in faults] == ["unknown key zzz"]


def test_a_number_in_another_form_is_shown_in_plain_form():
    _, [fault] = check(RECORD + "budget: {executed: {total: '１，０００.5'}}\n")
    assert fault.hint("zh") == "写成 1000.5。"


def test_hostile_text_is_cut_and_escaped_in_a_message():
    [sentence] = said(RECORD + "stated: {score: " + "'" + "甲" * 500 + "'}\n")
    assert len(sentence) < 120
    assert sentence.endswith("…”")


def test_every_fault_names_the_report_it_concerns():
    _, found = check(TEN_MISTAKES)
    assert all(fault.path == "specimen.yaml" for fault in found)


def test_settings_are_validated_like_records():
    assert faults("title: 示例\nrulesets: [{id: quwo-2021, from: 去年}]\n", Site) == [("schema-number", 2, 34)]
    assert faults("title: 示例\nseverities: {total-sum: fatal}\n", Site) == [("schema-choice", 2, 25)]
    assert faults("title: 示例\ntitel: 示例\n", Site) == [("schema-unknown-key", 2, 1)]
    assert faults("agencies: {quwo-gonganju: {department: gongan}}\n", Agencies) == [("schema-missing", 1, 27)]
    assert faults("agencies:\n  quwo-gonganju: {name: 曲沃县公安局, 地区: [山西省]}\n", Agencies) == [
        ("schema-unknown-key", 2, 33)
    ]
    assert faults("agencies:\n  quwo-gonganju: 曲沃县公安局\n", Agencies) == [("schema-shape", 2, 18)]


def test_a_term_is_that_of_the_field_at_the_end_of_the_path():
    assert terms(Report, ("indicators", 0, "weight")) == "权重（分值）"
    assert terms(Report, ("indicators", 3)) == "指标"
    assert terms(Report, ("budget", "stated", "balance", "county")) == "县区级"
    assert terms(Agencies, ("agencies", "quwo-gonganju", "name")) == "单位名称"
    assert terms(Agencies, ("agencies", "quwo-gonganju")) == "quwo-gonganju"
    assert terms(Report, ("nowhere",)) == "nowhere"


def test_every_field_of_every_model_has_its_chinese_term():
    seen = set()
    pending = [Report, Site, Agencies]
    while pending:
        model = pending.pop()
        if model in seen:
            continue
        seen.add(model)
        for name, field in model.model_fields.items():
            assert field.description and re.search("[\u4e00-\u9fff]", field.description), (model, name)
            pending += [part for part in _models_in(field.annotation) if part not in seen]
    assert len(seen) > 15


def _models_in(annotation):
    if isinstance(annotation, type) and hasattr(annotation, "model_fields"):
        return [annotation]
    return [found for part in getattr(annotation, "__args__", ()) for found in _models_in(part)]


def test_the_only_row_of_a_report_is_checked_without_its_faulty_cell():
    document, _ = read_bytes("title: 检查\nindicators:\n  - {name: ' 次数', weight: 一百}\n".encode(), "jiancha.yaml")
    assert document is not None
    report, doubtful = salvage(document, Report)
    assert report is not None and report.indicators[0].name == " 次数"
    assert doubtful == (("indicators", 0, "weight"),)


def test_a_key_behind_a_blank_that_is_no_space_is_not_told_once_more():
    document, told = read_bytes((HEAD + "budget:\n\u3000\u3000currency_unit: 元\n" + ROW).encode(), "specimen.yaml")
    assert document is not None and [finding.code for finding in told] == ["yaml-blank"]
    assert validate(document, Report) == (None, [])


def test_an_amount_with_its_unit_is_met_with_where_either_is_written():
    _, [fault] = check(RECORD + "budget: {adjusted: 58.5 万元}\n")
    assert fault.hint("zh").endswith("；只有总金额的，写成 {total: 58.5}，万元写在 currency_unit。")
    assert fault.hint("en").endswith("; where there is only a total, write {total: 58.5}, and 万元 as currency_unit.")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2021", "；这里写成 {start: 2021-01, end: 2021-12}。"),
        ("2021年度", "；这里写成 {start: 2021-01, end: 2021-12}。"),
        ("2021年1月-2021年12月", "；这里写成 {start: 2021-01, end: 2021-12}。"),
        ("2021.09-2021.10", "；这里写成 {start: 2021-09, end: 2021-10}。"),
        ("2021年1月-2021年13月", "“- ”开头。"),  # no month
        ("2021.0-2021.12", "“- ”开头。"),
        ("2020-07-01至2021-06-30", "；这里写成 {start: 2020-07, end: 2021-06}。"),
        ("2021年1-12月", "开头。"),
        ("全年", "开头。"),
    ],
)
def test_a_time_in_one_text_is_met_with_how_a_period_is_written(written: str, meant: str):
    _, [fault] = check(RECORD + f"period: {written}\n")
    assert fault.hint("zh").endswith(meant)


def test_a_name_in_place_of_an_agency_is_met_with_how_it_is_written_and_called_what_it_is_one_of():
    _, [fault] = check("agencies: {quwo-gonganju: 曲沃县公安局}\n", Agencies)
    assert fault.message("zh") == "quwo-gonganju（实施单位）应是一组字段，这里是文字“曲沃县公安局”"
    assert fault.hint("zh").endswith("；这里写成 {name: 曲沃县公安局}。")
    assert fault.hint("en").endswith("; here write {name: 曲沃县公安局}.")


def test_a_share_without_its_sign_is_not_met_with_advice_to_leave_the_sign_out():
    _, [fault] = check("title: 示例\nrulesets: [{id: national-2020}]\nthresholds: {low_spending: 30}\n", Site)
    assert (fault.hint("zh"), fault.hint("en")) == ("写成百分数，例如 86%。", "Write it with its sign, as in 86%.")


def test_a_severity_may_not_be_written_in_chinese_but_its_chinese_says_which_was_meant():
    _, [fault] = check("title: 示例\nrulesets: [{id: national-2020}]\nseverities: {score-differs: 提示}\n", Site)
    assert fault.message("zh").endswith("不能是“提示”；是不是 warning？")
    assert fault.hint("zh") == "可用的值：error (错误), warning (提示), info (说明)。"


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("withheld: 涉密\n", "；这里写成 {basis: …, reason: …, by: …}。"),
        ("revisions: [更正了总分]\n", "；这里写成 {reason: …}。"),
        ("revisions: 更正了总分\n", "；这里写成 [{reason: …}]。"),
        ("code: [2021]\n", "；若括号是文字的一部分，请给整个值加上引号。"),
        ("conclusion: {甲: 乙}\n", "；若括号是文字的一部分，请给整个值加上引号。"),
    ],
)
def test_another_shape_is_met_with_what_must_be_said_or_with_quotes(line: str, meant: str):
    _, [fault] = check(RECORD + line)
    assert fault.hint("zh").endswith(meant)
