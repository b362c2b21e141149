"""A classification mark keeps a record from being published; ordinary words about secrecy never do."""

import time
from pathlib import Path

import pytest
from checks.checking import findings_of, place_of

from generator.checks import check_pages
from generator.checks.passages import ENOUGH
from generator.checks.secrecy import _marks
from generator.model.handwritten import read_page

HEAD = "title: 检查项目\nruleset: national-2020\nindicators:\n  - {name: 次数, weight: 100, target: 5次, actual: 5次}\n"

MARKED = [
    ("机密★10年", "secrecy-mark", "机密★10年"),
    ("机密★ 10年", "secrecy-mark", "机密★ 10年"),
    ("秘密★", "secrecy-mark", "秘密★"),
    ("绝密★长期", "secrecy-mark", "绝密★长期"),
    ("绝密★解密前", "secrecy-mark", "绝密★解密前"),
    ("秘密★6个月", "secrecy-mark", "秘密★6个月"),
    ("秘密☆5年", "secrecy-mark", "秘密☆5年"),
    ("机　密★１０年", "secrecy-mark", "机　密★１０年"),
    ("机 密 ★ 10 年", "secrecy-mark", "机 密 ★ 10 年"),
    ("机密级★10年", "secrecy-mark", "机密级★10年"),
    ("★机密", "secrecy-mark", "★机密"),
    ("秘密*3年", "secrecy-mark", "秘密*3年"),
    ("关于某项目的报告（秘密★3年）", "secrecy-mark", "秘密★3年"),
    ("000001 机密★20年 特急", "secrecy-mark", "机密★20年"),
    ("密级：机密", "secrecy-mark", "密级：机密"),
    ("密 级: 秘密 期限3年", "secrecy-mark", "密 级: 秘密"),
    ("【机密】关于某项目的报告", "secrecy-mark", "【机密】"),
    ("[秘密]", "secrecy-mark", "[秘密]"),
    ("秘密 3年", "secrecy-mark", "秘密 3年"),
    ("机密（10年）", "secrecy-mark", "机密（10年"),
    ("全文如下。秘密★", "secrecy-mark", "秘密★"),
    ("工作秘密★3年", "secrecy-mark", "工作秘密★3年"),
    ("内部资料，注意保存", "secrecy-internal", "内部资料，注意保存"),
    ("内部资料 注意保存", "secrecy-internal", "内部资料 注意保存"),
    ("内部文件　不得外传", "secrecy-internal", "内部文件　不得外传"),
    ("（内部资料，严禁外传）", "secrecy-internal", "内部资料，严禁外传"),
    ("内部资料★请妥善保管", "secrecy-internal", "内部资料★请妥善保管"),
    ("内部使用，请勿外传！", "secrecy-internal", "内部使用，请勿外传"),
    ("内部材料·禁止翻印", "secrecy-internal", "内部材料·禁止翻印"),
    ("报告到此为止。内部资料，注意保密。", "secrecy-internal", "内部资料，注意保密"),
    ("工作秘密，注意保管", "secrecy-internal", "工作秘密，注意保管"),
    ("工作秘密 不得外传", "secrecy-internal", "工作秘密 不得外传"),
    ("【工作秘密】", "secrecy-internal", "【工作秘密】"),
    ("【内部资料】", "secrecy-internal", "【内部资料】"),
    ("（此件不公开）", "secrecy-internal", "此件不公开"),
    ("此件不予公开", "secrecy-internal", "此件不予公开"),
    ("（此件依申请公开）", "secrecy-internal", "此件依申请公开"),
    ("公开属性：不予公开", "secrecy-internal", "公开属性：不予公开"),
    ("公开方式：依申请公开", "secrecy-internal", "公开方式：依申请公开"),
]

