"""Commands that change what a store holds: ingest, remove, decisions, backup, restore.

What belongs here: one function a command. What does not: the work; each calls one module, and imports it only
when it runs, so that a command that finds nothing to do ends at once.
"""

from __future__ import annotations

import argparse
import contextlib
import sys

from data_layer.commands.given import lines_of, opened_store, written_whole
from data_layer.commands.telling import print_report, print_totals, progress_bar, say_waiting
from data_layer.store.files import StoreFolder

__all__ = ["run_backup", "run_decisions", "run_ingest", "run_remove", "run_restore"]


def run_ingest(options: argparse.Namespace) -> bool:
    """Read files and folders into the store."""
    from data_layer.pipeline import cluster_executor, ingest

    with contextlib.ExitStack() as stack:
        report = ingest(
            options.paths,
            options.store,
            jobs=options.jobs,
            executor=stack.enter_context(cluster_executor(options.cluster)) if options.cluster else None,
            progress=stack.enter_context(progress_bar()),
            waiting=say_waiting,
        )
    print_report(report, options.store)
    return not report.failures


def run_remove(options: argparse.Namespace) -> bool:
    """Take documents out of the store."""
    from data_layer.pipeline import find_removable, remove_documents

    found = find_removable(options.subjects, opened_store(options))
    with progress_bar() as progress:
        report = remove_documents(
            found.documents,
            options.store,
            forgotten=found.failures,
            progress=progress,
            waiting=say_waiting,
        )
    print("\n".join([f"已移除 {len(report.removed)} 份文档", *(f"  {name}" for name in report.removed)]))
    if found.failures:
        print(f"不再列出没能读取的 {'、'.join(found.failures)}")
    print_totals(report.version, options.store, report.totals)
    return True


def run_decisions(options: argparse.Namespace) -> bool:
    """Write people's decisions, or take in those of another store."""
    from data_layer.decisions import decision_lines, read_decision_lines
    from data_layer.store import Journal

    folder = StoreFolder(options.store)
    journal = Journal(folder.journal)
    if options.action == "import":
        found = read_decision_lines(lines_of(options.file))
        folder.create()
        added = journal.merge(found)
        lost = _lost(folder, {one.uid for one in found})
        told = f"；其中 {lost} 条在库里找不到原文，没有生效" if lost else ""
        print(f"导入 {added} 条意见，{len(found) - added} 条已有{told}")
        return True
    decisions = journal.decisions()
    text = "".join(f"{line}\n" for line in decision_lines(decisions))
    if options.output is None:
        sys.stdout.write(text)
        return True
    with written_whole(options.output) as out:
        out.write(text.encode())
    print(f"写出 {len(decisions)} 条意见到 {options.output}", file=sys.stderr)
    return True


def _lost(folder: StoreFolder, uids: set[str]) -> int:
    """How many of the decisions stand without their words in the store; 0 while it holds no documents."""
    from data_layer.queries import orphans
    from data_layer.store import open_store

    if folder.current() is None:
        return 0
    return int(orphans(open_store(folder.directory))["uid"].isin(uids).sum())


def run_backup(options: argparse.Namespace) -> bool:
    """Write originals and decisions to an archive."""
    from data_layer.store.backup import back_up

    originals, decisions = back_up(StoreFolder(options.store), options.output)
    print(f"备份了 {originals} 份原件、{decisions} 条意见到 {options.output}")
    return True


def run_restore(options: argparse.Namespace) -> bool:
    """Fill an empty store from an archive."""
    from data_layer.pipeline import refresh
    from data_layer.store.backup import restore

    originals, decisions = restore(options.file, StoreFolder(options.store))
    print(f"恢复了 {originals} 份原件、{decisions} 条意见，正在重建数据……")
    with progress_bar() as progress:
        report = refresh(options.store, progress, say_waiting)
    print_report(report, options.store)
    return not report.failures
