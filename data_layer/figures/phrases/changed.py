"""What a change or a rank is of: the phrase before its words of direction or order, or what was told before.

What belongs here: changes and ranks. Whether a number is a change is told by ``changes``; levels and shares
are named in indicators.py.
"""

from __future__ import annotations

import re

from data_layer.figures.changes import change_tail, changed_object, more_done
from data_layer.figures.numbers.quantities import Form
from data_layer.figures.phrases.carrying import carried, is_amount, with_head
from data_layer.figures.phrases.pairs import one_of_pair, other_of_pair
from data_layer.figures.phrases.phrasing import names_entry, one_sort, unchanged, without_change_verb
from data_layer.figures.phrases.preceding import changed_before, clause_before
from data_layer.figures.phrases.trimming import trim_left, without_dependent
from data_layer.figures.statements import Named, Origin, Statement, Told
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.phrases import load_phrase_words

__all__ = ["change_of", "rank_of"]

_PLACES = (
    r"(?:全国|全省|全市|全区|全县|全州|省内|国内|世界|全球|同类[^，]{0,6}|[^，居列在]{0,4}(?:省|市|州|县|区))"
)
_SPENT = frozenset({"投入", "投资"})
"""Verbs elsewhere; what grew by them is a noun (投资增长5%)."""
_PACE_AHEAD = re.compile("增速|增幅|降幅|涨幅")
"""较全省增速高1.8个百分点: the pace is compared, not the share told before."""
_SORTS_OF_RANKS = frozenset({"综合", "总", "总体", "单项", "月度", "年度"})
"""综合排名全省第3位: the word only sorts the rank."""
_RANKING = re.compile(
    rf"(?:稳|仍|高|均|分(?=[居列位])|连续[^，]{{0,6}}|继续)?(?:位?居|排名?|位列|名列|列|跃居|跃升至?|升至|保持|稳定)?在?{_PLACES}?的?"
    r"(?:排名|位次|排位)?(?:并列|位?居|排名?|位列|列|均居|(?:上|提|攀)升[至到为]|前移[至到])?在?(?:前列)?的?$"
)
_RANKED_WITHIN = re.compile(
    r"在[^，。；]{2,28}中(?:稳|均|跃)?(?:位?居|排名?|位列|名列|列)?(?:正数|倒数)?(?:第)?$"
)
"""增速在全省27个基地中居第7位: among whom is no indicator."""
_CONTEST = re.compile(
    r"(?P<what>[^，。；]{2,40}?(?:考核|考评|评比|评选|竞赛|大赛|比赛|测评|评估|评议|检查|督查|擂台赛))(?:活动)?中$"
)
_WHO_IS_RANKED = re.compile("(?:[\u4e00-\u9fff]{2,10}[区县市局镇乡院校])?")
_PLACED_IN = re.compile(r"(?:位?居|位列|名列|列)(?P<what>[^，。；]{2,4})")
"""位列全市考核第3位."""
_IN_BRACKET = re.compile(r"[一两1]项(?:指标|工作)?[（(](?P<what>[^（）()、，；]{3,24})[）)][^，。；]{0,10}$")
"""一项（案件执结率）居全市第二: what is ranked is told in the bracket."""
_AMONG_SO_MANY = re.compile(
    r"(?<=.)(?:位?居|排名?|位列|名列|列)在?[^，。；居列在0-9]{0,8}[0-9]{1,3}个?[县市区州旗]+中?(?:排名?|位?居|列)*$"
)
"""增幅列岳阳9县市第3: among how many."""
_RANKED_AMONG = re.compile(r"(?<=..)(?:稳|均|均位|位|跃)?(?:居|列)[^，。；居列]{2,20}$")
_LISTED_IN = re.compile(
    r"(?:跻身|入围|入选|进入|荣登|登上|上榜|名列|位列)(?:了|于)?(?P<what>[^，。；、]{2,28}?(?:强[县市区州镇]?|榜单?|名单|方阵)(?:[（(][县市区]+[)）])?)(?:之列|行列|序列)?$"
)
"""连续三年跻身全国百强县行列，位次升至第40位: a place in the list is told."""
_YEARLY = re.compile(
    r"(?<![青少老中成童壮学新今去明前后当每全近周往历常平逐同整两半一二三四五六七八九十0-9])年$"
)
"""游客量年增40%, 人口年净增3200人: how often it grows is no part of what grows."""
_PULLS = re.compile(
    r"(?:带动|[上下]拉(?!动)|拉动(?![力率])|影响(?!力))(?P<what>[^，。；]{2,16}?)(?:增长|上升|提高|回升|下降|回落|下滑)?$"
)
_GAIN = re.compile(
    r"(?P<gain>(?:户均|人均|人平|亩均|村均|年均|每[户人亩][^，。；]{0,2}?)(?:每?亩)?(?:年?均|每?[年月])?(?:可|能)?(?:增收|增产|节本|减支|减负))(?:达到?|约|近|超过?|在)*$"
)
"""户均增收4800元: what every household gained is told, and stands for itself."""
_GAINED = re.compile("增收|增产|增效|节本|减支|减负")
_AVERAGE_BEFORE = re.compile(r"^的[^，。；]{0,4}?(?:水平|平均值|平均数|均值)")
"""比全省60%的平均水平高6个百分点: of the average the number before tells."""
_SOME_OF = re.compile(
    r"(?P<what>[^，。；、]*?)(?:[其另]?[中外余]?的?有|其余的?|其[中他]的?|另有?)?(?:[一二三四五六七八九十百几多两数]+|多数)[个户]"
    r"(?:大队|生产队|公社|高级社|合作社|[社队村乡镇县市区户]|农户|企业|行业|单位|乡镇|县[市区]|园区)也?"
)
"""早稻有六个大队比去年增产四成，八个大队增产两成: among how many it grew so is told in passing."""
_EACH = re.compile(r"每[^，。；、0-9比较]{1,3}|[人户亩村]均")
_EXCEPT = re.compile(r"除[^，。；除]{0,12}$")
"""报修量除甲镇下降7%外，均上升: who is the exception is told as its place."""
_EARNERS = re.compile(r"(?:户|群众|[农居村渔牧]民|人口|职工|社员|村集体|劳动力|助农|促农|帮农)$")
"""带动脱贫户增收1800万元: who earns more is no indicator by itself."""
_SHARED = re.compile("[对占]")
"""Before these stands what pulls: 民营企业进出口占总值, 服务业对增长的贡献率."""
_SHARE_END = re.compile(r"(?:的?比重|占比|的?比例|份额)$")


