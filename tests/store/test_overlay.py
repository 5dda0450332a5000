"""Decisions laid over a version: what each one does to every view, and that nothing else changes."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date

import pytest

from data_layer import deciding
from data_layer.decisions import DecisionKind, standing
from data_layer.decisions.applying import corrected_figure
from data_layer.errors import DecisionError
from data_layer.model import Check, Document, DocumentForm, Verdict
from data_layer.pipeline import ParsedDocument
from data_layer.store import Journal, load_tables
from data_layer.store.records import read_figure
from tests.store_fakes import REGIONS, make_article, make_figure, make_store, year

TEXT = "开头一句。2021年，全市城镇新增就业8210人，失业率3.1%。今年以来招聘会办了40场，热线12345很忙。结尾。"
OTHER = "另一篇。2021年，全市城镇新增就业8270人。"


def document(name: str, *articles: tuple[str, str, list[tuple]], checks: int = 0) -> ParsedDocument:
    """A document of (title, text, figures as (quote, value, unit, indicator))."""
    made, figures = [], []
    for number, (title, text, stated) in enumerate(articles, 1):
        article = make_article(
            name, number, text, title=title, region=REGIONS["431381"], published=date(2022, 12, 20)
        )
        made.append(article)
        for quote, value, unit, indicator in stated:
            known = "employment" if indicator == "城镇新增就业" else None
            figures.append(
                make_figure(article, quote, value, unit, indicator, indicator_id=known, period=year(2021))
            )
    found = [
        Check(f"rule-{name}-{n}", "share", Verdict.INCONSISTENT, figures[n].article_id,
              (figures[n].figure_id, figures[n + 1].figure_id), "一句话", weight=0.5)
        for n in range(checks)
    ]  # fmt: skip
    text = "\n".join(article.text for article in made)
    base = Document(name, made[0].document_id, DocumentForm.TEXT, text, "utf-8")
    return ParsedDocument(base, tuple(made), tuple(figures), tuple(found))


JOBS = ("8210人", 8210.0, "人", "城镇新增就业")
RATE = ("3.1%", 3.1, "%", "失业率")
FAIRS = ("40场", 40.0, "场", "招聘会")


def first() -> ParsedDocument:
    return document("a.txt", ("就业", TEXT, [JOBS, RATE, FAIRS]), ("独", OTHER, []), checks=2)


def second(name: str = "b.txt") -> ParsedDocument:
    return document(name, ("就业", TEXT, [JOBS, RATE]))


@pytest.fixture
def store(tmp_path):
    return make_store(tmp_path, [first(), second()])


def figure(store, quote: str, source: str = "a.txt") -> dict:
    return store.rows("SELECT * FROM figures WHERE quote = ? AND source = ?", [quote, source])[0]


def by_quote(store, source: str = "a.txt") -> dict[str, dict]:
    return {row["quote"]: row for row in store.rows("SELECT * FROM figures WHERE source = ?", [source])}


def test_a_corrected_value(store):
    before = by_quote(store)
    deciding.correct_figure(
        store, before["8210人"]["figure_id"], {"value": 0.812, "unit": "万元"}, by="王某", reason="原件如此"
    )
    after = by_quote(store)
    changed = after.pop("8210人")
    assert (changed["value"], changed["unit"], changed["value_as_read"]) == (0.812, "万元", 8210.0)
    assert changed["confidence_notes"] == ["人工更正"]
    assert changed["sentence"] == before["8210人"]["sentence"]
    before.pop("8210人")
    assert after == before
    assert store.rows("SELECT value FROM figures_as_read") == [{"value": 8210.0}]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            {"value": 8120.0},
            {"value": 8120.0, "base_value": 8120.0, "indicator_id": "employment", "value_as_read": 8210.0},
            id="value",
        ),
        pytest.param(
            {"indicator": "规模以上工业总产值", "unit": "元"},
            {"indicator_id": "industry.output_scale", "base_unit": "元", "value_as_read": None},
            id="indicator and unit, matched to the catalogue again",
        ),
        pytest.param(
            {"indicator": "某种没有的东西"}, {"indicator_id": None, "indicator_name": None}, id="unknown"
        ),
        pytest.param(
            {"region_adcode": "430100"},
            {"region_name": "长沙市", "region_level": "prefecture", "placed": "430100"},
            id="a region that the version did not name",
        ),
        pytest.param({"region_adcode": None}, {"region_name": None, "placed": "431381"},
                     id="no region: the article's"),
        pytest.param(
            {"period_start": "2021-01-01", "period_end": "2021-10-31"},
            {"period_type": "to_date", "period_end": date(2021, 10, 31), "period_text": None},
            id="period",
        ),
        pytest.param({"period_start": None}, {"period_type": "point", "period_start": None}, id="a stock"),
        pytest.param({"kind": "rank", "unit": "位"}, {"kind": "rank", "base_unit": None}, id="rank"),
        pytest.param({"scope": "entity", "place": "某镇"}, {"scope": "entity", "place": "某镇"}, id="scope"),
    ],
)  # fmt: skip
def test_what_follows_from_a_correction(store, changes, expected):
    deciding.correct_figure(store, figure(store, "8210人")["figure_id"], changes, by="王某")
    row = figure(store, "8210人")
    assert {name: row[name] for name in expected} == expected


def test_a_new_region_has_its_holders(store):
    deciding.correct_figure(
        store, figure(store, "8210人")["figure_id"], {"region_adcode": "450103"}, by="王某"
    )
    found = store.rows("SELECT adcode, parent FROM regions WHERE adcode LIKE '45%' ORDER BY adcode")
    assert [row["adcode"] for row in found] == ["450000", "450100", "450103"]
    assert store.rows("SELECT count(*) AS n, count(DISTINCT adcode) AS m FROM regions") == [{"n": 6, "m": 6}]


def test_the_latest_of_each_field_wins(store):
    one = figure(store, "8210人")["figure_id"]
    deciding.correct_figure(store, one, {"value": 1.0, "place": "甲镇"}, by="王某")
    last = deciding.correct_figure(store, one, {"value": 2.0}, by="李某")
    assert (figure(store, "8210人")["value"], figure(store, "8210人")["place"]) == (2.0, "甲镇")
    deciding.take_back(store, [last.uid], by="李某")
    assert figure(store, "8210人")["value"] == 1.0


def test_a_struck_figure_is_in_no_view(store):
    one = figure(store, "8210人")
    taken = deciding.strike_figures(store, [one["figure_id"]], by="王某", reason="不是数据")
    assert "8210人" not in by_quote(store)
    assert [row["figure_id"] for row in store.rows("SELECT * FROM struck_figures")] == [one["figure_id"]]
    other = figure(store, "8210人", "b.txt")
    assert (other["chosen"], other["witnesses"], other["fact_id"]) == (True, 1, other["figure_id"])
    deciding.take_back(store, [taken[0].uid], by="王某")
    assert figure(store, "8210人") == one
    assert not store.rows("SELECT * FROM struck_figures")


def test_an_added_figure(store):
    article = store.rows("SELECT article_id, text FROM articles WHERE title = '独'")[0]
    start = article["text"].index("8270人")
    reading = {
        "value": 8270.0,
        "unit": "人",
        "kind": "level",
        "indicator": "城镇新增就业",
        "period_end": "2021-12-31",
    }
    taken = deciding.add_figure(store, article["article_id"], start, start + 5, reading, by="王某")
    row = figure(store, "8270人")
    assert row["sentence"] == "2021年，全市城镇新增就业8270人。"
    assert (row["confidence_notes"], row["chosen"], row["witnesses"]) == (["人工补录"], True, 1)
    assert (row["indicator_id"], row["base_unit"]) == ("employment.urban_new", "人")
    assert (row["region_name"], row["reported_on"]) == ("冷水江市", date(2022, 12, 20))
    assert article["text"][row["char_start"] : row["char_end"]] == row["quote"]
    deciding.correct_figure(store, row["figure_id"], {"value": 8271.0}, by="李某")
    assert (figure(store, "8270人")["value"], figure(store, "8270人")["confidence_notes"]) == (
        8271.0,
        ["人工补录"],
    )
    deciding.take_back(store, [taken.uid], by="王某")
    assert not store.rows("SELECT * FROM figures WHERE quote = '8270人'")


def test_a_figure_added_to_one_witness_is_the_fact_of_the_other(store):
    """b.txt has the words of 40场 and no figure there."""
    text = store.rows("SELECT article_id, text FROM articles WHERE source = 'b.txt'")[0]
    start = text["text"].index("40场")
    reading = {"value": 40.0, "unit": "场", "kind": "level", "indicator": "招聘会"}
    deciding.add_figure(store, text["article_id"], start, start + 3, reading, by="王某")
    ours, theirs = figure(store, "40场", "b.txt"), figure(store, "40场")
    assert ours["fact_id"] == theirs["fact_id"]
    assert (ours["chosen"], theirs["chosen"], ours["witnesses"], theirs["witnesses"]) == (False, True, 2, 2)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (0, 10_000)], ids=["before", "empty", "beyond"])
def test_words_that_are_none_cannot_be_added(store, start, end):
    article = store.rows("SELECT article_id FROM articles")[0]["article_id"]
    reading = {"value": 1.0, "unit": "人", "kind": "level", "indicator": "甲"}
    with pytest.raises(DecisionError):
        deciding.add_figure(store, article, start, end, reading, by="王某")
    assert Journal(store.folder.journal).decisions() == []


def test_a_corrected_article_is_read_again(store):
    """今年 moves with the date, 全市 with the place; a correction of one of its figures stays on top."""
    article = store.rows("SELECT article_id FROM articles WHERE source = 'a.txt' AND title = '就业'")[0]
    deciding.correct_figure(store, figure(store, "3.1%")["figure_id"], {"value": 3.2}, by="李某")
    changes = {"published": "2020-06-30", "region_adcode": "431382", "title": "涟源就业——半年报"}
    taken = deciding.correct_article(store, article["article_id"], changes, by="王某")
    row = store.rows("SELECT * FROM articles WHERE article_id = ?", [article["article_id"]])[0]
    assert (row["published"], row["published_how"], row["subtitle"]) == (
        date(2020, 6, 30),
        "stated",
        "半年报",
    )
    assert (row["region_name"], row["placed"], len(row["raw_spans"])) == ("涟源市", "431382", 12)
    fairs = figure(store, "40场")
    assert (fairs["period_start"], fairs["period_end"]) == (date(2020, 1, 1), date(2020, 6, 30))
    assert (fairs["region_adcode"], fairs["reported_on"]) == ("431382", date(2020, 6, 30))
    assert figure(store, "3.1%")["value"] == 3.2
    assert figure(store, "8210人")["fact_id"] == figure(store, "8210人", "b.txt")["fact_id"]
    assert store.rows("SELECT name FROM regions WHERE adcode = '431382'") == [{"name": "涟源市"}]
    deciding.take_back(store, [taken.uid], by="王某")
    assert figure(store, "40场")["period_end"] == date(2021, 12, 31)


def test_a_chosen_witness_is_shown(store):
    article = store.rows("SELECT article_id FROM articles WHERE source = 'b.txt'")[0]["article_id"]
    assert figure(store, "8210人")["chosen"]
    taken = deciding.choose_witness(store, article_id=article, by="王某")
    assert not figure(store, "8210人")["chosen"]
    assert figure(store, "8210人", "b.txt")["chosen"]
    assert {row["chosen"] for row in store.rows("SELECT chosen FROM duplicates")} == {article}
    deciding.choose_witness(store, figure_id=figure(store, "3.1%")["figure_id"], by="李某")
    assert (figure(store, "3.1%")["chosen"], figure(store, "8210人")["chosen"]) == (True, False)
    deciding.take_back(store, [taken.uid], by="王某")
    assert figure(store, "8210人")["chosen"]


def test_a_separated_article_stands_alone(tmp_path):
    store = make_store(tmp_path, [first(), second(), second("c.txt")])
    article = store.rows(
        "SELECT article_id, cluster_id FROM articles WHERE source = 'a.txt' AND title = '就业'"
    )[0]
    taken = deciding.separate_article(store, article["article_id"], by="王某")
    rows = store.rows("SELECT source, cluster_id FROM articles WHERE title = '就业' ORDER BY source")
    assert [row["cluster_id"] for row in rows] == [None, article["cluster_id"], article["cluster_id"]]
    alone, left = figure(store, "8210人"), [figure(store, "8210人", name) for name in ("b.txt", "c.txt")]
    assert (alone["fact_id"], alone["witnesses"], alone["chosen"]) == (alone["figure_id"], 1, True)
    assert {row["fact_id"] for row in left} == {min(row["figure_id"] for row in left)}
    assert (sum(row["chosen"] for row in left), {row["witnesses"] for row in left}) == (1, {2})
    assert not store.rows("SELECT * FROM duplicates WHERE 'a.txt' IN (source_a, source_b)")
    deciding.separate_article(store, figure(store, "8210人", "b.txt")["article_id"], by="王某")
    assert store.rows("SELECT DISTINCT cluster_id FROM articles") == [{"cluster_id": None}]
    with pytest.raises(DecisionError, match="不在任何重复组"):
        deciding.separate_article(store, article["article_id"], by="王某")
    deciding.take_back(store, [taken.uid], by="王某")
    assert figure(store, "8210人")["witnesses"] == 2


def test_findings(store):
    found = store.rows("SELECT * FROM checks WHERE rule = 'share' ORDER BY check_id")
    deciding.judge_findings(store, [found[0]["check_id"]], confirmed=True, by="王某", reason="原件就错")
    row = store.rows("SELECT * FROM checks WHERE check_id = ?", [found[0]["check_id"]])[0]
    assert (row["decision"], row["decided_by"]) == ("confirmed", "王某")
    assert row["decided_at"] == Journal(store.folder.journal).decisions()[0].at
    deciding.judge_findings(store, [one["check_id"] for one in found], confirmed=False, by="李某")
    rows = store.rows("SELECT decision FROM checks WHERE rule = 'share'")
    assert rows == [{"decision": "dismissed"}] * 2


def test_a_confirmed_finding_is_settled_when_its_number_is_struck_out_later(store):
    found = store.rows("SELECT check_id, figures FROM checks WHERE rule = 'share' ORDER BY check_id")[0]
    deciding.judge_findings(store, [found["check_id"]], confirmed=True, by="王某")
    deciding.strike_figures(store, [found["figures"][-1]], by="李某")
    row = store.rows("SELECT * FROM checks WHERE check_id = ?", [found["check_id"]])[0]
    assert (row["decision"], row["decided_by"]) == ("corrected", "李某")


def test_a_finding_on_a_corrected_number_is_closed(store):
    deciding.correct_figure(store, figure(store, "40场")["figure_id"], {"place": "甲镇"}, by="王某")
    assert not store.rows("SELECT * FROM checks WHERE decision IS NOT NULL")
    deciding.correct_figure(store, figure(store, "40场")["figure_id"], {"value": 41.0}, by="王某")
    rows = store.rows("SELECT check_id, decided_by FROM checks WHERE decision = 'corrected'")
    assert rows == [{"check_id": "rule-a.txt-1", "decided_by": "王某"}]


def test_what_is_decided_is_listed(store):
    one = figure(store, "8210人")["figure_id"]
    taken = deciding.correct_figure(store, one, {"value": 1.0}, by="<b>王</b>", reason="$x$ '); DROP--")
    deciding.take_back(store, [taken.uid], by="李某")
    rows = store.rows("SELECT * FROM decided ORDER BY number")
    assert [(row["kind"], row["target"], row["stands"], row["decided_by"]) for row in rows] == [
        ("figure_corrected", one, False, "<b>王</b>"),
        ("taken_back", one, False, "李某"),
    ]
    assert (rows[0]["reason"], rows[0]["words"], rows[0]["orphaned"]) == ("$x$ '); DROP--", "8210人", None)


def test_every_reader_sees_a_decision_at_its_next_query(tmp_path, store):
    from data_layer.store import open_store

    other, under_way = open_store(tmp_path), store.stream("SELECT * FROM figures, range(3000)")
    next(under_way)
    state = store.state
    deciding.strike_figures(other, [figure(store, "40场")["figure_id"]], by="王某")
    assert (store.state, store.version) == ((state[0], state[1] + 1), state[0])
    assert "40场" not in by_quote(store)
    assert sum(1 for _ in under_way) == 5 * 3000 - 1


# against the obvious way, over whole tables


def naive(stored: dict[str, list[dict]], store) -> dict[str, list[dict]]:  # noqa: C901 (one long list of cases)
    """Every row of a version with the standing decisions applied one by one, by row ids alone."""
    figures = {row["figure_id"]: dict(row) for row in stored["figures"]}
    articles = {row["article_id"]: dict(row) for row in stored["articles"]}
    checks = {row["check_id"]: dict(row) for row in stored["checks"]}
    pairs = [dict(row) for row in stored["duplicates"]]
    fields, struck, separated, preferred, closed = defaultdict(dict), set(), set(), [], {}
    for one in standing(Journal(store.folder.journal).decisions()):
        subject = one.subject
        if one.kind in (DecisionKind.FIGURE_CORRECTED, DecisionKind.FIGURE_STRUCK):
            figure_id = f"{subject.article_id}-{subject.char_start}"
            struck.discard(figure_id)
            if one.kind is DecisionKind.FIGURE_STRUCK:
                struck.add(figure_id)
            fields[figure_id] |= one.detail
            if one.kind is DecisionKind.FIGURE_STRUCK or {"value", "unit"} & set(one.detail):
                closed[figure_id] = one
        elif one.kind is DecisionKind.WITNESS_CHOSEN:
            start = getattr(subject, "char_start", None)
            preferred.append(subject.article_id if start is None else f"{subject.article_id}-{start}")
        elif one.kind is DecisionKind.ARTICLE_SEPARATED:
            others = {articles[other["article_id"]]["cluster_id"] for other in one.detail["others"]}
            if articles[subject.article_id]["cluster_id"] in others:
                separated.add(subject.article_id)
    for figure_id, detail in fields.items():
        row, before = figures[figure_id], figures[figure_id]["value"]
        if not detail:
            continue
        after = corrected_figure(read_figure(row), detail)
        row |= {
            "value": after.value, "unit": after.unit, "base_value": after.base_value,
            "base_unit": after.base_unit, "place": after.place, "confidence": 1.0,
            "confidence_notes": ["人工更正"], "value_as_read": before if after.value != before else None,
            "indicator_id": after.indicator_id,
        }  # fmt: skip
        if after.indicator_id is None:
            row |= {"indicator_name": None, "indicator_key": row["indicator_key"]}
    for check in checks.values():
        last = max(
            (closed[one] for one in check["figures"] if one in closed), key=lambda o: o.at, default=None
        )
        if last:
            check |= {"decision": "corrected", "decided_by": last.by, "decided_at": last.at}
    pairs = [row for row in pairs if not separated & {row["article_a"], row["article_b"]}]
    votes = defaultdict(int)
    for row in pairs:
        votes[row["chosen"]] += 1
    for wanted in preferred:
        for row in pairs:
            if wanted in (row["article_a"], row["article_b"]):
                row["chosen"] = wanted
    facts = defaultdict(list)
    for row in figures.values():
        if row["figure_id"] not in struck:
            facts[row["fact_id"], row["article_id"] if row["article_id"] in separated else ""].append(row)
    for group in facts.values():
        shown = next((row for row in group if row["chosen"]), None) or min(
            group, key=lambda row: (-votes[row["article_id"]], row["article_id"], row["figure_id"])
        )
        for wanted in preferred:
            shown = next((row for row in group if wanted in (row["figure_id"], row["article_id"])), shown)
        for row in group:
            row |= {
                "fact_id": min(one["figure_id"] for one in group),
                "chosen": row is shown, "witnesses": len(group),
            }  # fmt: skip
    for article_id in separated:
        articles[article_id]["cluster_id"] = None
    members = defaultdict(list)
    for row in articles.values():
        members[row["cluster_id"]].append(row)
    for cluster, rows in members.items():
        if cluster is not None and len(rows) == 1:
            rows[0]["cluster_id"] = None
    return {
        "figures": [row for row in figures.values() if row["figure_id"] not in struck],
        "articles": list(articles.values()),
        "duplicates": pairs,
        "checks": list(checks.values()),
    }


def tables(store, prefix: str = "") -> dict[str, list[dict]]:
    return {
        name: store.rows(f"SELECT * FROM {prefix}{name} ORDER BY {load_tables()[name].order}")
        for name in ("figures", "articles", "duplicates", "checks")
    }


def comparable(found: dict[str, list[dict]]) -> dict[str, list[str]]:
    return {name: sorted(map(repr, rows)) for name, rows in found.items()}


@pytest.mark.parametrize("seed", range(12))
def test_equals_the_obvious_way(tmp_path, seed):  # noqa: C901 (the same)
    rng = random.Random(seed)
    documents = []
    for number in range(6):
        articles = []
        for _ in range(3):
            title = f"题{rng.randrange(5)}" if rng.random() < 0.8 else f"独{number}{rng.random()}"
            values = rng.sample(range(100, 130), 4)
            text = (
                f"开头{rng.random()}。"
                + "，".join(f"第{n}项有{value}家" for n, value in enumerate(values))
                + "。"
            )
            articles.append((title, text, [(f"{v}家", float(v), "家", "企业") for v in values]))
        documents.append(document(f"{number}.txt", *articles, checks=5))
    store = make_store(tmp_path, documents)
    stored = tables(store)
    assert comparable(tables(store, "stored.")) == comparable(stored)
    taken = []
    for _ in range(25):
        rows = store.rows("SELECT figure_id, article_id FROM figures ORDER BY figure_id")
        one = rng.choice(rows)
        match rng.randrange(7):
            case 0 | 1:
                changes = rng.choice(
                    [{"value": 7.0}, {"unit": "万元"}, {"place": "甲镇"}, {"value": 9.0, "unit": "户"}]
                )
                taken.append(deciding.correct_figure(store, one["figure_id"], changes, by="甲"))
            case 2:
                taken += deciding.strike_figures(store, [one["figure_id"]], by="乙")
            case 3:
                taken.append(deciding.choose_witness(store, article_id=one["article_id"], by="丙"))
            case 4:
                taken.append(deciding.choose_witness(store, figure_id=one["figure_id"], by="丙"))
            case 5:
                found = store.rows("SELECT article_id FROM articles WHERE cluster_id IS NOT NULL ORDER BY 1")
                if found:
                    article = rng.choice(found)["article_id"]
                    taken.append(deciding.separate_article(store, article, by="丁"))
            case _:
                if taken:
                    deciding.take_back(store, [rng.choice(taken).uid], by="戊")
        assert comparable(tables(store)) == comparable(naive(stored, store))


def third() -> ParsedDocument:
    """The same fact as ``first`` tells, in an article of its own words."""
    return document("c.txt", ("综述", "另一篇综述。2021年，全市城镇新增就业8210人，其他不变。", [JOBS]))


def conflicts(store) -> list[str]:
    """The explanations of open findings that set two articles against each other."""
    select = "SELECT explanation FROM checks WHERE rule = 'conflict' AND decision IS NULL"
    return [row["explanation"] for row in store.rows(f"{select} AND verdict <> 'consistent'")]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            {"value": 8270.0},
            ["城镇新增就业：另一篇文章写 8270人，这里写 8210人，相差 60人"],
            id="another value for the same fact",
        ),
        pytest.param({"value": 8210.0}, [], id="the value that the other article gives"),
        pytest.param({"value": 8270.0, "region_adcode": "430100"}, [], id="of another region"),
        pytest.param(
            {"value": 8270.0, "period_start": "2020-01-01", "period_end": "2020-12-31"},
            [],
            id="of another year",
        ),
    ],
)
def test_a_corrected_number_is_set_against_other_articles(tmp_path, changes, expected):
    store = make_store(tmp_path, [first(), third()])
    assert conflicts(store) == []
    deciding.correct_figure(store, figure(store, "8210人")["figure_id"], changes, by="王某")
    assert conflicts(store) == expected


def test_a_number_struck_out_is_set_against_nothing(tmp_path):
    store = make_store(tmp_path, [first(), third()])
    one = figure(store, "8210人")["figure_id"]
    deciding.correct_figure(store, one, {"value": 8270.0}, by="王某")
    deciding.strike_figures(store, [one], by="王某")
    assert conflicts(store) == []
