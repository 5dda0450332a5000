"""Cuts an indicator's phrase out of the words before or behind a number.

What belongs here: where a phrase begins and ends. Which side of the number it stands on is decided in
indicators.py.
"""

from __future__ import annotations

import re

from data_layer.figures.phrases.each import is_per_so_many
from data_layer.figures.phrases.shortening import LONGEST_PHRASE, cut_short, shortened, such_things
from data_layer.lexicon.cues import load_cues
from data_layer.lexicon.phrases import load_phrase_words

__all__ = [
    "attribute_of",
    "balanced",
    "trim_left",
    "trim_right",
    "without_asides",
    "without_dependent",
    "without_stage",
]

_SPACES = re.compile(r"[ \u3000]+")
_QUOTE = re.compile(r"[“”‘’《》]")
_ASIDE = re.compile(r"[ \u3000(（\[［〔年月次届天时日]")
"""A character that every space, bracket and length of time holds."""
_NOTE = re.compile(r"[\[［〔][0-9]{1,2}[\]］〕]")
"""常住人口[3]: the mark of a footnote."""
_OPENING_MARKS = '”’"、，,：:·—-)）●○■□◆◇★☆▲△►▶•※➢'
"""Marks before a phrase that are none of it: ends of quotations and brackets, bullets of a list."""
_BRACKETED = re.compile(
    r"(?![(（](?:助理|居|镇|乡|社区)[)）][\u4e00-\u9fff]{2}|(?<=小)[(（][一二12ⅠⅡI]{1,2}[)）]型)[(（][^()（）]{0,14}[)）]|[(（](?:含|包括|不含)[^()（）]{0,60}[)）]|[(（][^()（）]{0,60}[)）]$"
)
_INFLUENCED = re.compile(r"(?:因|由于|受)[^，、]{2,12}(?:影响|拖累|带动|推动)(?=$|[^，、的]{2})")
"""受疫情影响走高: why, not what."""
_ACTOR = re.compile(
    r"[^，、的]{0,12}(?:院|局|委|部门|系统|机关|机构|警方|政府|集团|银行|[大支中]队|中心|热线)(?:累计|共计|一共|共)(?=.{2})"
)
"""全市法院共受理各类案件: who did it is not what was done."""
_ALTOGETHER = re.compile(
    r"(?<=[^，、总一公统合][^，、总一公统合])(?:累计|共计|一共|(?<![公总一合])共)(?=[^同产建享治有享用识济和].)"
)
"""景区共接待游客: how it was added up stands inside."""
_HAVING = re.compile(r"[^占]*[^占总]{2}(?:共有|共设|现有|拥有|(?<!建)设有|建有)(?=[^权制限色别][^，])")
"""高企建有科研机构87个: who has it is not what it is."""
_WITHIN_HAVING = re.compile(
    r"(?:[村镇乡园县区社厂矿校院店组寨馆][里内中])(?:就|还|现|共|已|只|仅|便)*有(?=[^权效关机序线所名].)"
)
"""村里有木耳大棚6座: where they stand is not what they are."""
_JUST_EARNS = re.compile(r"(?<=..)就(?=纯?收入|[赚挣卖])")
"""种植药材就纯收入20万元: how easily it came is none of it."""
_THIS_TIME = re.compile(
    r"^(?:此|本|这)次(?:[^，、的]{0,4}(?:活动|行动|会议|仪式|大会|检查|培训会?|招聘会)(?:中|上|期间)?(?:还|共计|累计|一共|共)*)?(?=...)"
)
"""此次集中开工项目32个, 本次行动共出动警力: on which occasion is told elsewhere."""
_ABLE = frozenset({"能", "可"})
_PLACE_UNITS = frozenset("县市区州地")
_PLACES_TOGETHER = re.compile(
    r"^(?:(?:[^，、]{2,6}[、和与]){1,9}[^，、]{2,6}?)?[两二三四五六七八九十][县市区州地]+(?:[（(][^（）()]{1,4}[）)])?(?:合计|共计|共)?(?=..)"
)
"""冷水江、涟源两地用电量, 三县合计税收: of which places is told elsewhere."""
_LIGHT = re.compile(r"(?:实现|完成|达到|取得|做到)(?:了)?(?=.{3})")
_INNER_LIGHT = re.compile(r"(?<=[^，]{2})(?:累计|共计|共|已|预计)?(?:完成|实现)了?(?=[^，率][^，])")
_LASTING = re.compile(
    r"连续[0-9一二三四五六七八九十多]+(?:年|个月|次|届)|[在前]?(?<!学前)(?<![0-9.])[0-9一二两三四五六七八九十]+(?:个月|年(?![级制])|天|小时|个工作日)(?:时间)?[内里间就]?(?!以[上下内]|滑动|平均|均值)"
)
_FOR_WHOM = re.compile(
    r"(?:[^，、的]{0,6}(?:警方|民警|干警|公安|机关|法院|检察院|[分支]?局|部门|[大支中]队))?"
    r"(?:集中|公开|统一|现场|先后|累计|共计|共|已|还)*[为给帮向](?:助)?(?:(?:广大|受害|受骗|被害|人民|当地|失主)*(?:群众|百姓|国家|集体|企业|单位|受害人|当事人|用户|失主|市民)"
    r"[、和与及]?)+(?=挽回|追回|避免|节约|节省|减轻|减少|止损|[返发归退]还|清退|追缴)"
)
"""为国家和群众挽回损失, 警方向失主返还现金: for whom, not what."""
_CENSUS = re.compile(r"第[一二三四五六七八]次(?:全国)?(?:人口|经济|农业|污染源)?普查(?=.{3})")
"""第七次全国人口普查常住人口: who counted is told elsewhere."""
_RECKONED = re.compile(
    r"[^，、]{2,6}口径(?=[^，、的]{3})|按[^，、]{2,10}(?:(?:计算|测算|折算|核算|统计)的?|(?:类别|类型|性质|领域|区域|地区|行业|用途|来源)(?:来)?(?:分|划分|看)类?)(?=$|[^，、的]{3})"
)
"""按常住人口计算人均地区生产总值: how it was reckoned, not what."""
_NUMBERED = re.compile(
    r"(?<![A-Za-z.0-9])[0-9]+[大小]?[类个项种]?(?:方面)?$|(?<=..)(?<!第)[一二两三四五六七八九十0-9]+批次?$|(?<=..)[一两二三四五六七八九十][台座辆艘架部套头匹株棵]$"
)
_FROM_SO_MANY = re.compile(
    r"(?<=..)[从由][一两二三四五六七八九十][个家户间座头只台条名](?:逐步|逐年|迅速|快速)?$"
)
"""蜂箱从三个逐步增至46个: what there was before, told in passing."""
_GROUNDS = re.compile(
    r"(?:根据|按照|结合)[^，、]{2,12}?(?:情况|结果|要求|规定|意见|程序)(?=[^，、的]{4})"
    r"|(?:^|(?<=，))(?:(?:以|采取)[^，、]{2,8}?(?:形式|方式)(?=[^，、的]{4})|通过[^，、]{2,12}?(?=共计?.{4}|累计.{4}))"
)
"""根据考评情况评选出最美校园8个: on what grounds is not what."""
_SESSION = re.compile(
    r"(?<=.)(?:[从至在]|达?到|达)?[一二三四五六七八九十]{1,3}届[一二三四五六七八]次(?:会议|全会)?的?$"
)
"""集体提案比重从十届一次的4%上升至十届五次的16%: the session is a time."""
_AT_CENSUS = re.compile(
    r"(?<=..)[由从]第[一二三四五六七八]次(?:全国)?(?:人口|经济|农业)?普查(?:[时中]|数据|结果)*的?$"
)
"""性别比由2010年第六次普查时的104.2升至105.1: the census is a time."""
_BY_STANDARD = re.compile(r"^[^，、]{2,}按照?(?=[人户亩村]均)")
"""网格员按照人均管理居民不超过700人的标准配备: who is provided for is not what is told."""
_SET_BEFORE = re.compile(
    r"(?<=..)[由从][^，、由从]{0,6}?(?:核定|安排|规划|预算|确定|下达|公布|测算|设计|预测|批复)的?$"
)
"""赤字率由年初安排的3%提高到4%: who set the earlier number is not what."""
_HELD = re.compile(
    r"(?:均|全部|都|严格|稳定|有效|始终)*(?:控制|保持|稳定)在[^，、]{0,6}(?:目标|指标|计划|任务|标准|红线)(?:值|数|任务)?$"
)
"""损耗率均控制在计划目标5%以内: that it was held is not what."""
_AIMING = re.compile(r"^(?:争取|力争|努力)(?:使|让)?(?:全[省市县区州旗])?(?=[^，、]{2,}率$)")
"""争取全区参保率达95%: what is aimed at is the rate."""
_IN_STEPS = re.compile(r"^分[0-9一二两三四五六七八九十]+个?(?:批次?|期|步|轮|阶段)(?=..)")
"""分8批选派特派员: how it was done."""
_THIS = re.compile(r"^.{2,}这[个座家条所处项](?=..)")
_JUST = re.compile(r"(?<=..)就(?:已经?)?(?P<done>.{1,4})$")
"""工人工资就支付了30万元: what stands behind 就 is done to what stands before it."""
_SMALL_COUNT = re.compile(r"[一两二三四五六七八九十]+[个项条家名位座所类批]")
_QUOTED_NAME = re.compile("^“[^”]{1,8}”")
_ONE_OF_IT = re.compile("(?<=..)[一两二三四五六七八九十][幢栋座所处条个台间套]$")
"""新建900平方米仓库一座: how many of what is measured."""
_ONE_OF_MANY = re.compile(r"(?<=..)等(?:一批|一大批|多个|众多|[0-9一二两三四五六七八九十]+[个家项])")
"""投资7亿元的食品项目等一批优质项目: the sum is of the first."""
_CUT_BEHIND = re.compile(
    r"[0-9]|(?:[位名]?[居列]|排)(?=全[国省市州区县])|[年户人亩村]均(?=增收|增加|增产|节|减|可|收入)|共同(?=发展|致富|富裕|增收)|(?<=[户民众人者工])家[里中](?=的)|予以|作为|供[^，。、]{1,8}(?:选择|挑选|选用|参考)|[于在](?=[0-9今去明前近])|(?<![潜存所正现内外实])在$|(?<=.)共有|[和与及]一[批系]|手[中里]|(?<=项目|工程|企业|实事|产品|单位|人员|群众)中|(?<=断面|水体)水质|(?<=村|户)中(?=派|有|已|也)|是(?:从|由|在|来自)|来自|卓有成效|成效显著|(?<=单位|部门)(?:承办|协办|负责)$|汇聚|云集|齐聚|共聚|肩负|正在|(?:已经?|基本|全部|初步)+实现|(?:扎实|稳步|有序|加快|全力|正)(?:推进|推动|实施|建设|开工|落地)|(?<![集其高初之途空])中$|当中|之中|中有$|迎来|喜获|长势|开镰|(?<=项目|工程|企业|单位|乡镇|街道)(?:已经?|共|累计|超额|提前|全部)*(?:完成|实现|达到|纳入|列入|落户|荣获|获评)(?!率)|(?<=资金|现金|款物|财物)(?:集中|全部|悉数|及时)*(?:返还|发还|归还|退还)|联名|以及|进行|保持(?=稳定|基本)|等[^，]{0,3}$|的同时|以来|(?<!平)均|都|分别|按照|根据|围绕|奔?赴|(?<=[员人部师干者生队])(?:到|从|前往|深入)(?![位账岗期])|给予|(?<!棉)被(?![子褥])|为(?=全|[^，]{2,}提供)|(?<=..)(?:(?:组成|构成|有|之一|(?<![工学课小计临平同及定按准])时|(?<![0-9])后|(?<![青少老中成童今去明前后当每全近周一二两三四五六七八九十几多半数])年|[0-9一二三四五六七八九十]+天)$|那[里儿]|正式(?=竣工|完工|投用|投产|开业|开园|启用|通车|运营|上线|开工|签约|落户)|(?<=[者客民众友商农人员])(?:来到|走进|走上|涌入|涌进|涌向|搅热|点燃|打卡|慕名|纷纷|排队|驻足|赶来|赶到|踊跃)|为例$|(?<=..)没有|(?<=..)尚(?=$|[在未]|挂)|(?:同比|环比)|[也还便却](?=.[^，]*了|顺利|已|全部|及时)|(?:[挂铺长开结堆坐站摆停放住][满着在]|[划变化改转评称定](?:为|成)(?=了?一))|组织实施|实行(?=[^，]{2})|提[质标](?=发展|升级|增效)|正常?有序|进展(?=$|顺利|迅速|良好|较快)|全面(?=梳理|排查|整改|推进|推行|实施|开展|落实|完成|实现|建成|铺开|启动)|(?:取得|得到)(?=[^，]{2})|(?:分解|细化|落实|下放|延伸)到|[^，、]{2}起来$|(?:共|总计|共计|合计)$|所(?=[涉需属在辖])|携(?=[^手带程])|(?:全部|(?<!平)均已?|已|将逐步)(?=[^，]{2,8}$)(?![^，]*[率员者人]))"
)
_IN_TURN = re.compile("(?<=..)(?:相继|陆续)(?=..)")
"""12个项目相继签约 is 项目签约."""
_JOINING = re.compile(r"(?<=.)(?:和|(?<![惠涉普])以?及|(?<!参)与)(?:下游|周边|其他|其余)?$")
_ADVERBS = re.compile(r"(?:现场|一对一|全面|顺利|成功|积极|高质量|先后|陆续|全部|已经?|基本|初步)+$")
_GROUND_CHARS, _WHOM_CHARS = frozenset("据照合以取过"), frozenset("为给帮向")
_COUNT_CHARS = frozenset("0123456789大小类个项种面批次台座辆艘架部套头匹株棵")
_AIM_CHARS = ("争", "力", "努")
_ONE_CHARS, _JOINT_CHARS = frozenset("幢栋座所处条个台间套"), frozenset("和及与游边他余")
"""Characters that words hold, or end with, where the patterns above apply: most words do not."""
_BREAK = re.compile(
    r"开展|实现|完成|参与|获得|获评|顺利|成功|通过|全部|享受|走上|到位|用于|共同|达到|得到|提供|推动|推进|完善|投入"
)


