"""The glossary: every word a citizen meets, once, in a sentence or two."""

import re

from lxml import html

from generator.catalog import Catalog
from generator.model.site import Agencies, Site
from generator.site import addresses
from generator.site.pages.glossary import glossary_pages, term_link
from generator.site.pages.page import Edition
from generator.site.rendering.markdown import render
from generator.site.terms import TERMS, TOPICS

PROMISED = {
    *("绩效自评", "预算执行率", "到位率", "结余", "上年结转", "一级指标", "二级指标", "三级指标", "权重", "指标值", "实际完成值"),
    *(
        "完成率",
        "定量",
        "定性",
        "档次",
        "偏差原因",
        "评价等级",
        "未评定",
        "不可计算",
        "不适用",
        "核验提示",
        "复算",
        "自述",
        "区间",
    ),
}


def test_every_promised_word_is_explained_in_a_sentence_or_two():
    assert set(TERMS) >= PROMISED
    for term in TERMS.values():
        assert 1 <= len(re.findall("[。]", term.text)) <= 2, term.name
        assert term.text.endswith("。"), term.name


def test_no_word_and_no_anchor_stands_twice():
    terms = [term for topic in TOPICS for term in topic.terms]
    assert len(TERMS) == sum(1 + len(term.also) for term in terms)
    anchors = [topic.anchor for topic in TOPICS] + [term.anchor for term in terms]
    assert len(set(anchors)) == len(anchors)
    assert "title" not in anchors
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", anchor) for anchor in anchors)


def test_the_page_is_a_list_of_terms_with_anchors_that_its_own_links_reach():
    [page] = glossary_pages(Edition(Catalog.of(Site(title="例"), Agencies(), {}, ())))
    body = page.markdown.split("\n---\n", 1)[1]
    tree = html.fragment_fromstring(render(body, lambda target: target).html, create_parent="article")
    shown = {dt.get("id"): (dt.text_content(), dt.getnext().text_content()) for dt in tree.iter("dt")}
    for term in TERMS.values():
        name, text = shown[term.anchor]
        assert name == term.name
        assert text.startswith(term.text)
    links = [a.get("href") for a in tree.xpath("//nav[@class='toc']//a")]
    assert links == [f"#{anchor}" for anchor in shown]


def test_a_page_can_lead_to_a_word_by_any_of_its_names():
    report = addresses.report(2021, "jia", "a")
    assert term_link(report, "执行率") == term_link(report, "预算执行率") == "../../../glossary/#execution-rate"
