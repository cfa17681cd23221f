import pytest
from click.testing import CliRunner, Result

from web.commands.phones import _shown, command


def run(*words: str) -> Result:
    return CliRunner().invoke(command, words)


def test_a_hundred_calls_need_fourteen_people() -> None:
    words = "--calls 100 --interval 30m --handle 3m --answer-in 20s --target 0.8 --shrinkage 0.3 --max-occupancy 0.85"
    result = run(*words.split())
    assert result.exit_code == 0
    lines = {line[:18].strip(): line[18:] for line in result.stdout.splitlines()}
    assert lines["people"] == "14"
    assert lines["level"].startswith("0.8884 answered within 20 s")
    assert lines["one fewer"] == "0.7956 with 13, which does not meet the target"
    assert lines["wait probability"] == "0.1741"
    assert lines["occupancy"].startswith("0.7143")
    assert lines["to roster"].startswith("20 ")


def test_units_say_the_same_time() -> None:
    said = run("--calls", "200", "--interval", "1h", "--handle", "180s", "--answer-in", "20s").stdout
    assert said == run("--calls", "100", "--interval", "30m", "--handle", "3m", "--answer-in", "20s").stdout


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--interval", "30", "'30' is not a time like 20s, 3m or 1h"),
        ("--handle", "-3m", "'-3m' is not a time"),
        ("--handle", "0m", "must be more than 0"),
        ("--calls", "many", "'many' is not a number"),
        ("--calls", "nan", "must be a number from 0"),
        ("--target", "80", "write 80 % as 0.8"),
        ("--target", "1", "no number of people answers every call in time"),
        ("--shrinkage", "1", "shrinkage must be"),
    ],
)
def test_bad_values_are_named_with_the_mending(option: str, value: str, sentence: str) -> None:
    good = {"--calls": "100", "--handle": "3m"} | {option: value}
    result = run(*(word for pair in good.items() for word in pair))
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert option.strip("-") in result.stderr
    assert result.stdout == ""


def test_level_below_its_target_never_looks_met() -> None:
    assert _shown(0.799996, 0.8) == "0.799996"
    assert _shown(0.800004, 0.8) == "0.8000"
