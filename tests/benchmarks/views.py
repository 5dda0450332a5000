"""How long pages take over a large store: script seconds, the filter's answer, search, ten users, memory.

    python tests/benchmarks/views.py [--articles N] [--store DIR] [--users N]

Makes a store of N articles (100,000) with ten figures each by SQL, seeded; ``--store`` keeps it for the next
run. Page scripts run through Streamlit's AppTest: *cold* with every cache cleared, *warm* again after that;
medians of five. *Users* talk to a real server over the websocket that a browser uses, all at once, each
opening every page in turn, without a pause to read it and all in the same order: ten of the dearest page are
asked for at once, which an office hardly does. So its slowest visit is about ten times what that page costs.
Where other programs run on the machine, only the processor's time tells anything.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[0] = str(REPOSITORY)  # beside this file stands a benchmark called pages

RUNS = 5
FIGURES_AN_ARTICLE = 10
SENTENCES = (
    "全县着力优化营商环境，各部门上下联动，服务企业和群众的水平稳步提高。",
    "在田间地头，农技人员手把手指导农户做好田间管理，确保颗粒归仓。",
    "街道社区开展环境整治，背街小巷焕然一新，居民拍手称好。",
    "项目建设现场机器轰鸣，工人们抢抓晴好天气加紧施工。",
    "学校和医院的条件不断改善，群众在家门口就能享受到优质服务。",
    "创业担保贷款及时到账，解了小微企业的燃眉之急。",
    "林业部门组织义务植树，荒山披上绿装，河水清了起来。",
    "旅游旺季到来，古镇里游人如织，民宿一房难求。",
)


_SETTLING_SECONDS = 5
"""After its first visitor a server loads in the background what the other pages need."""
_LONGEST_SECONDS = 2.0
"""What a page may take for each of ten users at once."""


def make_store(directory: Path, articles: int) -> None:
    """Fill a store's first version with made-up rows; the same every time."""
    from data_layer.lexicon.indicators import load_indicators
    from data_layer.lexicon.regions import load_regions
    from data_layer.lexicon.topics import load_topics
    from data_layer.pipeline.fingerprint import version_fingerprint
    from data_layer.places import region_path
    from data_layer.store import StoreFolder
    from data_layer.store.records import region_rows
    from data_layer.store.sql import append, connect, create_tables

    folder = StoreFolder(directory)
    folder.create()
    temporary = directory / "making.tmp"
    regions = [
        region
        for region in load_regions().by_adcode.values()
        if region.level.value in ("county", "prefecture")
    ]
    indicators = [one for one in load_indicators() if one.dimension not in (None, "")][:400]
    with connect(temporary) as connection:
        connection.execute("SET memory_limit = '4GB'")
        create_tables(connection)
        append(connection, "regions", region_rows(region_path(region.adcode) for region in regions))
        append(connection, "meta", [("fingerprint", version_fingerprint())])
        connection.execute("CREATE TEMP TABLE place (n BIGINT, adcode VARCHAR)")
        append(connection, "place", [(n, region.adcode) for n, region in enumerate(regions)])
        connection.execute("CREATE TEMP TABLE subject (n BIGINT, id VARCHAR, name VARCHAR)")
        append(connection, "subject", [(n, one.id, one.name) for n, one in enumerate(indicators)])
        connection.execute("CREATE TEMP TABLE topic (n BIGINT, name VARCHAR)")
        append(connection, "topic", [(n, one.name) for n, one in enumerate(load_topics())])
        connection.execute("CREATE TEMP TABLE words (n BIGINT, opening VARCHAR, text VARCHAR)")
        append(connection, "words", list(_texts()))
        _fill(connection, articles, len(regions), len(indicators))
    temporary.replace(folder.version_path(1))


