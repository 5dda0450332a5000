"""The journal: appended, never changed, kept over everything."""

from data_layer.store.journal import Journal


def test_empty_journal_makes_no_file(tmp_path):
    journal = Journal(tmp_path / "decisions.sqlite")
    assert journal.originals() == {}
    assert journal.ingests(5) == []
    assert journal.decisions() == []
    assert list(tmp_path.iterdir()) == []


def test_first_name_is_kept(tmp_path):
    journal = Journal(tmp_path / "decisions.sqlite")
    journal.add_originals({"ab": "a.txt"})
    journal.add_originals({"ab": "other.txt", "cd": "c.txt"})
    assert journal.originals() == {"ab": "a.txt", "cd": "c.txt"}
    assert {row["document_id"] for row in journal.arrivals()} == {"ab", "cd"}


def test_decisions_are_appended(tmp_path):
    journal = Journal(tmp_path / "decisions.sqlite")
    journal.decide("figure:words", "corrected", "某人", {"value": 8210})
    journal.decide("figure:words", "dismissed", "某人")
    journal.decide("figure:other", "confirmed", "某人")
    found = Journal(tmp_path / "decisions.sqlite").decisions("figure:words")
    assert [(one.verdict, one.detail) for one in found] == [("corrected", {"value": 8210}), ("dismissed", {})]
    assert len(journal.decisions()) == 3


def test_last_ingests_come_first(tmp_path):
    journal = Journal(tmp_path / "decisions.sqlite")
    for version in (1, 2, 3):
        journal.add_ingest(version=version, seconds=0.5, added=1, known=0, failed=0)
    assert [one.version for one in journal.ingests(2)] == [3, 2]