def rank_of(told: Told, statement: Statement) -> Named:
    """A rank takes what is ranked."""
    left = _AMONG_SO_MANY.sub("", _RANKED_WITHIN.sub("", statement.left))
    phrase = trim_left(_RANKED_AMONG.sub("", _RANKING.sub("", left)))
    if phrase in _SORTS_OF_RANKS and (not told.memory.phrase or told.memory.phrase.endswith("排名")):
        return Named(phrase + "排名")
    phrase = placed["what"] if (placed := _PLACED_IN.fullmatch(phrase)) else phrase
    if phrase in load_cues().ranked and told.memory.phrase:
        return Named(unchanged(told.memory.phrase) + phrase, Origin.JOINED)
    if bracketed := _IN_BRACKET.search(statement.left):
        phrase = bracketed["what"]
    if _WHO_IS_RANKED.fullmatch(phrase) and (contest := _contest_before(told, statement)):
        return Named(contest, Origin.JOINED)
    if not phrase and (listed := _list_before(told, statement)):
        return Named(listed)
    return _completed(told, phrase, statement)


def change_of(told: Told, i: int) -> Named:
    """A growth takes what grew."""
    statement = told.statements[i]
    if gain := _GAIN.search(statement.left):
        return Named(gain["gain"])
    if more := more_done(statement.context.left):
        return _of_more_done(told, statement, more)
    left = _AVERAGE_BEFORE.sub("", statement.left) if statement.context.after_quantity else statement.left
    m = change_tail(left)
    words = left[: m.start()] if m else _changed(left, statement)
    if statement.context.right.startswith(("外", "以外", "之外")):
        words = _EXCEPT.sub("", words)
    phrase = trim_left(words)
    if m and (gained := _gained(phrase, m.group())):
        return Named(gained)
    phrase = _YEARLY.sub("", phrase) if m else phrase
    if m and (some := _SOME_OF.fullmatch(phrase)):
        phrase = trim_left(some["what"])
    if phrase.endswith("自然") and m and "增长" in m.group():
        return Named(phrase + "增长")  # 人口自然增长3万人
    if statement.context.right in load_cues().earned and _EARNERS.search(phrase):
        return Named(phrase + statement.context.right)  # 为社员增加1200元收入
    if (not phrase or phrase.endswith("幅度")) and (before := changed_before(told, i)):
        return Named(before, Origin.JOINED)
    if statement.quantity.dimension == "points":
        return _of_points(told, statement, phrase, words, m)
    named = _completed(told, phrase, statement)
    return _of_rank(named) if statement.quantity.dimension == "rank_change" else named


def _of_points(
    told: Told, statement: Statement, phrase: str, words: str, tail: re.Match[str] | None
) -> Named:
    """By how many points a share changed, or pulled up or down what it is a share of."""
    share = _SHARE_END.search(words)
    if phrase and share and not phrase.endswith(share.group()):
        phrase += share.group()
    if not phrase and told.memory.passed:
        return _of_passed(told, tail)
    if phrase not in load_cues().of_change and (pulls := _PULLS.search(statement.left)):
        subject = _SHARED.split(unchanged(told.memory.phrase), maxsplit=1)[0]
        own = trim_left(statement.left[: pulls.start()])
        return Named((own or subject) + pulls.group(), Origin.BESIDE if own else Origin.JOINED)
    return _completed(told, phrase, statement)


