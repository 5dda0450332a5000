"""Bringing documents in: dropped files, a folder of the server, and the jobs that read them.

What belongs here: the widgets of an import and its progress. What does not: what came of it (arrivals).
"""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from data_layer.errors import CountyFiguresError
from data_layer.importing import FOLDERS_VARIABLE, FileLine, Job, JobState, find_folder, folder_roots
from data_layer.pipeline import Fate, Step
from data_layer.settings import ImportLimits
from data_layer.store import default_store
from pages.shared import data, wording
from pages.shared.deciding import person
from pages.shared.numbers import grouped

__all__ = ["draw", "draw_jobs"]

_ROUND, _SAID = "import_round", "import_said"
_LOOK_SECONDS = 1.0
_MOST_LINES = 30
_HERE = ("localhost", "127.0.0.1", "::1")
_PASSED_ON = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Forwarded", "Via")
STEPS = {
    Step.READING: "读取",
    Step.CLEANING: "清理",
    Step.SEGMENTING: "分篇",
    Step.EXTRACTING: "抽取",
}
FATES = {
    Fate.NEW: ("✓", "已读完"),
    Fate.UNCHANGED: ("=", "早已导入，没有重复读"),
    Fate.KNOWN: ("=", "内容与已有的文件相同，没有重复读"),
    Fate.REMOVED: ("–", "以前移除过，没有导入；要再导入，请把这个文件本身拖进来"),
    Fate.FAILED: ("✕", "没读成"),
    Fate.STOPPED: ("–", "导入停了，没有读；要读请再导入一次"),
}


def draw() -> None:
    """Where files are dropped or a folder is named."""
    if not person.may_edit():
        person.no_editor()
        return
    number = st.session_state.setdefault(_ROUND, 0)  # another key empties the field after an import began
    limits = ImportLimits()
    most = f"最多 {limits.files} 个，合计 {grouped(limits.total_bytes / 1e6)} MB"
    files = st.file_uploader(
        f"把文件拖到这里，可以一次多个（{most}）",
        accept_multiple_files=True,
        key=f"upload_{number}",
        help="文本、Markdown、网页、Word、表格、PDF、图片、压缩包都可以；读不了的会说明原因。",
    )
    roots = folder_roots(local=_browser_is_here())
    folder = _folder_field(number) if roots is not None else ""
    if files or folder:
        by = person.ask("import")
        words = f"导入 {len(files)} 个文件" if files else "导入这个文件夹"
        if st.button(words, type="primary", key="start_import"):
            if by:
                _begin(files, folder, roots or (), by)
            else:
                st.error("请先写上您的姓名，好让别人知道是谁导入的。")
    for error in st.session_state.pop(_SAID, []):
        st.error(wording.plain(error))


def _folder_field(number: int) -> str:
    with st.expander("或者：导入服务器上的一个文件夹", key="folder_part"):
        return st.text_input(
            "文件夹的完整路径",
            key=f"folder_{number}",
            placeholder=r"例如 /srv/文件 或 D:\文件",
            help=f"连同其中的子文件夹。管理员可以用 {FOLDERS_VARIABLE} 规定哪些文件夹可以导入。",
        ).strip()


def _begin(files: list, folder: str, roots: tuple, by: str) -> None:
    """Queue what was chosen; what is wrong with it is said at the next run, the choice stays."""
    try:
        if files:
            data.imports().submit_files([(file.name, file) for file in files], by)
        else:
            path, _ = find_folder(folder, roots, default_store())
            data.imports().submit_folder(path, by)
        st.session_state[_ROUND] += 1
    except CountyFiguresError as error:
        st.session_state[_SAID] = [str(error)]
    st.rerun()


def draw_jobs() -> None:
    """Jobs that run or wait, drawn again by themselves; failed ones with the ways on."""
    queue = data.imports()
    if queue.busy():
        _watch()
    for job in queue.jobs():
        if job.state is JobState.FAILED:
            _failed(job)


@st.fragment(run_every=_LOOK_SECONDS)
def _watch() -> None:
    queue = data.imports()
    if not queue.busy():
        st.rerun()  # the whole page: there is a new version, and what came in
    for job in reversed(queue.jobs()):
        if job.state is JobState.RUNNING:
            _running(job)
        elif job.state is JobState.WAITING:
            _waiting(job)