def trim_left(words: str, *, whole: bool = False) -> str:
    """The phrase in the words before a number: openings and closings dropped, shortened where it is long.

    Args:
        whole: nothing is shortened, since the words are a list.

    >>> trim_left("其中累计新增就业达")
    '新增就业'
    """
    lexicon = load_phrase_words()
    words = words if _GROUND_CHARS.isdisjoint(words) else _GROUNDS.sub("", words)
    words = _inside_quote(without_asides(words).rstrip('：:“‘"（(—、，'))
    words = words if _WHOM_CHARS.isdisjoint(words) else _FOR_WHOM.sub("", words, count=1)
    while (shorter := lexicon.without_opening(words.lstrip(_OPENING_MARKS))) != words:
        words = shorter
    words = _THIS_TIME.sub("", words) if words[1:2] == "次" else words
    if words[:1] in _ABLE and lexicon.verbs.at(words, 1) >= 2:
        words = words[1:]
    if not _PLACE_UNITS.isdisjoint(words):
        words = _PLACES_TOGETHER.sub("", words)
    words = lexicon.without_closing(words)
    actor = _ACTOR.match(words) if "共" in words or "累计" in words else None
    if actor and (lexicon.verbs.at(words, actor.end()) >= 2 or words[actor.end()] in "立查破抓收审"):
        words = words[actor.end() :]
    if actor is None and ("共" in words or "累计" in words):
        words = _without_altogether(words)
    if aside := _CENSUS.match(words) or _RECKONED.match(words) or _INFLUENCED.match(words):
        words = lexicon.without_opening(words[aside.end() :])
    if light := _LIGHT.match(words):
        words = lexicon.without_opening(words[light.end() :])
    per_so_many = is_per_so_many(words)
    if "有" in words and not per_so_many and (having := _HAVING.match(words) or _WITHIN_HAVING.match(words)):
        words = words[having.end() :]
    words = _SESSION.sub("", words) if "届" in words else words
    words = _AT_CENSUS.sub("", words) if "普查" in words else words
    words = _BY_STANDARD.sub("", words) if "按" in words else words
    words = _SET_BEFORE.sub("", words) if "由" in words or "从" in words else words
    words = _HELD.sub("", words) if "在" in words else words
    words = _AIMING.sub("", words) if words.startswith(_AIM_CHARS) else words
    words = _without_count(words)
    words = _FROM_SO_MANY.sub("", words) if "由" in words or "从" in words else words
    words = _IN_STEPS.sub("", words) if words.startswith("分") else words
    words = _INNER_LIGHT.sub("", words) if "完成" in words or "实现" in words else words
    words = _without_just(without_done(words))
    if len(words) > LONGEST_PHRASE and not whole and not per_so_many:
        words = without_done(shortened(words)).removesuffix("等")
    return balanced(words)


