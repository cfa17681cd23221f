"""Every setting stands in the README's table, and nothing else does."""

import re
from pathlib import Path

import web
from workload.settings import Settings

README = Path(web.__file__).parents[1] / "README.md"


def test_the_configuration_table_names_every_setting() -> None:
    table = README.read_text(encoding="utf-8").split("## Configuration")[1].split("##")[0]
    told = set(re.findall(r"`FAIRLOAD_([A-Z_]+)`", table))
    assert told == {name.upper() for name in Settings.model_fields}
