"""The passages of a demonstration report, put together from sentences with the record's own figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.demo.dice import Dice
from generator.demo.kind import Kind, phrases
from generator.source import Plain

_NUMERALS: Final = "一二三四五六七"
_SOURCES: Final = {
    "central": "中央资金",
    "province": "省级资金",
    "city": "市级资金",
    "county": "县区级资金",
    "carryover": "上年结转资金",
    "other": "其他资金",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One printed row in words: its level 1, what was promised, and what was done."""

    level1: str
    promised: str
    done: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Story:
    """What the passages speak of; every figure as the record prints it."""

    kind: Kind
    names: Mapping[str, str]
    rows: Sequence[Told]
    is_spent: bool
    is_met: bool


def sources_in_words(amounts: Mapping[str, str], unit: str) -> str:
    """Return `省级资金30万元、县区级资金20万元`."""
    return "、".join(f"{_SOURCES[source]}{amount}{unit}" for source, amount in amounts.items())


def told(level1: str, name: str, target: str, actual: str, score: str | None) -> Told:
    """Return a row in words; a blank actual value is said to be blank."""
    promised, actual = f"{name}{_joined(target)}", _plainly(actual)
    done = f"{name}为{actual}" if actual else f"{name}没有填报"
    earned = f"，得{score}分" if score is not None else ""
    return Told(level1, promised, done, f"{name}目标{_plainly(target)}，实际{actual or '没有填报'}{earned}")


def passages(story: Story, dice: Dice) -> dict[str, Plain]:
    """Return the record's passages by key, those of `overview`, `goals` and `analysis` in mappings of their own."""
    kind, some = story.kind, phrases()
    works = dice.some(kind.works, 4)
    outputs = [row for row in story.rows if row.level1 == "产出指标"]
    benefits = [row for row in story.rows if row.level1 == "效益指标"]
    satisfied = [row for row in story.rows if row.level1 == "满意度指标"]
    shortfall = dice.pick(kind.shortfalls)
    words = {
        **story.names,
        "what": kind.what,
        "people": kind.people,
        "works": "、".join(works),
        **{f"work{place}": work for place, work in enumerate(works, 1)},
        "first": outputs[0].promised,
        "second": outputs[1].promised,
        "benefit": benefits[0].promised,
        "satisfaction": satisfied[0].promised,
        "done": "，".join(row.done for row in (*outputs[:3], *satisfied[:1])),
        "level": "全面" if story.is_met else "基本",
        "count": str(len(story.rows)),
        "count_all": str(len(story.rows) + 1),
        "shortfall": shortfall,
    }

    def say(section: str) -> str:
        return dice.pick(some[section]).format_map(words)

    def several(section: str, number: int) -> list[str]:
        chosen = dice.some(range(len(some[section])), number)
        return [some[section][place].format_map(words) for place in sorted(chosen)]

    agency = story.names["agency"]  # so that no two agencies tell the same results in the same words
    problems = dice.some(kind.problems, 2)
    overview: dict[str, Plain] = {
        "description": say("description") + say("scale"),
        "basis": _listed(dice.some(kind.basis, 3)) + say("basis"),
        "necessity": _sentences(dice.some(kind.needs, 3)) + say("necessity"),
        "safeguards": "\n".join(_numbered(several("safeguards", 3))),
        "plan": say("plan"),
    }
    goals: dict[str, Plain] = {"period": say("goal_period"), "annual": say("goal_annual"), "achieved": say("goal_achieved")}
    analysis: dict[str, Plain] = {
        "execution": say("execution_full" if story.is_spent else "execution_short"),
        "output": f"{agency}逐项核对：" + _all(outputs) + say("output"),
        "benefit": f"{agency}统计：" + _all(benefits) + say("benefit"),
        "satisfaction": f"{agency}组织了满意度调查：" + _all(satisfied) + say("satisfaction"),
    }
    return {
        "overview": overview,
        "goals": goals,
        "conclusion": say("conclusion"),
        "analysis": analysis,
        "experience": f"{agency}的做法：" + _sentences(dice.some(kind.lessons, 2)) + say("experience"),
        "problems": f"{agency}在自评中发现：\n"
        + "\n".join(_numbered([f"{problem.fault}。" for problem in problems]))
        + "\n"
        + say("problems"),
        "improvements": f"{agency}下一步：\n"
        + "\n".join(_numbered([f"{problem.remedy}。" for problem in problems] + several("improvements", 1))),
    }


def _numbered(sentences: Sequence[str]) -> list[str]:
    return [f"{_NUMERALS[place]}是{sentence}" for place, sentence in enumerate(sentences)]


def _listed(parts: Sequence[str]) -> str:
    return "；".join(f"（{_NUMERALS[place]}）{part}" for place, part in enumerate(parts)) + "。"


def _sentences(parts: Sequence[str]) -> str:
    return "".join(f"{part}。" for part in parts)


def _all(rows: Sequence[Told]) -> str:
    return "；".join(row.sentence for row in rows) + "。"


def _plainly(cell: str) -> str:
    return cell.replace(" ", "").replace("═", "").removeprefix("=")


def _joined(target: str) -> str:
    plain = _plainly(target)
    return f"达到{plain}" if plain[:1].isdigit() else plain