def _without_just(words: str) -> str:
    """``words`` without 就 and what is done behind it (工资就支付), and without what leads to 这个."""
    words = _THIS.sub("", words) if "这" in words else words
    words = _JUST_EARNS.sub("", words) if "就" in words else words
    only = _JUST.search(words) if "就" in words else None
    lexicon = load_phrase_words()
    if only and (only["done"] in lexicon.short_verbs or lexicon.only_verbs(only["done"])):
        return words[: only.start()]
    return words


def without_done(words: str) -> str:
    """``words`` without the 了 of their first verbs (通过了审核 is 通过审核)."""
    verbs, end = load_phrase_words().verbs, 0
    while length := verbs.at(words, end):
        end += length
    return words[:end] + words[end + 1 :] if end and words[end : end + 1] == "了" else words


def _without_count(words: str) -> str:
    """``words`` without the number that ends them (产业项目有77项)."""
    numbered = _NUMBERED.search(words) if words[-1:] in _COUNT_CHARS else None
    return load_phrase_words().without_closing(words[: numbered.start()]) if numbered else words


def _without_altogether(words: str) -> str:
    """``words`` without 共 or 累计 between who did something and what was done (景区共接待游客)."""
    m = _ALTOGETHER.search(words)
    done = m and (
        load_phrase_words().verbs.at(words, m.end()) >= 2 or load_cues().dependent_heads.at(words, m.end())
    )
    if m is None or not done:
        return words
    return words[: m.start()] + words[m.end() :]


