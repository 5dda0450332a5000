"""Lists of things and of as many numbers: A、B分别X、Y gives each number the thing of its place."""

from __future__ import annotations

import re

from data_layer.figures.changes import change_tail
from data_layer.figures.phrases.phrasing import members, unchanged, without_their_count
from data_layer.figures.phrases.preceding import clause_before
from data_layer.figures.phrases.trimming import trim_left
from data_layer.figures.sentences import follows_in_list, run_length
from data_layer.figures.statements import Statement, Told
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.phrases import load_phrase_words

__all__ = ["shared_thing"]

_PULLED = re.compile(r"(?:拉动|带动)(?![力率])[^，。；、]{0,12}?(?:增长|增速|上升|提高|回升|下降|回落)?$")
"""二、三产业分别拉动增长2.1和2.4个百分点: by what they moved another number, not by what they grew."""


_TARGET = re.compile(
    r"(?:完成|达到|占|为|是)+[了到]?(?P<target>[^，。；、0-9的]{0,6}(?:目标|任务|计划|预算)(?:任务|目标)?(?:总?数)?)的?$"
)
_GROWN = re.compile(
    r"(?<=..)(?:(?:供应|货源)(?:充足|稳定)|产销两旺|(?:均|都)?(?:保持|实现|呈现)?(?:较快|快速|稳定|平稳|大幅|持续|明显|全面)*(?:增长|增加|上升|上涨|下降|回升|回落)"
    r"(?:较快|较多|较大|明显|平稳|迅速|强劲|态势)?)$"
)
"""教育、卫生支出增长较快，分别增长5%、6%: what grew is listed before."""
_CONTRIBUTED = re.compile("^对[^，。；]{2,14}?的?贡献(?:率|度)$")
_PULLING = re.compile("(?:拉动|带动)[^，。；]*$")
"""第一产业拉动GDP增长2个百分点…，对GDP的贡献率分别为: whose contribution it is stands before 拉动."""
_BESIDE_PLACES = re.compile(
    r"分别(?:高于|低于|快于|慢于|好于|高出|[比较])(?:全?[国省市州区县]|[国省市州]平均)[、和与及](?:全?[国省市州区县]|[国省市州]平均)"
)
"""分别高于全国、全省2和3个百分点: one thing is compared with several places."""
_BEGUN = re.compile(r"[由从][^，。；、由从]{0,12}$")


def shared_thing(told: Told, i: int) -> str:
    """A、B分别X、Y: the k-th number takes the k-th thing."""
    if told.statements[i].listed or _BESIDE_PLACES.search(told.statements[i].context.left):
        return ""
    goes_on = follows_in_list(told.statements[i].context) or _only_changes(told.statements[i])
    if told.memory.shared and i and goes_on:
        return told.memory.shared.pop(0)
    told.memory.shared = []
    left = told.statements[i].left
    at = left.rfind("分别")
    count = run_length(told.around, i)
    if at >= 0 and count == 1:
        changing = _changing(told, i)
        listed = len(members(left[:at], changing)) if trim_left(left[:at]) else len(told.memory.recent)
        count = changing if changing > 1 and listed == changing else count
    if at < 0:
        return _paired(told, i, count) or _from_to(told, i, count) or _side_by_side(told, i, count)
    growth = change_tail(left) if told.statements[i].growth else None
    own = trim_left(left[at + 2 : growth.start()] if growth and growth.start() > at else left[at + 2 :])
    if reached := _paces(told, left[:at], count) or _reached(told, left[at + 2 :], count):
        return reached
    if count > 1 and not growth and len(own) > 2 and not load_phrase_words().only_verbs(own):
        told.memory.shared = [own] * (count - 1)  # 三区分别建成幼儿园3个、5个: one thing
        return own
    if shares := _shares(told, left[:at], count):
        return shares
    before = left[: min(at, growth.start())] if growth else left[:at]
    things = members(left[:at], count) if trim_left(before) else _told_before(told, i, own, count)
    if len(things) != count or count < 2:
        return ""
    if pulled := _PULLED.match(left, at + 2):
        things = [thing + pulled.group() for thing in things]
    told.memory.shared = things[1:]
    return things[0]


def _paces(told: Told, before: str, count: int) -> str:
    """甲业、乙业分别增长9%、10%，增速分别提高5、3个百分点: the paces are those of the things told before."""
    word, recent = trim_left(before), told.memory.recent
    if word not in load_cues().of_change or count < 2 or len(recent) < count:
        return ""
    things = [unchanged(thing) + word for thing in recent[-count:]]
    told.memory.shared = things[1:]
    return things[0]