def _running(job: Job) -> None:
    with st.container(border=True, key=f"job_{job.job_id}"):
        st.progress(_share(job), wording.plain(_headline(job)))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption("可以离开这一页或关掉浏览器，导入会继续；别人照常查数据，读完后自动换到新数据。")
            if person.may_edit() and not job.comparing and not job.stopping:
                st.button(
                    "停止导入",
                    key=f"stop_{job.job_id}",
                    on_click=data.imports().stop,
                    args=(job.job_id,),
                    help="已读完的文件会保留，没读的不读。",
                )
        st.html(f'<ul class="import-lines">{lines_html(job.files)}</ul>')


def _share(job: Job) -> float:
    """How far a job is, the last tenth for comparing."""
    if job.comparing:
        return 0.9
    through = sum(1.0 if line.fate is not None else (line.step or 1) / 5 - 0.2 for line in job.files)
    return 0.9 * through / max(1, len(job.files))


def _headline(job: Job) -> str:
    if job.stopping and not job.comparing:
        return f"{job.by} 的导入：正在停止，已读完的 {job.done} 个文件会保留"
    if job.locked:
        return f"{job.by} 的导入：服务器上另一个导入正在进行，等它结束"
    if job.comparing:
        return f"{job.by} 的导入：{len(job.files)} 个文件已读完，正在比对重复、核查数字，写入新版本"
    return f"{job.by} 的导入：{job.done} / {len(job.files)} 个文件"


def _waiting(job: Job) -> None:
    with st.container(border=True, key=f"job_{job.job_id}", horizontal=True, vertical_alignment="center"):
        ahead = "、".join(wording.plain(name) for name in dict.fromkeys(job.ahead))
        st.markdown(
            f"{wording.plain(job.by)} 的 {len(job.files)} 个文件在排队：前面有 {len(job.ahead)} 批（{ahead}）"
        )
        if person.may_edit():
            st.button("撤回", key=f"drop_{job.job_id}", on_click=data.imports().drop, args=(job.job_id,))


def _failed(job: Job) -> None:
    names = "、".join(line.name for line in job.files[:3]) + ("等" if len(job.files) > 3 else "")
    with st.container(border=True, key=f"job_{job.job_id}"):
        st.error(
            f"{wording.plain(job.by)} {wording.moment(job.at)} 的导入没有完成"
            f"（{len(job.files)} 个文件：{wording.plain(names)}）。{wording.plain(job.error)}"
        )
        if not person.may_edit():
            return
        with st.container(horizontal=True):
            st.button(
                "再试一次", key=f"retry_{job.job_id}", on_click=data.imports().retry, args=(job.job_id,)
            )
            st.button(
                "放弃这批文件", key=f"drop_{job.job_id}", on_click=data.imports().drop, args=(job.job_id,)
            )


def lines_html(files: tuple[FileLine, ...]) -> str:
    """One line a file: what is in work first, then what is through, then what waits; the rest counted."""
    order = sorted(
        files, key=lambda line: (line.step is None, line.fate is not Fate.FAILED, line.fate is None)
    )
    shown = order[:_MOST_LINES]
    items = [f"<li>{_line_html(line)}</li>" for line in shown]
    rest = len(order) - len(shown)
    if rest:
        items.append(f'<li class="idle">另有 {rest} 个文件</li>')
    return "".join(items)


def _line_html(line: FileLine) -> str:
    name = f"<b>{wording.escape(line.name)}</b>"
    if line.fate is not None:
        sign, words = FATES[line.fate]
        if line.failure:
            words = f"没读成：{line.failure.reason}"
        elif line.known_as:
            words = f"内容与已有的“{line.known_as}”相同，没有重复读"
        return f'<i class="{line.fate.value}">{sign}</i>{name}<span>{wording.escape(words)}</span>'
    if line.step is None:
        return f'<i class="idle">○</i>{name}<span class="idle">等着读</span>'
    steps = " · ".join(
        f"<em>{words}</em>"
        if step == line.step
        else f'<s class="{"past" if step < line.step else "idle"}">{words}</s>'
        for step, words in STEPS.items()
    )
    return f'<i class="now">●</i>{name}<span>{steps}</span>'


def _browser_is_here() -> bool:
    """Whether the browser runs on this very machine, with no proxy between; in doubt it does not."""
    headers = st.context.headers
    hosts = [urlsplit(f"//{headers.get('Host', '')}").hostname]
    if "Origin" in headers:
        hosts.append(urlsplit(headers["Origin"]).hostname)
    near = all(host in _HERE for host in hosts) and st.context.ip_address in (None, *_HERE)
    return near and not any(name in headers for name in _PASSED_ON)