def _of_more_done(told: Told, statement: Statement, more: re.Match[str]) -> Named:
    """比上年多收粮食1200万斤 is of 收粮食; a verb alone takes what was told before it."""
    deed = trim_left(more["deed"])
    each = _EACH.match(statement.context.left)
    if each and each.end() <= more.start():
        return Named(each.group() + deed)
    if len(deed) <= 1 or load_phrase_words().only_verbs(deed):
        thing = trim_left(statement.context.left[: more.start()])
        return Named(thing) if thing else carried(told, deed)
    return Named(deed)


def _gained(phrase: str, tail: str) -> str:
    """What earners, or nobody who is named, gained (农民年增收, 年增收); empty where no gain is told."""
    if "增收" in tail and _EARNERS.search(phrase.removesuffix("年")):
        return phrase + "增收"
    gained = _GAINED.search(tail) if phrase == "年" else None
    return phrase + gained.group() if gained else ""


def _changed(left: str, statement: Statement) -> str:
    """What a verb of change before it changes: 新工艺降低能耗20% is of 能耗."""
    words = without_change_verb(left)
    done = changed_object(left) if words == left and statement.quantity.dimension == "percent" else None
    return done["object"] if done else words


def _of_passed(told: Told, tail: re.Match[str] | None) -> Named:
    """The share that was told last; where the words name a pace, that of what was told before it."""
    pace = _PACE_AHEAD.search(tail.group()) if tail else None
    if pace and told.memory.phrase:
        return Named(unchanged(told.memory.phrase) + pace.group(), Origin.JOINED)
    return Named(told.memory.passed, Origin.CARRIED, passing=True)


def _of_rank(named: Named) -> Named:
    """税收比重居全省第3位，上升1个位次: by how much the rank of what was ranked changed."""
    placed = named.phrase.endswith(("位次", "排名", "名次"))
    return named if placed else named._replace(phrase=named.phrase + "位次", origin=Origin.JOINED)


def _completed(told: Told, phrase: str, statement: Statement) -> Named:
    """The phrase of a change or rank, with what was told before where it does not stand by itself."""
    if phrase in load_cues().of_change and told.memory.phrase:
        return Named(unchanged(told.memory.phrase) + phrase, Origin.JOINED)
    if one := one_of_pair(told, phrase, statement) or other_of_pair(told, phrase):
        return Named(one, Origin.JOINED)
    if phrase == "支出":
        return Named(phrase)
    if phrase in load_cues().earned or phrase in _SPENT:
        return with_head(told, phrase, statement)
    if not phrase or load_phrase_words().only_verbs(phrase):
        if names_entry(phrase, statement):
            return Named(phrase)
        done = next((one for one in reversed(told.memory.recent) if phrase and one.startswith(phrase)), "")
        if done:  # 立案298件、结案308件，立案增长1.7%
            return Named(done)
        ranked = statement.quantity.form is Form.RANK
        return carried(told, "" if is_amount(statement) else phrase, None if ranked else statement)
    if phrase in load_cues().sorts and told.memory.phrase:
        return Named(one_sort(phrase, told.memory.phrase), Origin.JOINED)
    if phrase in load_cues().dependent:
        return with_head(told, phrase, statement)
    return Named(phrase + _measured_of_among(told, phrase))


def _measured_of_among(told: Told, phrase: str) -> str:
    """其中医药产业增长20%: an industry takes what is measured of those that it is among; else empty.

    So it does of the one told beside it: 采矿业增加值增长6%，制造业增长9%.
    """
    if not phrase.endswith("业"):
        return ""
    among = told.memory.among if told.memory.inside else ""
    beside = told.memory.phrase if told.memory.phrase in told.memory.recent else ""
    if not among and "业" not in beside[:-1]:
        return ""
    of = among or beside
    return of[len(without_dependent(of)) :] if of[-1:] in load_cues().measured_endings else ""


def _list_before(told: Told, statement: Statement) -> str:
    """The list that the clause before a rank tells of (跻身全国百强县行列，位次升至第40位); else empty."""
    m = _LISTED_IN.search(clause_before(told, statement))
    return trim_left(m["what"]) if m else ""


def _contest_before(told: Told, statement: Statement) -> str:
    """The contest of the clause before that somebody is ranked in (营商考核中，甲区排名第一); else empty."""
    m = _CONTEST.search(clause_before(told, statement))
    return trim_left(m["what"]) if m else ""
