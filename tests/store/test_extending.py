"""A version made from the one before by what is new holds the rows that a version made whole would."""

import random
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_layer.pipeline import ingest, remove_documents
from data_layer.store import extending, open_store, versions
from data_layer.store.laying import laid
from tests.store_fakes import REGIONS, content_of, use_fakes

DOCUMENTS = 9
TITLES = ("就业", "工业", "农业", "旅游")
MANY = 100_000


@pytest.fixture(autouse=True)
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    return use_fakes(monkeypatch)


@pytest.fixture(autouse=True)
def whole_again(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts the versions that are made whole."""
    made: list[int] = []
    whole = versions.make_whole

    def counted(*arguments: object) -> None:
        made.append(1)
        whole(*arguments)

    monkeypatch.setattr(versions, "make_whole", counted)
    return made


def words(chance: random.Random) -> str:
    """A document of a few articles: few titles, regions, indicators and values, so that much is shared."""
    return "\n".join(
        "|".join(
            (
                chance.choice(TITLES),
                chance.choice(sorted(REGIONS)),
                f"2022-12-0{chance.randint(1, 9)}",
                *(
                    f"{value}{unit} {value} {unit} {chance.choice(('employment', 'output', '企业'))} "
                    f"{chance.choice((2021, 2022))}"
                    for value, unit in chance.choices([(3, "人"), (30, "人"), (80, "人"), (5, "%")], k=3)
                ),
            )
        )
        for _ in range(chance.randint(1, 4))
    )


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, MANY), scattered=st.sampled_from([0, 60, MANY]), data=st.data())
def test_any_order_of_additions_and_removals(
    whole_again: list[int], seed: int, scattered: int, data: st.DataObject
) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as temporary, pytest.MonkeyPatch.context() as patched:
        patched.setattr(extending, "_SCATTERED_PERCENT", scattered)
        folder = Path(temporary)
        files = [folder / f"{number}.txt" for number in range(DOCUMENTS)]
        for file in files:
            file.write_text(words(chance), encoding="utf-8")
        ingest(files[:3], folder / "bits")
        held = set(files[:3])
        whole_again.clear()
        for _ in range(3):
            going = data.draw(st.sets(st.sampled_from(sorted(held)), max_size=len(held) - 1))
            coming = data.draw(st.sets(st.sampled_from(sorted({*files} - held)), max_size=3))
            ids = {row["source"]: row["document_id"] for row in content_of(folder / "bits")["documents"]}
            if going:
                remove_documents([ids[file.name] for file in going], folder / "bits")
            if coming:
                ingest(sorted(coming), folder / "bits")
            held = held - going | coming
            assert not whole_again
            ingest(sorted(held), folder / "whole")
            assert content_of(folder / "bits") == content_of(folder / "whole")
            shutil.rmtree(folder / "whole")
            whole_again.clear()


def test_scattered_rows_are_laid_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole_again: list[int]
) -> None:
    chance = random.Random(4)
    files = [tmp_path / f"{number}.txt" for number in range(DOCUMENTS)]
    for file in files:
        file.write_text(words(chance), encoding="utf-8")
    in_order = []
    for limit in (MANY, 0):
        monkeypatch.setattr(extending, "_SCATTERED_PERCENT", limit)
        store = tmp_path / f"bits{limit}"
        ingest(files[1:], store)
        whole_again.clear()
        ingest(files[:1], store)
        assert not whole_again
        for table in ("articles", "figures"):
            rows = f"FROM stored.{table}"
            lying, wanted = (
                open_store(store).rows(f"{rows} ORDER BY {order}") for order in ("rowid", laid(table))
            )
            in_order.append(lying == wanted)
    assert in_order == [False, False, True, True]


def test_what_is_removed_is_gone_from_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole_again: list[int]
) -> None:
    monkeypatch.setattr(extending, "_SCATTERED_PERCENT", MANY)
    secret = "机密" + "".join(chr(0x4E00 + 37 * number) for number in range(40))
    for number in range(3):
        text = words(random.Random(number)) if number else f"{secret}|431381|2022-12-01|3人 3 人 output 2022"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    store = tmp_path / "store"
    ingest(sorted(tmp_path.glob("*.txt")), store)
    ids = {row["source"]: row["document_id"] for row in content_of(store)["documents"]}
    held = {path.name: secret[-8:].encode() in path.read_bytes() for path in store.glob("*.duckdb")}
    whole_again.clear()
    remove_documents([ids["0.txt"]], store)
    assert not whole_again
    left = {path.name: secret[-8:].encode() in path.read_bytes() for path in store.glob("*.duckdb")}
    assert (any(held.values()), any(left.values())) == (True, False)


def test_no_file_is_left_beside_the_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extending, "_SCATTERED_PERCENT", 0)
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(words(random.Random(number)), encoding="utf-8")
        ingest([tmp_path / f"{number}.txt"], tmp_path / "store")
    names = sorted(path.name for path in (tmp_path / "store").glob("*duckdb*"))
    assert names == ["figures-000002.duckdb", "figures-000003.duckdb"]
