"""What holds for any text: spans are exact, nothing raises, time is linear."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from data_layer.figures import changes, explain_rejected, extract_figures
from data_layer.figures.phrases import trimming
from data_layer.model import Article
from data_layer.places import region_by_adcode

PIECES = st.sampled_from(
    ["全市", "新增", "就业", "8210人", "，", "、", "；", "。", "（", "）", "其中", "分别", "增长", "10.2%"]
    + [
        "下降",
        "同比",
        "第二位",
        "居全省",
        "截至11月底",
        "今年以来",
        "由",
        "到",
        "至",
        "5241.5万",
        "元",
        "一二三",
    ]
    + [
        "百余",
        "七八十万元",
        "“",
        "”",
        "《",
        "》",
        "占",
        "的",
        "完成",
        "总投资",
        "2亿元以上",
        "项目",
        "均",
        "各",
    ]
    + ["3宗", "18亩", "-", "1,800", ".", "个百分点", "翻番", "\n"]
    + ["冷水江市", "娄底", "上坪村", "新华陶瓷公司", "小学", "村民张三", "我们", "说：", "本报讯", "他"]
    + ["\t", "\t", "单位：万元", "合计", "2021年", "比上年增长（%）", "镇名", "18.6", "—"]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=40).map("".join))


def article(text: str) -> Article:
    return Article("a", "s", "d", text, published=date(2022, 12, 31), region=region_by_adcode("431381"))


@settings(max_examples=150)
@given(TEXTS)
def test_spans_are_exact(text: str) -> None:
    read = article(text)
    last = -1
    for figure in extract_figures(read):
        assert read.text[figure.char_start : figure.char_end] == figure.quote
        assert figure.quote in figure.sentence
        assert len(figure.sentence) <= 400
        assert figure.sentence in read.text
        assert 0 <= figure.confidence <= 1
        assert figure.char_start > last
        last = figure.char_start
    for rejected in explain_rejected(read):
        assert read.text[rejected.start : rejected.end] == rejected.text


def test_same_article_same_figures() -> None:
    read = article("全市新增就业8210人，同比增长10.2%。")
    assert extract_figures(read) == extract_figures(read)


def test_a_long_sentence_is_cut_at_its_clauses() -> None:
    text = "，".join(f"第{i}批项目完成投资{i + 1}亿元" for i in range(120)) + "。"
    figures = extract_figures(article(text))
    assert len(figures) == 120
    assert all(len(figure.sentence) <= 400 for figure in figures)


_CHANGES = (
    "增长加高提升涨扩大回快上调出多拉动前降低落滑少减缩短压轻收窄萎跌挫放缓精简递核削慢净新同比较了为达，"
)


@given(st.text(alphabet=_CHANGES, max_size=14))
def test_every_change_holds_a_character_of_direction(words: str) -> None:
    if changes._TAIL.search(words):
        assert changes._DIRECTION.search(words)


@given(st.text(alphabet="连续在3三十多年个月次届天小时工作日内(（)） 新增就业", max_size=14))
def test_asides_are_dropped_from_every_phrase_that_holds_one(words: str) -> None:
    bare = trimming._BRACKETED.sub("", trimming._SPACES.sub("", words))
    assert trimming.without_asides(words, lasting=False) == bare
    assert trimming.without_asides(words) == trimming._LASTING.sub("", bare)