def _fill(connection: object, articles: int, regions: int, indicators: int) -> None:
    """Rows of documents, articles and figures, by the number of each; they lie as the program lays them."""
    from data_layer.store.laying import laid

    connection.execute(
        f"""
        INSERT INTO documents BY NAME
        SELECT sha256('d' || d) AS document_id, '文件' || d || '.txt' AS source, 'text' AS form,
            'utf-8' AS encoding, 20000 AS chars, 'k' AS cache_key FROM range({articles // 20 + 1}) t(d)
        """
    )
    connection.execute(
        f"""
        CREATE TEMP TABLE story AS
        SELECT i, sha256('d' || i // 20) AS document_id, '文件' || i // 20 || '.txt' AS source,
            left(sha256('d' || i // 20), 12) || '-' || lpad((i % 20)::VARCHAR, 3, '0') AS article_id,
            (hash(i) % {regions})::BIGINT AS place, (hash(i, 1) % 18)::BIGINT AS subject,
            DATE '2015-01-01' + (hash(i, 2) % 3650)::INTEGER AS published
        FROM range({articles}) t(i)
        """
    )
    connection.execute(
        f"""
        INSERT INTO articles BY NAME FROM (
        SELECT article_id, source, document_id, r.name || '：' || w.opening || i AS title, 1 AS page,
            FALSE AS fragment, [] AS byline, published, 'stated' AS published_how, r.adcode AS region_adcode,
            r.name AS region_name, r.level AS region_level, [t.name] AS topics,
            w.text || '报告编号' || i AS text, 260 AS chars, [] AS region_candidates,
            CASE WHEN i % 50 < 2 THEN 'c' || i // 50 END AS cluster_id, r.adcode AS placed
        FROM story JOIN place p ON p.n = place JOIN regions r ON r.adcode = p.adcode
        JOIN topic t ON t.n = subject JOIN words w ON w.n = i % 8
        ) ORDER BY {laid("articles")}
        """
    )
    connection.execute(
        f"""
        INSERT INTO figures BY NAME FROM (
        SELECT s.article_id || '@' || k AS figure_id, s.article_id, s.source, s.document_id,
            s.article_id || '@' || k AS fact_id, TRUE AS chosen, '1234人' AS quote,
            '全年' || j.name || '1234人。' AS sentence, 10 * k AS char_start, 10 * k + 5 AS char_end,
            (hash(s.i, k) % 100000)::DOUBLE AS value, '人' AS unit,
            (hash(s.i, k) % 100000)::DOUBLE AS base_value,
            '人' AS base_unit, '' AS modifier, CASE WHEN k = 9 THEN 'growth' ELSE 'level' END AS kind,
            CASE WHEN k = 8 THEN 'planned' ELSE 'actual' END AS status,
            CASE WHEN k = 7 THEN 'entity' ELSE 'region' END AS scope, j.name AS indicator,
            CASE WHEN k < 6 THEN j.id END AS indicator_id, CASE WHEN k < 6 THEN j.name END AS indicator_name,
            CASE WHEN k < 6 THEN j.id ELSE 'phrase:' || left(md5(j.name || s.i % 5000), 10) END
                AS indicator_key,
            a.region_adcode, a.region_name, a.region_level, a.placed, a.topics,
            make_date(year(s.published) - 1, 1, 1) AS period_start,
            make_date(year(s.published) - 1, 12, 31) AS period_end, '全年' AS period_text,
            s.published AS reported_on, 'year' AS period_type, 0.9 AS confidence, [] AS confidence_notes,
            1 AS witnesses, [] AS region_candidates
        FROM story s JOIN articles a USING (article_id), range({FIGURES_AN_ARTICLE}) t(k)
        JOIN subject j ON j.n = (hash(s.i, k, 3) % {indicators})::BIGINT
        ) ORDER BY {laid("figures")}
        """
    )


def _texts() -> Iterator[tuple[int, str, str]]:
    """Eight texts of some 250 characters, and what their headlines open with."""
    for number, sentence in enumerate(SENTENCES):
        yield number, sentence[:12], "".join(SENTENCES[number:] + SENTENCES[:number])


@dataclass(frozen=True, slots=True)
class Taken:
    """Medians of several runs: seconds by the clock, and of the processor (all threads of this process)."""

    clock: float
    processor: float


def taken(action: Callable[[], object], before: Callable[[], object] = lambda: None) -> Taken:
    """What an action takes; ``before`` is done before each run and not counted."""
    clock, processor = [], []
    for _ in range(RUNS):
        before()
        started = time.perf_counter(), time.process_time()
        action()
        clock.append(time.perf_counter() - started[0])
        processor.append(time.process_time() - started[1])
    return Taken(statistics.median(clock), statistics.median(processor))


def told(one: Taken) -> str:
    """Both in words; by the processor alone where other programs share the machine."""
    return f"{one.clock * 1000:.0f} ms (processor {one.processor * 1000:.0f})"


def open_page(name: str, **query: str) -> None:
    """Run one page's script; an exception in it ends the benchmark."""
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(REPOSITORY / "pages" / f"{name}.py"), default_timeout=120)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    if app.exception or app.error:
        sys.exit(f"{name}: {[*app.exception, *app.error]}")


