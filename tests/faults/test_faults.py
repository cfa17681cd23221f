"""Faults tried in small numbers; `python -m tests.faults.mutated_files` tries them in large ones."""

from tests.faults.mutated_files import tried


def test_damaged_files_are_read_or_refused() -> None:
    came = tried(300)
    assert came.total() == 300
    assert set(came) == {"read", "refused"}
