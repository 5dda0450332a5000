"""The one compiled pattern that finds time expressions, built from the lexicon.

What belongs here: the shape of times in Chinese prose. What does not: their meaning.
Every repetition is bounded, and the alternatives are entered only behind a lookahead on their possible first
characters, so a scan costs a few machine steps a character and cannot run away.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from data_layer.lexicon.times import TimeWords, load_times

__all__ = ["COMPARED", "LIMIT_BEFORE", "SPAN_DASH", "number", "time_pattern", "written_year"]

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
_ONES = "一二三四五六七八九"
_DASH = r"(?: ?(?:[-—–‐−~～－─]{1,2}|至|到) ?)"
_YEAR4 = rf"(?:(?:19|20)[0-9]{{2}}|[一二][〇○零九][〇○零{_ONES}]{{2}})"
_MONTH = rf"(?:1[0-2]|0?[1-9]|十[一二]?|[{_ONES}]|(?<![0-9万亿千百十余多几美欧港日单]) ?元)"
_DAY = rf"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[{_ONES}]?|[{_ONES}])"
_COUNT = rf"(?:[0-9]{{1,2}}|[两{_ONES}]?十[{_ONES}]?|[两半{_ONES}])"
_QUARTER = "[一二三四1-4]"
_NOT_COUNTED = rf"(?<![第每隔十百千零{_ONES}])"
# each of these begins another word unless it ends the time: 初步, 底蕴, 来自, 起草, 前往
_EDGE = r"(?:底(?![蕴数气座色薪线层板图子])|末(?![梢端])|初(?![步心中衷级期始次选审创试评加等衣高]))"
_COMES = r"来(?![自到源访往电临料说讲看华宾客])"
_SINCE = rf"(?:以来|{_COMES}|起(?![草诉步飞重伏义航获点来到火])|至今(?![年天日])|迄今)"
_LIMIT_AFTER = rf"(?:之前|以前|前(?![后列茅提期往景沿线端来进移十两{_ONES}0-9]))"
_CLOCK = rf"(?: ?[0-9十{_ONES}]{{1,3}}[时点:：](?:[0-9]{{1,2}}分?|许|半)?)?"

SPAN_DASH = re.compile(_DASH)
"""What stands between two times that make one span."""

COMPARED = re.compile(r"(?:(?:(?<![占之])[同环对相]?比|相?较)[于起]?|(?P<pair>[与同和跟]))\Z")
"""What stands before a time that something is compared with; ``pair`` asks for 相比 after it."""

LIMIT_BEFORE = re.compile(
    r"(?:(?P<cut>截[至止][到至]?)"
    r"|(?P<limit>(?<![达得受看提高升加长展大降少减缩扩感碰直])到|(?<![甚以乃直冬夏及时复高升加增长大降少减缩展])至)"
    r"|(?P<since>自从?|从))了? ?\Z"
)
"""What stands before a time and makes it an end (截至, 到) or a beginning (自)."""


def number(words: str) -> int:
    """A whole number under 100 in digits or Chinese numerals; 元, the first of the months, is 1.

    >>> number("十一"), number("3"), number("两")
    (11, 3, 2)
    """
    if words.isdecimal():
        return int(words)
    if words.strip() == "元":
        return 1
    tens, ten, ones = words.rpartition("十")
    return (10 * _DIGITS.get(tens, 1) if ten else 0) + (_DIGITS[ones] if ones else 0)


def written_year(words: str) -> int:
    """A year of four digits, Arabic or Chinese: 2021, 二〇二一, 一九四九."""
    return int(words) if words.isdecimal() else int("".join(str(_DIGITS[char]) for char in words))


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _any(words: Iterable[str]) -> str:
    """One alternative a word, longest first."""
    return "|".join(re.escape(word) for word in _longest_first(words))


def _guarded(words: Iterable[str], lexicon: TimeWords) -> str:
    """The words, each kept from standing inside a longer one."""
    pieces = []
    for word in _longest_first(words):
        before = lexicon.not_after.get(word)
        after = [tail for key, tails in lexicon.not_before.items() if word.endswith(key) for tail in tails]
        behind = f"(?<![{re.escape(before)}])" if before else ""
        pieces.append(behind + re.escape(word) + (f"(?!{_any(after)})" if after else ""))
    return "|".join(pieces)


def _year(lexicon: TimeWords) -> str:
    """A year by its digits or a word; 年 may be misread, or missing where the year opens its clause."""
    words = (*lexicon.years, *lexicon.report_years, *lexicon.held_years)
    slips, after = "".join(lexicon.year_slips), _any(lexicon.after_years)
    opened = r"(?<![^，。；！？：、,;:!?\n（(“计到至在于从自 ][0-9]{4})"
    return (
        rf"(?:(?P<year>{_YEAR4})(?: ?年(?!代(?![表理办码])|{_any(lexicon.names_after)})度?"
        rf"|{opened} ?(?:[{slips}](?![后前时夜餐饭间睡群毛])|(?={after})))"
        rf"|(?P<relative>{_guarded(words, lexicon)})度?)"
    )


def _month(lexicon: TimeWords) -> str:
    """A month, with its day or days, its third, or its end."""
    part_of_day = _any(lexicon.day_parts)
    return (
        rf"(?P<month>{_MONTH}) ?月(?!(?<=一月)一(?![日号般些])|革命|{_any(lexicon.month_names)})(?: ?份)?"
        rf"(?: ?(?P<day1>{_DAY}) ?(?:[日号]?{_DASH}(?P<day2>{_DAY}) ?[日号]|[日号])"
        rf"(?:(?:{part_of_day})?{_CLOCK})"
        rf"|(?P<third>[上中下]{{1,2}})旬|(?P<month_edge>月?{_EDGE}))?"
    )


def _part(lexicon: TimeWords) -> str:
    """A part of a year; 底, 末 and 初 need a 年 of their own where no year stands before them."""
    alternatives = (
        r"(?P<full>(?<![安健])全年(?![龄级]))",
        r"(?P<half>[上下])半年",
        rf"第?(?P<quarter1>{_QUARTER})(?:(?:{_DASH}|[、和])第?(?P<quarter2>{_QUARTER}))?"
        r" ?季度(?P<quarter_end>末)?",
        r"前(?P<first_quarters>[两二三四2-4]) ?个?季度",
        rf"(?<![革改施之以此制产办])[前头] ?(?P<first_months>1[0-2]|[1-9]|十[一二]?|[两{_ONES}])"
        r" ?个?月份?(?!内)",
        rf"{_NOT_COUNTED}(?P<month1>{_MONTH}) ?(?:月份?)?(?:{_DASH}|(?<=[0-9])一(?=[0-9]))"
        rf"(?P<month2>{_MONTH}) ?月份?"
        rf"(?! ?{_DAY} ?[日号])",
        rf"{_NOT_COUNTED}{_month(lexicon)}",
        rf"[“”\"'‘’]?(?P<feast>{_any(lexicon.feasts)})[“”\"'‘’]?"
        rf"(?P<feast_span>{_any(lexicon.spell_ends)}|当天|当日|节?(?:假期)?[三四五六七八3-8]天(?:假期|长假)?)?(?(anchor)|(?(feast_span)|(?!)))(?![前后联目晚文月粽])",
        r"(?(anchor)(?P<season>[春夏秋冬])(?:季(?!学)|天|(?=[，。、；]))|(?!))",
        rf"(?P<edge>(?(anchor)年?|(?<![0-9百千余多几末])年){_EDGE})",
    )
    return f"(?:{'|'.join(alternatives)})"


def _others(lexicon: TimeWords) -> str:
    quote = "[“”\"'‘’]?"
    return "|".join(
        (
            rf"(?P<first_year>{_YEAR4}) ?年?度?{_DASH}(?P<last_year>{_YEAR4}) ?(?P<years_unit>学年度?|年度?)"
            rf"(?!{_any(lexicon.names_after)})(?P<years_edge>[底末])?",
            rf"(?P<list_first>{_YEAR4})(?:[、和]{_YEAR4}){{0,6}}[、和](?P<list_last>{_YEAR4}) ?年度?",
            rf"(?P<school_year>{_YEAR4}) ?学年度?",
            r"(?P<iso_year>(?:19|20)[0-9]{2})(?P<iso_mark>[-/.])(?P<iso_month>[01]?[0-9])(?P=iso_mark)"
            r"(?P<iso_day>[0-3]?[0-9])(?![0-9.])",
            rf"{quote}(?P<plan>{_any(lexicon.plans)}){quote}(?:规划|计划)?"
            r"(?P<plan_tail>期间|时期|以来|期末|末期?|初期?)",
            rf"(?P<event>{_any(lexicon.events)})(?:召开)?以来",
            rf"(?P<recent>{_guarded(lexicon.recent_years, lexicon)})",
            rf"(?P<run_before>近|最近|过去|这|未来|今后)?的?(?<![第十百千零])(?P<count>{_COUNT}) ?"
            rf"(?P<count_unit>年|个月)多?(?:时间)?(?P<run_tail>以来|{_COMES}|间|(?=累计))?"
            r"(?(run_before)|(?(run_tail)|(?!)))",
            rf"(?:(?P<century>{_any(lexicon.decades)})(?P<decade2>[2-9]0|[二三四五六七八九]十)"
            r"|(?<![0-9])(?P<decade4>(?:19|20)[0-9]0)"
            r"|(?<![0-9十世])(?P<decade>[2-9]0|[二三四五六七八九]十)) ?年代"
            r"(?:[初末]期?|中期|中后期|前期|后期)?",
            rf"(?P<month_word>{_guarded(lexicon.months, lexicon)})"
            rf"(?:(?P<month_word_edge>[底末])|(?P<month_word_day>{_DAY}) ?[日号])?",
            rf"(?P<day_word>{_guarded(lexicon.days, lexicon)})(?:(?:{_any(lexicon.day_parts)})?{_CLOCK})",
            rf"(?P<week>{_guarded(lexicon.weeks, lexicon)})(?P<weekday>[一二三四五六日天末])?(?![0-9])",
            rf"(?:最近|过去|近)的?(?P<recent_count>{_COUNT}) ?(?P<recent_unit>天|日|周|个星期)(?![期内])",
            rf"(?<![^，。；！？：、,;:!?\n（(“]) ?(?P<ago_count>{_COUNT}) ?(?P<ago_unit>年|个月|天|周|个星期)"
            r"(?:之|以)?(?P<ago_side>[前后])(?![十几多两来续期者])",
            rf"(?P<held_day>{_guarded(lexicon.held_days, lexicon)})",
            rf"(?P<now>{_guarded(lexicon.now, lexicon)}"
            rf"|(?<![^，。；！？、：,;:!?\n“”\"')）…—])(?:{_any(lexicon.opening_now)}))",
            rf"(?<![值逢])(?P<spell>(?:{_any(lexicon.spells)})[”\"’]?(?:{_any(lexicon.spell_ends)}))",
            rf"(?P<same>{_any(lexicon.same_periods)})",
            rf"(?P<vague>{_guarded(lexicon.vague, lexicon)})",
            rf"(?P<recurring>{_guarded(lexicon.recurring, lexicon)})"
            rf"(?:(?<=年)的? ?{_MONTH} ?月份?)?(?:(?<=月) ?{_DAY} ?[日号])?(?:(?<=周)[一二三四五六日天])?",
            rf"(?P<undertaking>{_any(lexicon.undertakings)})以来",
        )
    )


def _openings(lexicon: TimeWords) -> str:
    """What every time expression opens with: a word's first two characters, or a number and what follows it.

    It only turns other places away early; the alternatives themselves decide.
    """
    lists: tuple[Iterable[str], ...] = (
        *(lexicon.years, lexicon.report_years, lexicon.held_years, lexicon.months, lexicon.days),
        *(lexicon.events, lexicon.undertakings, lexicon.spells, lexicon.recent_years, lexicon.held_days),
        *(lexicon.now, lexicon.opening_now, lexicon.vague, lexicon.same_periods, lexicon.recurring),
        *(lexicon.weeks, lexicon.feasts, (word for word in lexicon.decades if not word[0].isdigit())),
        ("全年", "上半", "下半", "年底", "年末", "年初", "最近", "过去", "未来", "今后"),
    )
    seconds: dict[str, set[str]] = {}
    for word in (word for words in lists for word in words):
        seconds.setdefault(word[0], set()).add(word[1])
    numerals = f"0-9十两半{_ONES}"
    bare = "".join(sorted({word[0] for word in (*lexicon.year_slips, *lexicon.after_years)}))
    numbers = (
        rf"[0-9]{{1,2}} ?(?:[年月季、和天周世]|个[月季星]|{_DASH})|[0-9]一[0-9]",
        rf"[0-9]{{4}}(?: ?[年学、和/.{bare}]|{_DASH})",
        rf"[十两半〇○零{_ONES}]{{1,4}} ?(?:[年月季学天周世、和五”\"’期时以末初规计]|个[月季星]|{_DASH})",
        rf"元(?:月|{_DASH})",
        rf"[近这第前头] ?的?[{numerals}]|[“”\"'‘’][十{_ONES}]",
    )
    words = "|".join(f"{first}[{''.join(sorted(rest))}]" for first, rest in sorted(seconds.items()))
    return (
        f"(?:(?=[{numerals}〇○零元近这第前头“”\"'‘’])(?={'|'.join(numbers)})"
        f"|(?=[{''.join(sorted(seconds))}])(?={words}))"
    )


@functools.cache
def time_pattern(quick: bool = True) -> re.Pattern[str]:
    """The pattern; the named groups that matched tell what was written.

    Args:
        quick: look at the opening first. Without it the matches are the same, and slower; tests compare them.
    """
    lexicon = load_times()
    return re.compile(
        rf"(?<![0-9.]){_openings(lexicon) if quick else ''}(?:(?:{_others(lexicon)})"
        rf"|(?P<calendar>(?P<anchor>{_year(lexicon)})?(?:(?(anchor) ?的? ?)(?P<part>{_part(lexicon)}))?"
        rf"(?(anchor)(?! ?[0-9十{_ONES}]{{1,3}}岁)|(?(part)|(?!)))"
        rf"(?P<same_period>同期)?(?P<since>{_SINCE})?(?P<limit>{_LIMIT_AFTER})?))"
    )