def _inside_quote(words: str) -> str:
    """What a quotation that goes on behind the number says (头件实事“新增就业4万人”), and not who said it."""
    at = words.rfind("“")
    return words[at + 1 :] if at >= 0 and "”" not in words[at:] and len(words) - at > _LONGEST_NAME else words


_SHORTEST_NOUN = 2
"""Characters of a noun that is left when how far it has come is taken off."""
_LONGEST_NAME = 4
"""Characters behind a quotation mark that may be a name only (“双百”)."""


def without_asides(words: str, *, lasting: bool = True) -> str:
    """``words`` without spaces, what stands in brackets and, if ``lasting``, how long it took (连续3年)."""
    if _ASIDE.search(words) is None:
        return words
    words = _BRACKETED.sub("", _NOTE.sub("", _SPACES.sub("", words)))
    return _LASTING.sub("", words) if lasting else words


def trim_right(words: str) -> str:
    """The phrase in the words behind a number.

    >>> trim_right("新修街路巷进行了命名")
    '新修街路巷'
    """
    words = without_asides(words, lasting=False).lstrip("的").rstrip("，。；、的了等）)（(")
    words = _ONE_OF_IT.sub("", words) if words[-1:] in _ONE_CHARS else words
    words = _JOINING.sub("", words) if words[-1:] in _JOINT_CHARS else words
    words = without_done(_IN_TURN.sub("", words) if "续" in words or "继" in words else words)
    words = _without_deed(words)
    m = _CUT_BEHIND.search(words) if len(words) > _SHORTEST_NOUN else None
    if m and (m.start() >= 2 or words[0] in "村户"):
        words = words[: m.start()]
    if len(words) > LONGEST_PHRASE - 2 and (such := such_things(words)):
        return such
    if len(words) > LONGEST_PHRASE - 2:
        m = _BREAK.search(words, 5)
        words = words[: m.start()] if m and m.start() <= LONGEST_PHRASE else cut_short(words)
    return _ADVERBS.sub("", balanced(load_phrase_words().without_long_closing(words.rstrip("的了等"))))


