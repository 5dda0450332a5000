"""How long an ingest takes, and in how much memory: medians of five runs, each in a process of its own.

    python tests/benchmarks/ingest.py [FOLDER] [--copies N] [--jobs N]
    python tests/benchmarks/ingest.py --growth 100 1000 [--apart]
    python tests/benchmarks/ingest.py --beside 100000

FOLDER is ../shared/seeds, or seeds where that is absent. Measured on two busy cores with the five documents
there (350 kB): the first ingest 1.9 s and 180 MB, the second 0.4 s and 100 MB; with --copies 6 (2 MB) two
worker processes and this one alone take the same time.

With --growth, so many short documents, each of twelve sentences chosen from those of the test articles,
with numbers of their own: 100 took 208 MB at the most, 1000 took 221, 2000 took 250 and 4000 took 323 MB.
They share sentences, so the pairs to compare grow with their square, and these take the memory. With --apart
their rarer characters are mixed up, so that no two are alike: 207, 211, 222 and 254 MB. Of these 207 MB a
dictionary takes 60 for a moment; what grows is comparing, by 13 MB a thousand documents.

An ingest of 100,000 documents with 1,470,164 figures (those of tests/duplicates/generator.py, 14,000 stories)
took 587 s of processor time without its two workers' and 5.6 GB, while reading 0.7 GB. 20,000 of them with
300,000 figures and one job took 464 s and 1.3 GB, one more 3.4 s and 251 MB, one removed 13 s and 480 MB.

With --beside, one more document comes into a store of so many, and goes again: seconds of the processor for
comparing and making the version, and for all of it in a process of its own, and its memory.
"""

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import yaml

REPOSITORY = Path(__file__).parent.parent.parent
SHARED = REPOSITORY.parent / "shared" / "seeds"
RUNS = 5
RARE = 25
"""Characters that the test articles hold less often are mixed up with --apart: 65 in 100 of their words."""


def run(folder: Path, store: Path, jobs: int | None) -> tuple[float, float]:
    """Seconds and megabytes (of the largest process) of one ingest."""
    command = [sys.executable, "-m", "data_layer", "ingest", str(folder), "--store", str(store)]
    command += ["--jobs", str(jobs)] if jobs else []
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) > 1:
        sys.exit("the ingest failed")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def page_seconds(folder: Path) -> tuple[float, float]:
    """Seconds from the bytes of the first text to its figures: first, with the lexicons to load; later."""
    sys.path.insert(0, str(REPOSITORY))
    from data_layer.pipeline import parse_document

    page = min(folder.glob("*.txt"))
    data, times = page.read_bytes(), []
    for number in range(RUNS + 1):
        started = time.perf_counter()
        parse_document(page.name, data + b" " * number)
        times.append(time.perf_counter() - started)
    return times[0], statistics.median(times[1:])


def copies_of(folder: Path, copies: int, target: Path) -> Path:
    """The folder's texts so many times, each copy with numbers of its own: twins, not duplicates."""
    chance = random.Random(1)
    for number in range(copies):
        for path in sorted(folder.iterdir()):
            if path.suffix in (".txt", ".md"):
                digits = str.maketrans("23456789", "".join(chance.choices("23456789", k=8)))
                text = path.read_text(encoding="utf-8").translate(digits)
                (target / f"{number}_{path.name}").write_text(text, encoding="utf-8")
    return target


def growth(counts: list[int], jobs: int | None, *, apart: bool) -> None:
    """Seconds and megabytes of ingests of so many short documents: while reading, and at the most.

    ``apart``: they share no words, but for common characters and those of units.
    """
    chance = random.Random(2)
    stories = [
        story
        for path in sorted((REPOSITORY / "tests" / "segmenting").glob("*.yaml"))
        for story in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
    text = "".join(paragraph for story in stories for paragraph in story["paragraphs"])
    often = Counter(char for char in text if "\u4e00" <= char <= "\u9fff")
    rare = sorted(char for char, count in often.items() if count < RARE) if apart else []
    sentences = [f"{sentence}。" for sentence in text.split("。") if len(sentence) > 8]
    for count in counts:
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary) / "in"
            folder.mkdir()
            for number in range(count):
                own = str.maketrans("23456789", "".join(chance.choices("23456789", k=8)))
                own |= str.maketrans("".join(rare), "".join(chance.sample(rare, len(rare))))
                words = "".join(chance.sample(sentences, 12)).translate(own)
                (folder / f"{number}.txt").write_text(words, encoding="utf-8")
            command = [
                sys.executable,
                "-c",
                WATCHED,
                str(folder),
                str(Path(temporary) / "store"),
                str(jobs or 1),
            ]
            started = time.perf_counter()
            told = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
            reading, most = told.split()
            seconds = time.perf_counter() - started
            print(f"{count} documents: {seconds:.1f} s, {reading} MB while reading, {most} MB at the most")


