"""What commands print: what an ingest came to, what a store holds, how far reading is.

What belongs here: words and a progress bar. What does not: finding out what they tell.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data_layer.pipeline import Fate

if TYPE_CHECKING:
    from data_layer.pipeline import IngestReport, Progress

__all__ = ["print_failures", "print_report", "print_totals", "progress_bar", "say_waiting"]

_TOTALS = {
    "documents": "文档",
    "articles": "文章",
    "figures": "数字",
    "regions": "地区",
    "clusters": "重复组",
}


def print_report(report: IngestReport, store: Path) -> None:
    """What an ingest did, and what the store holds now."""
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
    print_totals(report.version, store, report.totals)
    print_failures((failure.name, failure.reason, failure.advice) for failure in report.failures)


def print_totals(version: int, store: Path, totals: dict[str, int]) -> None:
    """What a store holds."""
    print(
        f"数据版本 {version}（{store}）：" + "，".join(f"{_TOTALS[name]} {n}" for name, n in totals.items())
    )


def print_failures(failures: Iterable[tuple[str, str, str]]) -> None:
    """Files that could not be read: name, reason, advice."""
    lines = [f"  {name}：{reason}。{advice}" for name, reason, advice in failures]
    if lines:
        print("\n".join([f"没能读取 {len(lines)} 份：", *lines]))


def say_waiting() -> None:
    """Another ingest has to end first."""
    print("另一个导入正在进行，等它结束……", file=sys.stderr)


@contextlib.contextmanager
def progress_bar() -> Iterator[Progress]:
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
