from hypothesis import given
from hypothesis import strategies as st

from workload.estimates.suppression import hide_small_cells

CELLS = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), st.integers(0, 40), max_size=8)


def test_large_cells_are_all_shown() -> None:
    shown = hide_small_cells({"delay": 9, "respect": 12})
    assert shown.cells == {"delay": 9, "respect": 12}
    assert shown.total == 21


def test_one_small_cell_takes_the_smallest_other_with_it() -> None:
    shown = hide_small_cells({"delay": 20, "respect": 3, "access": 8, "privacy": 11})
    assert shown.cells == {"delay": 20, "respect": None, "access": None, "privacy": 11}
    assert shown.total == 42


def test_zero_is_hidden_too() -> None:
    shown = hide_small_cells({"delay": 20, "respect": 0, "access": 9})
    assert shown.cells["respect"] is None


def test_two_tiny_cells_are_not_enough_to_hide_in() -> None:
    shown = hide_small_cells({"delay": 20, "respect": 1, "access": 2, "privacy": 7})
    assert [key for key, count in shown.cells.items() if count is None] == ["respect", "access", "privacy"]


def test_group_of_exactly_five_people_may_hide() -> None:
    shown = hide_small_cells({"delay": 2, "respect": 3, "access": 9})
    assert shown.cells == {"delay": None, "respect": None, "access": 9}
    assert shown.total == 14


def test_small_total_is_hidden_with_its_cells() -> None:
    shown = hide_small_cells({"delay": 2, "respect": 1})
    assert shown.cells == {"delay": None, "respect": None}
    assert shown.total is None


def test_nine_concerns_of_one_client_are_one_person() -> None:
    shown = hide_small_cells({"delay": 9, "respect": 12, "access": 30}, people={"delay": 1, "respect": 8, "access": 20})
    assert shown.cells == {"delay": None, "respect": None, "access": 30}


def test_single_cell_is_shown_or_hidden_whole() -> None:
    assert hide_small_cells({"delay": 6}).total == 6
    assert hide_small_cells({"delay": 4}).total is None
    assert hide_small_cells({}).total is None


@given(CELLS, st.integers(2, 12))
def test_no_subtraction_isolates_a_small_group(cells: dict[str, int], k: int) -> None:
    shown = hide_small_cells(cells, k)
    hidden = [key for key, count in shown.cells.items() if count is None]
    assert all(cells[key] >= k for key in cells if key not in hidden)
    if shown.total is not None and hidden:
        left = shown.total - sum(count for count in shown.cells.values() if count is not None)
        assert len(hidden) >= 2
        assert left >= k
