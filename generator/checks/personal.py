"""What in a text identifies a person or reaches one: numbers, addresses, plates and names, found with care.

A false alarm here keeps a correct report from being published, so each kind asks for evidence: a check digit, a known
beginning, a form that nothing else has, or a word beside it. What is written as an amount, a code or an address is none.
Every pattern takes time linear in the text. Texts come in `folded` form.
"""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Final, NamedTuple

from generator.checks.passages import ENOUGH


class Kind(StrEnum):
    """What kind of personal data."""

    IDENTITY = "identity"
    MOBILE = "mobile"
    LANDLINE = "landline"
    CARD = "card"
    EMAIL = "email"
    PLATE = "plate"
    PASSPORT = "passport"
    NAME = "name"


class Trace(NamedTuple):
    """One find: its kind, its place in the text, and what of it may be shown."""

    kind: Kind
    start: int
    end: int
    masked: str


NEARBY: Final = 12
"""How many characters before a number its word may stand: 联系电话（办公室）： is nine."""

_PHONE_WORD: Final = re.compile(
    r"电话(?!费|亭|线|会议)|手机(?!费)|手提|座机|传真|热线|电询|联系方式|联系人|联系|拨打|致电|微信|咨询|☎|(?:tel|phone|mobile|fax)(?![a-z])",
    re.IGNORECASE,
)
_ID_WORD: Final = re.compile(r"身份|证件|公民|居民")
_CARD_WORD: Final = re.compile(r"银行卡|卡号|账号|帐号|账户|帐户|开户")
_PLATE_WORD: Final = re.compile(r"车牌|号牌|牌照|车号|车辆")
_PASSPORT_WORD: Final = re.compile(r"护照|passport", re.IGNORECASE)
# What says that a number is something else.
_OTHER_WORD: Final = re.compile(
    r"编号|编码|代码|单号|账号|帐号|账户|序号|流水|批号|文号|案号|合同|订单|凭证|许可|注册|登记|备案|发票|"
    r"预算|资金|金额|合计|共计|总计|总额|支出|收入|投资|拨款|经费|造价|[¥￥$≥≤=<>#]|no\.?(?![a-z])|(?:id|sn|code|isbn|issn|doi)(?![a-z])",
    re.IGNORECASE,
)
# A word behind a number that counts or names something: 13912345678元, 第13912345678号.
_UNIT: Final = re.compile(r" ?(?:元|万|亿|千|百|个|人|次|份|件|吨|米|公里|平|户|亩|号|台|套|部|条|笔|张|辆|册|天|年|%|‰)")
_URL: Final = re.compile(r"(?:https?://|www\.)[!-~]{1,2000}", re.IGNORECASE)

# Not within a longer number, word, code, file name or address.
_ALONE: Final = r"(?<![0-9A-Za-z_&#%@])(?<![0-9][.,/-])(?<![A-Za-z_][/._-])"
_ENDS: Final = r"(?![0-9A-Za-z_%@])(?!-[0-9]{1,6}(?![0-9]))(?![.,][0-9A-Za-z])(?!/[A-Za-z])"

_PROVINCES: Final = frozenset(
    f"{region}{number}"
    for region, numbers in {1: 5, 2: 3, 3: 7, 4: 6, 5: 4, 6: 5}.items()
    for number in range(0 if region == 5 else 1, numbers + 1)
) | {"71", "81", "82", "83"}
"""The first two digits of a division: 11 (Beijing) to 65 (Xinjiang), Taiwan, Hong Kong, Macao and their residents here."""
_BORN: Final = range(1900, 2050)
"""Plausible years of birth. A range, since no output depends on the day it is made."""
_IDENTITY: Final = re.compile(r"(?<![0-9A-Za-z_])(?<![0-9]-)([0-9]{6})[ -]?([0-9]{8})[ -]?([0-9]{3}[0-9Xx])(?![0-9A-Za-z_])")
_PARTED_IDENTITY: Final = re.compile(
    r"(?<![0-9A-Za-z_])(?<![0-9][ -])(?:[0-9](?:[ -][0-9]){16}[ -][0-9Xx]"
    r"|[0-9]{4}(?:[ -][0-9]{4}){3}[ -][0-9][0-9Xx]|[0-9]{6}[ -][0-9]{6}[ -][0-9]{5}[0-9Xx]|[0-9]{3}(?:[ -][0-9]{3}){4}[ -][0-9]{2}[0-9Xx]"
    r"|[0-9]{1,17}[ -][0-9]{0,16}[0-9Xx])(?![0-9A-Za-z_])(?![ -][0-9])"
)
"""Digit by digit, in groups of three, four or six, or in two parts anywhere: as scans, cells and line breaks leave a number."""
_OLD_IDENTITY: Final = re.compile(r"(?<![0-9A-Za-z_])([0-9]{6})([0-9]{6})[0-9]{3}(?![0-9A-Za-z_])")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)