def main() -> None:
    """Print the table."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--articles", type=int, default=100_000)
    cli.add_argument("--users", type=int, default=10)
    cli.add_argument("--store", type=Path)
    options = cli.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        directory = options.store or Path(temporary)
        os.environ["COUNTY_FIGURES_STORE"] = str(directory)
        from data_layer.pipeline.fingerprint import version_fingerprint
        from data_layer.store import StoreFolder
        from data_layer.store.versions import version_content

        if version_content(StoreFolder(directory)).fingerprint != version_fingerprint():
            make_store(directory, options.articles)  # none kept, or one that another program made
        measure_store(directory)
        measure_pages()
        measure_users(directory, options.users)


def measure_store(directory: Path) -> None:
    """The filter's answer and the full-text search, straight from the store."""
    from data_layer import queries
    from data_layer.filters import Filter
    from data_layer.store import open_store

    store = open_store(directory)
    flt = Filter(regions=("430000",), topics=("农业农村水利",))
    print(f"filter's counts, one province: {told(taken(lambda: queries.counts(store, flt)))}")
    print(f"filter's counts, everything: {told(taken(lambda: queries.counts(store, Filter())))}")
    for words in ("报告编号77777", "营商环境 古镇"):
        found = taken(lambda words=words: queries.article_rows(store, Filter(), words, limit=1000))
        print(f"search {words}: {told(found)}")


def measure_pages() -> None:
    """Each page cold and warm."""
    import logging

    from pages.shared import data
    from pages.shared.frame import PAGES

    logging.disable(logging.WARNING)
    for page in PAGES:
        cold = taken(lambda page=page: open_page(page.name), data.kept_answers().clear)
        warm = taken(lambda page=page: open_page(page.name))
        print(f"{page.name}: cold {told(cold)}, warm {told(warm)}")


def measure_users(directory: Path, users: int) -> None:
    """Every page, opened by many users of a real server at once; every fifth has the same province."""
    from pages.shared.frame import PAGES

    with serving(directory) as (port, server):
        visit(port, "overview", "region=110000")  # the first visitor of a new server finds nothing loaded
        time.sleep(_SETTLING_SECONDS)
        by_page: dict[str, list[float]] = {page.name: [] for page in PAGES}
        before = processor_seconds(server.pid)
        threads = [threading.Thread(target=tour, args=(port, user, by_page)) for user in range(users)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        times = sorted(seconds for visits in by_page.values() for seconds in visits)
        middle = statistics.median(times)
        slow = sum(seconds > _LONGEST_SECONDS for seconds in times)
        print(f"{users} users at once: median {middle:.2f} s, slowest {times[-1]:.2f} s a page")
        print(f"of {len(times)} pages {slow} took longer than {_LONGEST_SECONDS:.0f} s")
        for name, visits in by_page.items():
            print(f"  {name}: median {statistics.median(visits):.2f} s, slowest {max(visits):.2f} s")
        used = processor_seconds(server.pid) - before
        print(f"the server's processor time: {used:.1f} s, {used / len(times) * 1000:.0f} ms a page")
        peak = Path(f"/proc/{server.pid}/status").read_text().partition("VmHWM:")[2].split()[0]
        print(f"the server's memory at the most: {int(peak) / 1024:.0f} MB")


@contextlib.contextmanager
def serving(directory: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The app on a free port, as the README starts it."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    server = subprocess.Popen(
        [*command, "--server.port", str(port)],
        cwd=REPOSITORY,
        env=os.environ | {"COUNTY_FIGURES_STORE": str(directory)},
        stdout=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("localhost", port), 1):
                break
            time.sleep(0.2)
        yield port, server
    finally:
        server.terminate()
        server.wait(10)


def processor_seconds(pid: int) -> float:
    """What a process has taken of the processor so far, for itself and the system."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def tour(port: int, user: int, by_page: dict[str, list[float]]) -> None:
    """One user looks at every page, one after the other."""
    province = ("430000", "440000", "510000", "370000", "330000")[user % 5]
    for page, visits in by_page.items():
        visits.append(visit(port, page, f"region={province}"))


def visit(port: int, page: str, query: str) -> float:
    """Seconds from the browser's request to the page's end, over the websocket that a browser uses.

    A run that ends for another one to take its place is not the end: a new server's first is such a one.
    """
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
    from websockets.sync.client import connect

    request = BackMsg()
    request.rerun_script.query_string = query
    request.rerun_script.page_name = page
    address = f"ws://localhost:{port}/_stcore/stream"
    with connect(
        address, subprotocols=["streamlit"], max_size=None, origin=f"http://localhost:{port}"
    ) as wire:
        started = time.perf_counter()
        wire.send(request.SerializeToString())
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(wire.recv(timeout=120))
            ended = answer.WhichOneof("type") == "script_finished"
            if ended and answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return time.perf_counter() - started


if __name__ == "__main__":
    main()
