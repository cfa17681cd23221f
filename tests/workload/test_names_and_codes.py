"""Names sort without their accents; codes in files lead back to the row."""

import pytest

from workload.codes import person_code, person_id, request_code, request_id
from workload.names import plain, sort_name


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("Łutselk’e", "lutselk'e"),
        ("Behchokǫ̀", "behchoko"),
        ("Délı̨nę", "deline"),
        ("Wekweètì", "wekweeti"),
        ("Céline", "celine"),
    ],
)
def test_northern_letters_are_found_without_them(written: str, searched: str) -> None:
    assert plain(written) == searched


def test_people_stand_by_family_name() -> None:
    people = [("Leon", "Ekendıa"), ("Grace", "Abel"), ("Bella", "Ékoda")]
    assert sorted(people, key=lambda one: sort_name(*one)) == [people[1], people[0], people[2]]


def test_a_code_leads_back_to_its_row() -> None:
    assert person_id(person_code(7)) == 7
    assert request_id(request_code(1234)) == 1234
    assert person_code(7) == "P007"


@pytest.mark.parametrize("wrong", ["7", "R007", "P", "P-7", "P7a", ""])
def test_what_is_no_code_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="is not a code like P007"):
        person_id(wrong)
