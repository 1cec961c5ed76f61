"""Number formats of automatic numbering (编号格式), as ECMA-376 part 1, 17.18.59 names them."""

from collections.abc import Callable

from mofan.text.numerals import write_digits, write_numeral

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_LEGAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_LEGAL_TRADITIONAL = str.maketrans("一二三四五六七八九十百千", "壹貳參肆伍陸柒捌玖拾佰仟")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def _counting(count: int) -> str:
    """一 … 九十九, then digit by digit: 一〇〇."""
    return write_numeral(count) if count < 100 else write_digits(count)


def _letters(count: int) -> str:
    """a … z, aa … zz: the letter repeated, as Word does it."""
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count <= 780 else str(count)


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    written = ""
    for size, letters in _ROMAN:
        times, count = divmod(count, size)
        written += letters * times
    return written


def _ordinal(count: int) -> str:
    ending = "th" if 10 < count % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


def _circled(count: int) -> str:
    for first, last, code in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= count <= last:
            return chr(code + count - first)
    return "⓪" if count == 0 else str(count)


def _cycle(chars: str) -> Callable[[int], str]:
    return lambda count: chars[(count - 1) % len(chars)] if count > 0 else str(count)


def _run(code: int, last: int) -> Callable[[int], str]:
    """The signs from `code` on for 1 to `last`, plain digits beyond."""
    return lambda count: chr(code + count - 1) if 0 < count <= last else str(count)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": lambda count: str(count).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda count: str(count).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _run(0x2474, 20),
    "decimalEnclosedFullstop": _run(0x2488, 20),
    "numberInDash": "- {} -".format,
    "chineseCounting": _counting,
    "chineseCountingThousand": write_numeral,
    "japaneseCounting": write_numeral,
    "japaneseDigitalTenThousand": write_digits,
    "koreanDigital": write_digits,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": write_numeral,
    "taiwaneseDigital": write_digits,
    "ideographDigital": write_digits,
    "chineseLegalSimplified": lambda count: write_numeral(count).translate(_LEGAL),
    "ideographLegalTraditional": lambda count: write_numeral(count).translate(_LEGAL_TRADITIONAL),
    "japaneseLegal": lambda count: write_numeral(count).translate(_LEGAL),
    "ideographEnclosedCircle": _run(0x3280, 10),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": lambda count: _cycle(_STEMS)(count) + _cycle(_BRANCHES)(count) if count else "0",
    "upperRoman": lambda count: _roman(count).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerLetter": _letters,
    "ordinal": _ordinal,
    "none": lambda count: "",
}


def write_number(count: int, style: str, custom: str | None = None) -> str:
    """`count` in the named format, digits if unknown; `custom`: the sample of a custom one ("001, 002, 003, ...")."""
    if style == "custom" and custom:
        return f"{count:0{len(custom.split(',')[0].strip())}d}"
    return _FORMATS.get(style, str)(count)