def _without_deed(words: str) -> str:
    """``words`` without what those who are counted did: 学校建成了在线课堂, 企业引进了新设备."""
    done = words.find("了", _SHORTEST_NOUN + 2)
    verb = load_phrase_words().verbs.before(words, done) if done > 0 else 0
    return words[: done - verb] if verb >= 2 and done - verb >= _SHORTEST_NOUN else words


def attribute_of(right: str) -> str:
    """的 behind a measure leads to what is measured: 占地5万平方米的车间; empty where no 的 stands there."""
    if not right.startswith("的") or _QUOTED_NAME.sub("", right[1:]).startswith(load_phrase_words().aims):
        return ""
    noun = _ONE_OF_MANY.split(right[1:], maxsplit=1)[0]
    return trim_right(_SMALL_COUNT.sub("", noun, count=1))


def without_stage(noun: str) -> str:
    """``noun`` without how far it has come: 污水处理厂建成运行, 枢纽站主体已完工: the works, the station."""
    stages = load_phrase_words().stages
    while (length := stages.before(noun, len(noun))) and len(noun) - length >= _SHORTEST_NOUN:
        noun = _ADVERBS.sub("", noun[:-length])
    return noun


def without_dependent(words: str) -> str:
    """``words`` without a bare head at the end, which the next number takes (项目总投资 -> 项目)."""
    length = load_cues().dependent_heads.before(words, len(words))
    if length and words.endswith("贷款") and words[:-length].endswith(load_cues().loan_sorts):
        return words
    return words[:-length] if length else words


def balanced(words: str) -> str:
    """``words`` without a quotation mark that has no partner."""
    if _QUOTE.search(words) is None:
        return words
    for opening, closing in ("“”", "‘’", "《》"):
        if words.count(opening) > words.count(closing):
            at = words.rfind(opening)
            words = words[:at] if at > len(words) // 2 else words[at + 1 :]
        elif words.count(closing) > words.count(opening):
            at = words.find(closing)
            words = words[at + 1 :] if at < len(words) // 2 else words[:at]
    return words