_MOBILE: Final = re.compile(
    rf"(?:{_ALONE}|(?<=[Tt][Ee][Ll])|(?<=[Tt][Ee][Ll]\.))(\+?(?:00)?86[ -]?)?(?P<number>1[ -][3-9](?:[ -][0-9]){{9}}|1[3-9][0-9](?:[0-9]{{8}}|([ -])[0-9]{{4}}([ -])[0-9]{{4}}|[ -][0-9]{{8}}|[0-9]{{4}}[ -][0-9]{{4}}|[0-9][ -][0-9]{{3}}[ -]?[0-9]{{4}})){_ENDS}"
)
_AREA: Final = r"010|02[0-57-9]|0[3-9][1-9][0-9]"
_LOCAL: Final = r"[2-8][0-9]{6,7}"
_LANDLINE: Final = re.compile(
    rf"{_ALONE}(?:\+?86[ -]?)?(?:(?P<form>\((?:{_AREA})\) ?-?|(?:{_AREA})-)|(?P<bare>(?:{_AREA}) ?))?{_LOCAL}(?:-[0-9]{{1,5}})?(?![0-9A-Za-z_%@])(?![.,][0-9])"
)
_CARD: Final = re.compile(
    rf"{_ALONE}[3-69][0-9]{{3}}(?:[0-9]{{12,15}}|(?P<gap>[ -])[0-9]{{4}}(?P=gap)[0-9]{{4}}(?P=gap)[0-9]{{4}}(?:(?P=gap)[0-9]{{3}})?){_ENDS}"
)
_OWN_BEGINNING: Final = re.compile(r"621[3-9]|622[0-8]|62[358]")
"""Beginnings of cards that no region of 62 (Gansu: 6201 to 6212, 6229, 6230) begins its codes with."""
_LABEL: Final = re.compile(
    rf"(?:{_OTHER_WORD.pattern})(?:号码?|码)?(?:\([^()]{{1,6}}\))?[ 0-9A-Za-z:、,/为是第-]{{0,{NEARBY}}}$", re.IGNORECASE
)
"""What says of a number that ends there that it is something else. A word that stands off says nothing of a card's: 资金打入6222…"""
_EMAIL: Final = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9_-])"
)
_PLATE: Final = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z](?P<dot> ?· ?)?[ -]?"
    r"(?:[A-HJ-NP-Z0-9]{4}[学警港澳挂领使]|[A-HJ-NP-Z0-9]{5}|[A-HJK][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[A-HJK])(?![A-Za-z0-9])"
)
_PASSPORT: Final = re.compile(r"(?<![0-9A-Za-z_])(?:[EGDSPH][A-HJ-NP-Z0-9][0-9]{7}|1[45][0-9]{7})(?![0-9A-Za-z_])")