def _only_changes(statement: Statement) -> bool:
    """Whether nothing but words of change stands before a change (出口、进口分别增长5%、下降3%)."""
    tail = change_tail(statement.left) if statement.growth else None
    return tail is not None and tail.start() == 0 and statement.context.opened_by in ("、", "，", ",")


def _changing(told: Told, i: int) -> int:
    """How many changes stand side by side from one on, each with words of change of its own."""
    first, count = told.statements[i], 1
    for statement in told.statements[i + 1 :] if first.growth else ():
        if not _only_changes(statement) or statement.quantity.dimension != first.quantity.dimension:
            break
        count += 1
    return count


def _told_before(told: Told, i: int, own: str, count: int) -> list[str]:
    """The things told before, one each: with numbers of their own, or as a list that holds none.

    灯具、船舶、家具出口拉动有力，分别出口98亿元、87亿元、65亿元.
    """
    clause = clause_before(told, told.statements[i])
    listed = count > 1 and clause.count("、") + 1 == count and not any(c.isdigit() for c in clause)
    if listed and (grown := _GROWN.search(clause)):
        return [thing.replace("方面", "") for thing in members(clause[: grown.start()], count)]
    if len(recent := told.memory.recent[-count:]) == count:
        return recent
    if not listed:
        return []
    *things, last = clause.split("、")
    last = without_their_count(last)
    own = "" if own and change_tail(own) else own
    if own and own in last:
        last = last[: last.index(own)]
    if all(thing[-1] == things[0][-1] for thing in things) and things[0][-1] in last[1:]:
        last = last[: last.index(things[0][-1], 1) + 1]  # 盗窃罪、诈骗罪下降幅度较大
    return [thing + own for thing in (trim_left(things[0]), *things[1:], last)]


def _paired(told: Told, i: int, count: int) -> str:
    """收入分别完成A、B，同比增长X%和Y%: the changes take the levels told just before, one each."""
    statement, recent = told.statements[i], told.memory.recent
    m = change_tail(statement.left) if statement.growth else None
    if m is None or count < 2 or len(recent) < count or trim_left(statement.left[: m.start()]):
        return ""
    told.memory.shared = recent[-count + 1 :]
    return recent[-count]


def _reached(told: Told, behind: str, count: int) -> str:
    """甲完成A、乙完成B，分别完成年计划的X%和Y%: how far the things told before are, one each."""
    m = _TARGET.match(behind)
    recent = told.memory.recent or told.memory.earlier  # 出栏牛…。出栏羊…。分别完成目标的42%、34%
    if m is None or count < 2 or len(recent) < count:
        return ""
    told.memory.shared = [f"{thing}完成{m['target']}" for thing in recent[-count + 1 :]]
    return f"{recent[-count]}完成{m['target']}"


def _from_to(told: Told, i: int, count: int) -> str:
    """A、B由X、Y增加到Z、W: what is reached is told of the things that the earlier numbers were told of."""
    first, recent = i - count, told.memory.recent
    if count < 2 or first < 0 or len(recent) < count or run_length(told.around, first) != count:
        return ""
    own = trim_left(told.statements[i].left)
    begun = _BEGUN.search(told.statements[first].context.left)
    if not begun or (own and not load_phrase_words().only_verbs(own)):
        return ""
    told.memory.shared = recent[-count + 1 :]
    return recent[-count]


def _shares(told: Told, before: str, count: int) -> str:
    """甲、乙产值分别为A、B，占总产值的比重分别为X、Y: the shares are of the things told before, one each."""
    recent = told.memory.recent
    given = _CONTRIBUTED.search(before)
    if given and count > 1 and len(recent) >= count:
        things = [_PULLING.sub("", thing.removesuffix("占比")) + given.group() for thing in recent[-count:]]
        told.memory.shared = things[1:]
        return things[0]
    share = trim_left(before)
    if not share.startswith("占") or count < 2 or len(recent) < count:
        return ""
    told.memory.shared = [thing + share for thing in recent[-count + 1 :]]
    return recent[-count] + share


def _side_by_side(told: Told, i: int, count: int) -> str:
    """A、B达X、Y: as many things as numbers of one dimension, each side by side, take one each."""
    if count < 2:
        return ""
    row = told.statements[i : i + count]
    alike = len({s.quantity.dimension for s in row}) == 1
    beside = all(s.context.after_quantity or s.context.opened_by == "、" for s in row[1:])
    things = members(row[0].left, count) if alike and beside else []
    if len(things) != count or any(load_phrase_words().only_verbs(thing) for thing in things):
        return ""
    told.memory.shared = things[1:]
    return things[0]