ORDINARY = [
    "提高服务软件的安全程度和保密性能",
    "保密教育培训 3 次",
    "保密工作机构",
    "签订保密协议",
    "加密传输，密码测评",
    "秘密级测评",
    "涉密信息系统（秘密级）分级保护测评",
    "机密级计算机 5 台",
    "绝密级国家秘密载体",
    "系统密级：秘密级",
    "购置密级为机密的专用设备",
    "涉密系统（密级：秘密）测评服务",
    "国家秘密载体销毁项目",
    "国家秘密保护期限不超过 30 年",
    "保守国家秘密10年无事故",
    "泄露国家秘密 0 起",
    "数据的机密性、完整性、可用性",
    "机密性和可用性",
    "商业秘密与个人隐私",
    "工作秘密管理制度",
    "对工作秘密严格管理",
    "工作秘密不得外传的规定",
    "秘密调查",
    "精密仪器3年质保",
    "秘密",
    "机密",
    "机密文件柜 10 个",
    "秘密3年内解密的文件",
    "内部资料 20 份",
    "内部控制制度",
    "内部文件归档",
    "查阅内部资料，档案注意保存",
    "要求内部资料不得外传",
    "制度规定内部文件不得外传，落实到人",
    "加强内部资料，注意保存情况的检查",
    "内部资料注意保存期限",
    "仅供内部使用的软件",
    "档案注意保存",
    "主动公开",
    "公开方式：主动公开",
    "公开方式：主动公开、依申请公开",
    "公开形式：不公开开庭",
    "依申请公开办理 20 件",
    "不予公开的情形",
    "此件公开发布",
    "★★★级景区",
    "重点★指标",
    "产品等级：机密度测试",
]


@pytest.mark.parametrize(("text", "code", "mark"), MARKED, ids=[text for text, _, _ in MARKED])
def test_a_mark_is_found_at_its_place(tmp_path: Path, text: str, code: str, mark: str):
    for line, at in ((f"overview: {{description: '{text}'}}", 26), (f"overview:\n  description: |\n    {text}\n    又一行", 5)):
        [found] = [f for f in findings_of(tmp_path, HEAD + line + "\n") if f.code.startswith("secrecy")]
        assert (found.code, str(found.severity)) == (code, "error")
        assert place_of(found) == (7 if "|" in line else 5, at + text.index(mark))
        assert mark in found.message("zh") and mark in found.message("en")


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_are_no_mark(tmp_path: Path, text: str):
    for line in (f"title: '{text}'", f"problems: '{text}'", f"problems: '甲，{text}'", f"problems: |\n  甲。\n  {text}\n  乙"):
        record = HEAD.replace("title: 检查项目", line) if line.startswith("title") else f"{HEAD}{line}\n"
        assert [f.code for f in findings_of(tmp_path, record) if f.code.startswith("secrecy")] == []


@pytest.mark.parametrize(
    "field", ["note: 机密★10年", "source: {note: 机密★10年}", "revisions: [{date: 2022-01-01, reason: 机密★10年}]"]
)
def test_every_text_of_a_record_is_looked_at(tmp_path: Path, field: str):
    found = [f.code for f in findings_of(tmp_path, HEAD + field + "\n") if f.code.startswith("secrecy")]
    assert found == ["secrecy-mark"]


def test_a_mark_written_with_escapes_is_found_where_its_text_begins(tmp_path: Path):
    found = [f for f in findings_of(tmp_path, HEAD + 'problems: "\\u673a\\u5bc6\\u260510年"\n') if f.code == "secrecy-mark"]
    assert [place_of(f) for f in found] == [(5, 11)]


def test_a_page_is_looked_at_too():
    page, _ = read_page("---\ntitle: 关于\n---\n\n# 关于\n\n保密教育。内部资料，注意保存。\n", "content/pages/about.md", "about")
    assert page is not None
    assert [(f.code, f.path, *place_of(f)) for f in check_pages([page])] == [("secrecy-internal", "content/pages/about.md", 7, 6)]


@pytest.mark.parametrize(
    "unit",
    ["机", "机 ", "机密", "机密 ", "密级：", "【", "★", " ", "\n ", "内部资料", "内部资料，", "公开属性", "此件不", "机密★"],
)
def test_a_hostile_text_takes_no_longer_than_its_length(unit: str):
    text = (unit * 200_000)[:200_000]
    start = time.process_time()
    assert sum(1 for _ in _marks(text)) <= 2 * ENOUGH
    assert time.process_time() - start < 0.5  # usually below 0.1 s; the machine that runs this may be busy
