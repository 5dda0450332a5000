"""The command line's arguments, with an example each.

What belongs here: what may be asked, and in which words help explains it. What does not: doing it (storing,
answering).
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from data_layer.store.files import default_store

__all__ = ["FORMATS", "TABLES", "build_parser"]

TABLES = ("articles", "figures", "duplicates", "checks")
VERDICTS = ("inconsistent", "unsure")
FORMATS = ("jsonl", "csv", "xlsx", "parquet")


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands; without one ``command`` is None."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--store", type=Path, default=default_store(), metavar="DIR", help="数据目录，默认 %(default)s"
    )
    common.add_argument("--verbose", action="store_true", help="把运行日志也打印出来")

    parser = argparse.ArgumentParser(
        prog="python -m data_layer",
        description="县数：从公文和报纸里读出数字，存成可以比较的数据。",
        epilog="例：python -m data_layer ingest 文件夹",
    )
    parser.set_defaults(verbose=False)
    commands = parser.add_subparsers(dest="command", metavar="命令")

    def command(name: str, words: str, example: str) -> argparse.ArgumentParser:
        epilog = f"例：python -m data_layer {example}"
        return commands.add_parser(
            name,
            parents=[common],
            help=words,
            description=words,
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,  # keeps the example on one line
        )

    ingest = command("ingest", "读取文件或文件夹，已读过的不再读", "ingest 一月.pdf 报告文件夹 --jobs 4")
    ingest.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="文件或文件夹")
    ingest.add_argument("--jobs", type=_positive, metavar="N", help="同时用几个进程，默认等于处理器核数")
    ingest.add_argument("--cluster", metavar="ADDRESS", help="在 Dask 集群上读，例如 tcp://10.0.0.5:8786")

    export = command("export", "导出数据", "export figures --region 431381 --from 2022-01-01 -o 数字.xlsx")
    export.add_argument("table", choices=TABLES, help="文章、数字、重复或核查")
    export.add_argument("--format", choices=FORMATS, help="默认看 -o 的后缀，没有则为 jsonl")
    export.add_argument("-o", "--output", type=Path, metavar="FILE", help="写到文件，默认打印出来")
    _add_filters(export)

    check = command("check", "列出数字核查的发现和算式", "check --fail-on inconsistent --region 431381")
    check.add_argument(
        "--fail-on", choices=VERDICTS, metavar="VERDICT",
        help="还有这种发现没处理，或确认有误还没更正时，返回 1：inconsistent（不一致）或 unsure（存疑）",
    )  # fmt: skip
    check.add_argument("--all", action="store_true", help="连一致和不适用的也列出来")
    _add_filters(check)

    status = command("status", "数据目录里有什么，最近导入了什么", "status")
    status.add_argument("--sources", action="store_true", help="列出全部来源")

    remove = command("remove", "移除文档：内容和保存的原件一起删除", "remove 一月.pdf 0123456789ab")
    remove.add_argument(
        "subjects", nargs="+", metavar="SOURCE|DOCUMENT_ID", help="文件名，或文档编号的前 12 位"
    )

    explain = command("explain", "一篇文章里取出了哪些数字，怎么读的", "explain 0123456789ab-001")
    explain.add_argument("article_id", metavar="ARTICLE_ID", help="文章编号，见 export articles")

    decisions = command("decisions", "导出或导入人工意见（JSON Lines）", "decisions export -o 意见.jsonl")
    decisions.add_argument("action", choices=("export", "import"), help="导出，或导入另一处导出的")
    decisions.add_argument("file", nargs="?", type=Path, metavar="FILE", help="要导入的文件，默认读标准输入")
    decisions.add_argument("-o", "--output", type=Path, metavar="FILE", help="写到文件，默认打印出来")

    backup = command("backup", "备份原件和人工意见，数据由它们可以重建", "backup -o 备份.zip")
    backup.add_argument("-o", "--output", type=Path, metavar="FILE", required=True, help="写到这个 ZIP 文件")
    restore = command("restore", "由备份恢复到一个空的数据目录", "restore 备份.zip --store 新目录")
    restore.add_argument("file", type=Path, metavar="FILE", help="backup 写出的文件")

    figures = command("figures", "逐行读标准输入，打印每行里的数字", "figures --region 431381 < 段落.txt")
    figures.add_argument("--region", metavar="ADCODE", help="“全市”“该县”指哪里（六位行政区划代码）")
    periods = command(
        "periods", "逐行读标准输入，打印每行里的时间", "periods --published 2022-12-31 < 段落.txt"
    )
    for lines in (figures, periods):
        lines.add_argument(
            "--published", type=date.fromisoformat, metavar="DATE", help="“今年”“目前”以哪一天为准"
        )
    return parser


def _add_filters(parser: argparse.ArgumentParser) -> None:
    """What narrows rows down, as the pages' filters do."""
    for name, metavar, words in (
        ("--region", "ADCODE", "只要这个地区（六位行政区划代码，省、市含其下各县），可多次使用"),
        ("--topic", "NAME", "只要这个主题，可多次使用"),
        ("--indicator", "ID", "只要这个指标（编号），可多次使用"),
        ("--source", "NAME", "只要这份来源（文件名），可多次使用"),
    ):
        parser.add_argument(name, action="append", default=[], metavar=metavar, help=words)
    parser.add_argument(
        "--from", dest="start", type=date.fromisoformat, metavar="DATE", help="从这一天起，如 2022-01-01"
    )
    parser.add_argument("--to", dest="end", type=date.fromisoformat, metavar="DATE", help="到这一天止")


def _positive(words: str) -> int:
    number = int(words)
    if number < 1:
        raise ValueError(words)
    return number
