"""The command line: ingest, export, check, status, remove, explain; figures and periods of lines.

What belongs here: arguments, and what is printed. What does not: work; each command calls one module, and
imports it only when it runs, so that a command that finds nothing to do ends at once.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from data_layer.arguments import FORMATS, build_parser
from data_layer.errors import CountyFiguresError, ReadingError
from data_layer.store.files import StoreFolder
from data_layer.watching import Fate

if TYPE_CHECKING:
    from data_layer.filters import Filter
    from data_layer.ingesting import IngestReport, Progress
    from data_layer.store import ReadStore

_FAILED, _WRONG_USE, _INTERRUPTED = 1, 2, 130
_LAST_INGESTS = 5
_TOTALS = {
    "documents": "文档",
    "articles": "文章",
    "figures": "数字",
    "regions": "地区",
    "clusters": "重复组",
}


class _WrongUseError(CountyFiguresError):
    """An argument that can't be right."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status: 0, 1 if something failed, 2 if it was called wrongly."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # a stream of another kind, as tests have
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    parser = build_parser()
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.print_help()
        return 0
    if options.verbose:
        logging.basicConfig(format="%(levelname)s %(message)s")
        logging.getLogger("data_layer").setLevel(logging.INFO)
    try:
        return _COMMANDS[options.command](options)
    except (ReadingError, _WrongUseError) as error:
        print(error, file=sys.stderr)
        return _WRONG_USE
    except CountyFiguresError as error:
        print(error, file=sys.stderr)
        return _FAILED
    except KeyboardInterrupt:
        print("已中断。读完的部分已经保存，再运行一次会接着做。", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:  # whoever reads our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _ingest(options: argparse.Namespace) -> int:
    from data_layer.executing import cluster_executor
    from data_layer.pipeline import ingest

    with contextlib.ExitStack() as stack:
        report = ingest(
            options.paths,
            options.store,
            jobs=options.jobs,
            executor=stack.enter_context(cluster_executor(options.cluster)) if options.cluster else None,
            progress=stack.enter_context(_progress_bar()),
            waiting=_say_waiting,
        )
    _print_report(report, options.store)
    return _FAILED if report.failures else 0


def _print_report(report: IngestReport, store: Path) -> None:
    parts = [f"新增 {len(report.added)} 份"]
    if report.unchanged:
        parts.append(f"{report.unchanged} 份已有")
    if report.reread:
        parts.append(f"{report.reread} 份按新版程序重读")
    print("，".join([*parts, f"用时 {report.seconds:.1f} 秒"]))
    for file in report.files:
        if file.fate is Fate.REMOVED:
            print(f"  {file.name} 以前移除过，没有导入；要再导入，请直接写出这个文件")
    for name, other in report.known:
        print(f"  {name} 与已有的 {other} 内容相同，没有重复导入")
    _print_totals(report.version, store, report.totals)
    _print_failures((failure.name, failure.reason, failure.advice) for failure in report.failures)


def _print_totals(version: int, store: Path, totals: dict[str, int]) -> None:
    print(
        f"数据版本 {version}（{store}）：" + "，".join(f"{_TOTALS[name]} {n}" for name, n in totals.items())
    )


def _print_failures(failures: Iterable[tuple[str, str, str]]) -> None:
    lines = [f"  {name}：{reason}。{advice}" for name, reason, advice in failures]
    if lines:
        print("\n".join([f"没能读取 {len(lines)} 份：", *lines]))


def _export(options: argparse.Namespace) -> int:
    from data_layer.export import ExportFormat, export

    form = ExportFormat(options.format or _form_of(options.output))
    if options.output is None and form in (ExportFormat.XLSX, ExportFormat.PARQUET):
        raise _WrongUseError(f"{form} 文件不能打印出来，请用 -o 文件名 指定写到哪里")
    store = _open_store(options)
    flt = _filter(options, store)
    if options.output is None:
        export(store, options.table, flt, form, sys.stdout.buffer)
        sys.stdout.flush()
        return 0
    with _written_whole(options.output) as out:
        count = export(store, options.table, flt, form, out)
    print(f"写出 {count} 行到 {options.output}", file=sys.stderr)
    return 0


@contextlib.contextmanager
def _written_whole(output: Path) -> Iterator[IO[bytes]]:
    """A file that appears under its name only when all of it is written."""
    temporary = output.with_name(f"{output.name}.tmp")
    try:
        with temporary.open("wb") as out:
            yield out
        temporary.replace(output)
    except OSError as error:
        raise CountyFiguresError(
            f"不能写 {output}：{error.strerror}。请检查路径、权限和磁盘空间。"
        ) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def _form_of(output: Path | None) -> str:
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    return suffix if suffix in FORMATS else "jsonl"


def _filter(options: argparse.Namespace, store: ReadStore) -> Filter:
    from data_layer.filters import Filter

    return Filter(
        regions=tuple(map(_known_adcode, options.region)),
        topics=tuple(map(_known_topic, options.topic)),
        sources=tuple(source for name in options.source for source in _source_ids(store, name)),
        indicators=tuple(options.indicator),
        start=options.start,
        end=options.end,
    )


def _known_adcode(code: str) -> str:
    from data_layer.model import NATION_ADCODE
    from data_layer.places import region_by_adcode

    region = region_by_adcode(code)
    if region is None and code != NATION_ADCODE:
        raise _WrongUseError(f"没有代码为 {code} 的地区。请用六位行政区划代码，例如 431381（冷水江市）")
    return region.adcode if region else code


def _known_topic(name: str) -> str:
    from data_layer.lexicon.topics import load_topics

    names = [topic.name for topic in load_topics()]
    if name not in names:
        raise _WrongUseError(f"没有“{name}”这个主题。可用的有：{'、'.join(names)}")
    return name


def _source_ids(store: ReadStore, name: str) -> list[str]:
    from data_layer.filters import SOURCE_ID_LENGTH

    rows = store.rows("SELECT document_id FROM documents WHERE source = ?", [name])
    if not rows:
        raise _WrongUseError(f"没有名为 {name} 的来源。请写导入时的文件名；status --sources 列出全部")
    return [row["document_id"][:SOURCE_ID_LENGTH] for row in rows]


def _check(options: argparse.Namespace) -> int:
    from data_layer.model import Verdict
    from data_layer.report import finding_rows, is_open, report_lines

    store = _open_store(options)
    rows = finding_rows(store, _filter(options, store))
    shown = list(Verdict) if options.all else [Verdict.INCONSISTENT, Verdict.UNSURE]
    for line in report_lines(rows, shown):
        print(line)
    failing = any(row["verdict"] == options.fail_on and is_open(row) for row in rows)
    return _FAILED if failing else 0


def _status(options: argparse.Namespace) -> int:
    from data_layer.store.journal import Journal

    store = _open_store(options)
    _print_totals(store.version, options.store, store.totals())
    if options.sources:
        rows = store.rows("SELECT * FROM documents ORDER BY source, document_id")
        for row in rows:
            print(f"  {row['document_id'][:12]} {row['source']}（{row['form']}，{row['chars']} 字）")
    rows = store.rows("SELECT source, reason, advice FROM failures ORDER BY source")
    _print_failures((row["source"], row["reason"], row["advice"]) for row in rows)
    ingests = Journal(store.folder.journal).ingests(_LAST_INGESTS)
    if ingests:
        print("最近的导入：")
    for one in ingests:
        when = datetime.fromisoformat(one.at).astimezone().strftime("%Y-%m-%d %H:%M")
        print(
            f"  {when} {one.by} 版本 {one.version}：新增 {one.added}，失败 {one.failed}，{one.seconds:.1f} 秒"
        )
    return 0


def _remove(options: argparse.Namespace) -> int:
    from data_layer.pipeline import remove_documents
    from data_layer.removing import find_removable

    found = find_removable(options.subjects, _open_store(options))
    with _progress_bar() as progress:
        report = remove_documents(
            found.documents,
            options.store,
            forgotten=found.failures,
            progress=progress,
            waiting=_say_waiting,
        )
    print("\n".join([f"已移除 {len(report.removed)} 份文档", *(f"  {name}" for name in report.removed)]))
    if found.failures:
        print(f"不再列出没能读取的 {'、'.join(found.failures)}")
    _print_totals(report.version, options.store, report.totals)
    return 0


def _explain(options: argparse.Namespace) -> int:
    from data_layer.explain import explain_lines
    from data_layer.figures import explain_rejected
    from data_layer.store.records import read_article, read_figure

    store = _open_store(options)
    found = store.rows("SELECT * FROM articles WHERE article_id = ?", [options.article_id])
    if not found:
        raise _WrongUseError(f"没有编号为 {options.article_id} 的文章。export articles 会列出全部编号")
    article = read_article(found[0])
    rows = store.rows("SELECT * FROM figures WHERE article_id = ?", [options.article_id])
    for line in explain_lines(article, [read_figure(row) for row in rows], explain_rejected(article)):
        print(line)
    return 0


def _decisions(options: argparse.Namespace) -> int:
    from data_layer.decisions import decision_lines, read_decision_lines
    from data_layer.store import Journal

    folder = StoreFolder(options.store)
    journal = Journal(folder.journal)
    if options.action == "import":
        found = read_decision_lines(_lines_of(options.file))
        folder.create()
        added = journal.merge(found)
        lost = _lost(folder, {one.uid for one in found})
        told = f"；其中 {lost} 条在库里找不到原文，没有生效" if lost else ""
        print(f"导入 {added} 条意见，{len(found) - added} 条已有{told}")
        return 0
    decisions = journal.decisions()
    text = "".join(f"{line}\n" for line in decision_lines(decisions))
    if options.output is None:
        sys.stdout.write(text)
        return 0
    with _written_whole(options.output) as out:
        out.write(text.encode())
    print(f"写出 {len(decisions)} 条意见到 {options.output}", file=sys.stderr)
    return 0


def _lost(folder: StoreFolder, uids: set[str]) -> int:
    """How many of the decisions stand without their words in the store; 0 while it holds no documents."""
    from data_layer.queries import orphans
    from data_layer.store import open_store

    if folder.current() is None:
        return 0
    return int(orphans(open_store(folder.directory))["uid"].isin(uids).sum())


def _backup(options: argparse.Namespace) -> int:
    from data_layer.store.backup import back_up

    originals, decisions = back_up(StoreFolder(options.store), options.output)
    print(f"备份了 {originals} 份原件、{decisions} 条意见到 {options.output}")
    return 0


def _restore(options: argparse.Namespace) -> int:
    from data_layer.pipeline import refresh
    from data_layer.store.backup import restore

    originals, decisions = restore(options.file, StoreFolder(options.store))
    print(f"恢复了 {originals} 份原件、{decisions} 条意见，正在重建数据……")
    with _progress_bar() as progress:
        report = refresh(options.store, progress, _say_waiting)
    _print_report(report, options.store)
    return _FAILED if report.failures else 0


def _lines_of(path: Path | None) -> list[str]:
    if path is None:
        return sys.stdin.read().split("\n")
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise _WrongUseError(f"{path} 打不开：{error.strerror}。请检查文件名和权限。") from error
    except UnicodeDecodeError as error:
        raise _WrongUseError(f"{path} 不是 UTF-8 文字。请用 decisions export 写出的文件。") from error


def _figures(options: argparse.Namespace) -> int:
    from data_layer.lines import figure_lines
    from data_layer.places import region_by_adcode

    region = region_by_adcode(_known_adcode(options.region)) if options.region else None
    for line in figure_lines(sys.stdin, options.published, region):
        print(line)
    return 0


def _periods(options: argparse.Namespace) -> int:
    from data_layer.lines import period_lines

    for line in period_lines(sys.stdin, options.published):
        print(line)
    return 0


def _open_store(options: argparse.Namespace) -> ReadStore:
    """The store; one that another version of the program made is made again first."""
    from data_layer.store import open_store
    from data_layer.store.versions import version_content

    folder = StoreFolder(options.store)
    if folder.current() is not None and version_content(folder).fingerprint is None:
        from data_layer.pipeline import refresh

        print("数据由另一版本的程序生成，正在由保存的原件重建……", file=sys.stderr)
        with _progress_bar() as progress:
            refresh(options.store, progress, _say_waiting)
    return open_store(options.store)


def _say_waiting() -> None:
    print("另一个导入正在进行，等它结束……", file=sys.stderr)


@contextlib.contextmanager
def _progress_bar() -> Iterator[Progress]:
    """Something that is told of each parsed document, and shows it on a terminal."""
    with contextlib.ExitStack() as stack:
        bars: list[Any] = []

        def show(done: int, total: int, name: str) -> None:
            if not bars:
                from tqdm import tqdm

                bars.append(stack.enter_context(tqdm(total=total, desc="读取", unit="份", disable=None)))
            bars[0].update(done - bars[0].n)
            bars[0].set_postfix_str(name)

        yield show


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "ingest": _ingest,
    "export": _export,
    "check": _check,
    "status": _status,
    "remove": _remove,
    "explain": _explain,
    "decisions": _decisions,
    "backup": _backup,
    "restore": _restore,
    "figures": _figures,
    "periods": _periods,
}


if __name__ == "__main__":
    sys.exit(main())
