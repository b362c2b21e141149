"""One glance at a file as written, which spares nearly every file being read for personal data.

The bytes are drawn as shapes first (a digit is 0, a letter x, what may stand within a number -), since to look for a shape
takes a hundredth of the time of looking for its numbers. What the glance lets pass holds nothing that `personal` would find.
"""

import re
from typing import Final

_DIGITS: Final = b"0123456789"
_WITHIN: Final = b" -()\t"
_ODD_SPACES: Final = "\u3000\xa0\u2002\u2003\u2009\u202f"
_ODD_HYPHENS: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d\ufe63"


def _drawn() -> bytes:
    shapes = bytearray(b"." * 256)
    for byte in range(256):
        char = bytes((byte,))
        if char in _DIGITS:
            shapes[byte] = ord("0")
        elif char in _WITHIN:
            shapes[byte] = ord("-")
        elif char.isalpha() or char in b"_/=":
            shapes[byte] = ord("x")
    shapes[ord("\n")] = ord("n")
    return bytes(shapes)


_SHAPES: Final = _drawn()
_NUMBERS: Final = re.compile(rb"000(?:0{8}|-{1,2}0000000|\.\.\.0000000|0000-0000|-0000-0000|0-000-0000|(?:000)?-000(?:000)?-000)")
"""Run together; area code and number; in groups of three to four, as phones and cards are spoken. A full-width bracket is three bytes.

All begin alike, so that the file is gone through once.
"""
_ONE_BY_ONE: Final = b"0-0-0-0-0-0-0-0-0"
"""Digits with a space behind each, as a scanned form's boxes come out."""
_FOLDED_NUMBER: Final = re.compile(rb"0n-+0")
_PHONE: Final = re.compile(
    r"[话机真线打电码☎](?:[(（][^0-9()（）]{1,6}[)）])?[^0-9A-Za-z一-鿿]{0,4}[为是]?[^0-9A-Za-z一-鿿]{0,3}[0-9]{7}"
)
_PLATE: Final = re.compile(r"[A-ZＡ-Ｚ](?<=[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼].)")
_NAME: Final = re.compile(
    r"(?:联系人|负责人|经办|填[报表]人|制表人|承办人|联络员|姓名)[姓名及和、/联系电话方式手机 \u3000]{0,9}[：:]"
)
_HIDING: Final = re.compile(r'\\[^n"\\]')


def may_be_personal(written: str) -> bool:
    """Tell whether a file's text may hold personal data. An escape can hide anything, so a file with one may."""
    if (
        "@" in written
        or "＠" in written
        or ("护" in written and "护照" in written)
        or ("\\" in written and _HIDING.search(written))
    ):
        return True
    if any(digit in written for digit in "０１２３４５６７８９"):
        return True
    for odd in _ODD_SPACES:
        if odd in written:
            written = written.replace(odd, " ")
    for odd in _ODD_HYPHENS:
        if odd in written:
            written = written.replace(odd, "-")
    drawn = written.encode("utf-8", "replace").translate(_SHAPES)
    if _NUMBERS.search(drawn) or _ONE_BY_ONE in drawn or _FOLDED_NUMBER.search(drawn):
        return True
    if _PHONE.search(written):
        return True
    if ("车" in written or "牌" in written or any(dot in written for dot in "·•‧∙⋅・･")) and _PLATE.search(written):
        return True
    return ("话" in written or "手机" in written or "联系方式" in written or "座机" in written) and _NAME.search(
        written
    ) is not None
