"""Commands that only tell: export, check, status, explain; figures and periods of lines.

What belongs here: one function a command. What does not: the work; each calls one module, and imports it only
when it runs.
"""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

from data_layer.commands.arguments import FORMATS
from data_layer.commands.given import WrongUseError, filter_of, known_adcode, opened_store, written_whole
from data_layer.commands.telling import print_failures, print_totals

__all__ = ["run_check", "run_explain", "run_export", "run_figures", "run_periods", "run_status"]

_LAST_INGESTS = 5


def run_export(options: argparse.Namespace) -> bool:
    """Write a table's rows."""
    from data_layer.export import ExportFormat, export

    form = ExportFormat(options.format or _form_of(options.output))
    if options.output is None and form in (ExportFormat.XLSX, ExportFormat.PARQUET):
        raise WrongUseError(f"{form} 文件不能打印出来，请用 -o 文件名 指定写到哪里")
    store = opened_store(options)
    flt = filter_of(options, store)
    if options.output is None:
        export(store, options.table, flt, form, sys.stdout.buffer)
        sys.stdout.flush()
        return True
    with written_whole(options.output) as out:
        count = export(store, options.table, flt, form, out)
    print(f"写出 {count} 行到 {options.output}", file=sys.stderr)
    return True


def _form_of(output: Path | None) -> str:
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    return suffix if suffix in FORMATS else "jsonl"


def run_check(options: argparse.Namespace) -> bool:
    """Print the findings that wait; not well if one is of the verdict asked about."""
    from data_layer.commands.findings import finding_rows, is_open, report_lines
    from data_layer.model import Verdict

    store = opened_store(options)
    rows = finding_rows(store, filter_of(options, store))
    shown = list(Verdict) if options.all else [Verdict.INCONSISTENT, Verdict.UNSURE]
    for line in report_lines(rows, shown):
        print(line)
    failing = any(row["verdict"] == options.fail_on and is_open(row) for row in rows)
    return not failing


def run_status(options: argparse.Namespace) -> bool:
    """Print what the store holds, and what came in last."""
    from data_layer.store.journal import Journal

    store = opened_store(options)
    print_totals(store.version, options.store, store.totals())
    if options.sources:
        rows = store.rows("SELECT * FROM documents ORDER BY source, document_id")
        for row in rows:
            print(f"  {row['document_id'][:12]} {row['source']}（{row['form']}，{row['chars']} 字）")
    rows = store.rows("SELECT source, reason, advice FROM failures ORDER BY source")
    print_failures((row["source"], row["reason"], row["advice"]) for row in rows)
    ingests = Journal(store.folder.journal).ingests(_LAST_INGESTS)
    if ingests:
        print("最近的导入：")
    for one in ingests:
        when = datetime.fromisoformat(one.at).astimezone().strftime("%Y-%m-%d %H:%M")
        print(
            f"  {when} {one.by} 版本 {one.version}：新增 {one.added}，失败 {one.failed}，{one.seconds:.1f} 秒"
        )
    return True


def run_explain(options: argparse.Namespace) -> bool:
    """Print how an article's numbers were read."""
    from data_layer.commands.explaining import explain_lines
    from data_layer.figures import explain_rejected
    from data_layer.store.records import read_article, read_figure

    store = opened_store(options)
    found = store.rows("SELECT * FROM articles WHERE article_id = ?", [options.article_id])
    if not found:
        raise WrongUseError(f"没有编号为 {options.article_id} 的文章。export articles 会列出全部编号")
    article = read_article(found[0])
    rows = store.rows("SELECT * FROM figures WHERE article_id = ?", [options.article_id])
    for line in explain_lines(article, [read_figure(row) for row in rows], explain_rejected(article)):
        print(line)
    return True


def run_figures(options: argparse.Namespace) -> bool:
    """Print the numbers of the lines of the standard input."""
    from data_layer.commands.lines import figure_lines
    from data_layer.places import region_by_adcode

    region = region_by_adcode(known_adcode(options.region)) if options.region else None
    for line in figure_lines(sys.stdin, options.published, region):
        print(line)
    return True


def run_periods(options: argparse.Namespace) -> bool:
    """Print the times of the lines of the standard input."""
    from data_layer.commands.lines import period_lines

    for line in period_lines(sys.stdin, options.published):
        print(line)
    return True