def beside(count: int, jobs: int | None) -> None:
    """Processor seconds of one more document beside ``count``, those of tests/duplicates/generator.py."""
    sys.path.insert(0, str(REPOSITORY))
    from tests.duplicates.generator import Recipe, make_corpus

    with tempfile.TemporaryDirectory() as temporary:
        folder, store = Path(temporary) / "in", Path(temporary) / "store"
        folder.mkdir()
        samples = make_corpus(3, Recipe(stories=count * 14 // 100, articles=count + 1))
        for number, sample in enumerate(samples):
            (folder / f"{number}.txt").write_text(sample.text, encoding="utf-8")
        last = (folder / f"{count}.txt").replace(Path(temporary) / "last.txt")
        seconds, megabytes = run(folder, store, jobs)
        print(f"{count} documents: {seconds:.0f} s, {megabytes:.0f} MB", flush=True)
        for step in ("come", "go"):
            command = [sys.executable, "-c", ONE_MORE, str(last), str(store), step]
            subprocess.run(command, cwd=REPOSITORY, check=True)


ONE_MORE = """
import hashlib, resource, sys, time
from pathlib import Path
from data_layer.pipeline import ingest, ingesting, remove_documents

publish, took = ingesting.publish, []

def timed(*arguments, **named):
    before = time.process_time()
    publish(*arguments, **named)
    took.append(time.process_time() - before)

ingesting.publish = timed
file, store, step = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
if step == "come":
    ingest([file], store, jobs=1)
else:
    remove_documents([hashlib.sha256(file.read_bytes()).hexdigest()], store)
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"{step}: {took[0]:.2f} s for the version, {time.process_time():.2f} s in all, {most} MB")
"""
"""Prints the seconds of the processor for one document that comes or goes, and the memory in MB."""

WATCHED = """
import resource, sys
from pathlib import Path
from data_layer.pipeline import ingest, Watcher

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

class Told(Watcher):
    def comparing(self):
        print(peak())

ingest([Path(sys.argv[1])], Path(sys.argv[2]), jobs=int(sys.argv[3]), watcher=Told())
print(peak())
"""
"""Prints the peak memory in MB before articles are compared, and at the end."""


def main() -> None:
    """Print the medians."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument(
        "folder", nargs="?", type=Path, default=SHARED if SHARED.is_dir() else REPOSITORY / "seeds"
    )
    cli.add_argument("--copies", type=int, default=0)
    cli.add_argument("--jobs", type=int)
    cli.add_argument("--growth", type=int, nargs="+", help="compare ingests of so many short documents")
    cli.add_argument("--apart", action="store_true", help="with --growth: no two documents are alike")
    cli.add_argument("--beside", type=int, help="one more document in a store of so many")
    options = cli.parse_args()
    if options.beside:
        beside(options.beside, options.jobs)
        return
    if options.growth:
        growth(options.growth, options.jobs, apart=options.apart)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder
        if options.copies:
            folder = Path(temporary) / "in"
            folder.mkdir()
            copies_of(options.folder, options.copies, folder)
        first, second = [], []
        for _ in range(RUNS):
            store = Path(temporary) / "store"
            first.append(run(folder, store, options.jobs))
            second.append(run(folder, store, options.jobs))
            shutil.rmtree(store)
    for name, runs in (("first", first), ("second", second)):
        seconds, megabytes = (statistics.median(values) for values in zip(*runs, strict=True))
        print(f"{name} ingest: {seconds:.2f} s, {megabytes:.0f} MB (medians of {RUNS})")
    cold, warm = page_seconds(options.folder)
    print(f"a page: {warm:.2f} s (median of {RUNS}); with the lexicons loaded first {cold:.2f} s")


if __name__ == "__main__":
    main()