_ROLES: Final = r"(?:联系人|负责人|经办人|填报人|填表人|制表人|承办人|联络员|经办|姓名)"
_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢齐易乔伍庞颜倪庄聂章"
    "鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤"
)
_PHONE: Final = r"(?:(?:联系)?(?:电话|手机)(?:号码?)?|联系方式|座机|[Tt][Ee][Ll]\.?)"
_BREAK: Final = r"[ \n,，;；、/|()（）:：。-]"
_NAME: Final = re.compile(
    rf"{_ROLES}(?:姓名)?(?:[及和、/](?:联系)?(?:电话|方式|手机))?(?P<colon> ?[:：] ?| )?(?P<name>(?:欧阳|司马|上官|诸葛|东方|皇甫|[{_SURNAMES}])(?:[一-鿿]{{1,2}}?))"
    rf"(?={_BREAK}{{0,4}}(?:(?P<word>{_PHONE})|\+?[0-9(]))"
)
_NUMBER_BEHIND: Final = re.compile(rf"{_BREAK}{{0,4}}(?:{_PHONE})?{_BREAK}{{0,4}}[+(]?[0-9][0-9 ()-]{{6}}")
_OFFICES: Final = frozenset("局科处室股部院校站所办组队委会厅中")
"""How the short name of an office ends: 安监局 is no Mr An."""


def traces(text: str) -> Iterator[Trace]:
    """Yield the personal data of a folded text, kind by kind, each kind in order and at most `ENOUGH` of it."""
    if "://" in text or "www." in text:
        text = _URL.sub(lambda address: " " * len(address[0]), text)
    if _HAS_NUMBER.search(text):
        for find in (_identities, _mobiles, _landlines, _cards):
            yield from islice(find(text), ENOUGH)
        if _PASSPORT_WORD.search(text):
            yield from islice(_passports(text), ENOUGH)
    if "@" in text:
        yield from islice(_emails(text), ENOUGH)
    if _MAY_BE_PLATE.search(text):
        yield from islice(_plates(text), ENOUGH)
    if _PEOPLE.search(text):
        yield from islice(_names(text), ENOUGH)


_HAS_NUMBER: Final = re.compile(r"[0-9](?:[0-9]{2}(?:[0-9]{4}|[ )-]{1,2}[0-9]{3})|(?:[ -][0-9]){8})")
_MAY_BE_PLATE: Final = re.compile(r"[A-Z](?=[ ·-]{0,3}[A-Z0-9]{4})")
_PEOPLE: Final = re.compile(r"[系责办报表络][人员]|经办|姓名")


def _identities(text: str) -> Iterator[Trace]:
    found_at: set[int] = set()
    for found in _IDENTITY.finditer(text):
        if (
            _is_identity("".join(found.groups()).upper())
            and _nearest(text, found.start(), _ID_WORD, _OTHER_WORD) is not _OTHER_WORD
        ):
            found_at.add(found.start())
            yield _trace(Kind.IDENTITY, text, *found.span(), 3, 2)
    for found in _PARTED_IDENTITY.finditer(text):
        digits = found[0].replace(" ", "").replace("-", "").upper()
        is_new = len(digits) == 18 and found.start() not in found_at and _is_identity(digits)
        if is_new and _nearest(text, found.start(), _ID_WORD, _OTHER_WORD) is not _OTHER_WORD:
            yield _trace(Kind.IDENTITY, text, *found.span(), 3, 2)
    if not _ID_WORD.search(text):
        return
    for found in _OLD_IDENTITY.finditer(text):
        of_region, born = found.groups()
        if of_region[:2] in _PROVINCES and _is_birthday(f"19{born}") and _nearest(text, found.start(), _ID_WORD):
            yield _trace(Kind.IDENTITY, text, *found.span(), 3, 2)


def _is_identity(digits: str) -> bool:
    return digits[:2] in _PROVINCES and _is_birthday(digits[6:14]) and _check_digit(digits) == digits[17]


def _check_digit(digits: str) -> str:
    return "10X98765432"[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False)) % 11]


def _is_birthday(digits: str) -> bool:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year in _BORN
    except ValueError:
        return False


def _mobiles(text: str) -> Iterator[Trace]:
    for found in _MOBILE.finditer(text):
        start, end = found.span()
        word = _nearest(text, start, _PHONE_WORD, _OTHER_WORD)
        is_told = word is _PHONE_WORD or found[1] is not None
        # 150 2000 3000 may be three figures: with spaces a number needs its word.
        is_bare = " " not in found["number"] and word is None and not _UNIT.match(text, end)
        if is_told or is_bare:
            yield _trace(Kind.MOBILE, text, found.start("number"), end, 3, 4)


def _landlines(text: str) -> Iterator[Trace]:
    for found in _LANDLINE.finditer(text):
        word = _nearest(text, found.start(), _PHONE_WORD, _OTHER_WORD)
        is_told = word is _PHONE_WORD and not _UNIT.match(text, found.end())
        if is_told and found["form"] is None and found["bare"] is None:
            is_told = _DIRECTLY.search(text, max(0, found.start() - NEARBY), found.start()) is not None
        if is_told or (found["form"] is not None and word is None):
            yield _trace(Kind.LANDLINE, text, *found.span(), 5 if found["form"] else 1, 3)


_DIRECTLY: Final = re.compile(r"(?:电话|手机|座机|传真|热线|拨打|致电|☎)(?:号码?)?(?:[(（][^()（）]{1,6}[)）])?[ :：为是]{0,3}$")
"""A local number without its area code follows the word itself: nothing else tells it from a figure."""


def _cards(text: str) -> Iterator[Trace]:
    for found in _CARD.finditer(text):
        digits = "".join(filter(str.isdigit, found[0]))
        if not _is_luhn(digits) or (len(digits) == 18 and _check_digit(digits) == digits[17] and _is_birthday(digits[6:14])):
            continue
        is_told = _nearest(text, found.start(), _CARD_WORD, _OTHER_WORD) is _CARD_WORD
        is_other = _LABEL.search(text, max(0, found.start() - NEARBY), found.start()) or _UNIT.match(text, found.end())
        if is_told or (_OWN_BEGINNING.match(digits) and not is_other):
            yield _trace(Kind.CARD, text, *found.span(), 4, 4)


def _is_luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _emails(text: str) -> Iterator[Trace]:
    for found in _EMAIL.finditer(text):
        mailbox = found[0].index("@")
        yield _trace(Kind.EMAIL, text, *found.span(), min(1, mailbox - 1), len(found[0]) - mailbox)


def _passports(text: str) -> Iterator[Trace]:
    for found in _PASSPORT.finditer(text):
        if _nearest(text, found.start(), _PASSPORT_WORD):
            yield _trace(Kind.PASSPORT, text, *found.span(), 2, 2)


def _plates(text: str) -> Iterator[Trace]:
    for found in _PLATE.finditer(text):
        number = text[found.start() + 2 : found.end()]
        if sum(map(str.isdigit, number)) < 3:
            continue
        if found["dot"] or _nearest(text, found.start(), _PLATE_WORD, _OTHER_WORD) is _PLATE_WORD:
            yield _trace(Kind.PLATE, text, *found.span(), 2, 2)


def _names(text: str) -> Iterator[Trace]:
    for found in _NAME.finditer(text):
        name = found["name"]
        has_number = _NUMBER_BEHIND.match(text, found.end("name")) is not None
        if name[-1] not in _OFFICES and (has_number or (found["word"] and found["colon"] and found["colon"].strip())):
            yield _trace(Kind.NAME, text, *found.span("name"), 1, 0)


def _nearest(text: str, start: int, *words: re.Pattern[str]) -> re.Pattern[str] | None:
    """Return which of the words stands nearest before a place, on the same line and at most `NEARBY` characters off."""
    before = text[max(0, start - NEARBY) : start].rpartition("\n")[2]
    ends = {word: max((found.end() for found in word.finditer(before)), default=-1) for word in words}
    nearest = max(words, key=ends.__getitem__)
    return nearest if ends[nearest] >= 0 else None


def _trace(kind: Kind, text: str, start: int, end: int, head: int, tail: int) -> Trace:
    whole = text[start:end]
    hidden = len(whole) - head - tail
    return Trace(kind, start, end, f"{whole[:head]}{'*' * hidden}{whole[len(whole) - tail :]}")
