"""What docs/operate.md tells to type is what the service understands."""

import re
from pathlib import Path

import pytest

import web
from web.commands.doctor_settings import addresses, misspelt
from workload.settings import Settings

PAGE = (Path(web.__file__).parents[1] / "docs" / "operate.md").read_text(encoding="utf-8")


def test_the_environment_of_one_box_fits_together(monkeypatch: pytest.MonkeyPatch) -> None:
    block = PAGE.split("`/etc/fairload/environment`")[1].split("`/usr/local/sbin/fairload`")[0]
    given = dict(re.findall(r"^    (FAIRLOAD_\w+)=(\S+)$", block, re.MULTILINE))
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert addresses(Settings()) == []
    assert [line for line in misspelt() if line[0].split()[0] in given] == []
    unit = PAGE.split("`/etc/systemd/system/fairload.service`")[1].split("Then `systemctl")[0]
    assert f"ReadWritePaths={given['FAIRLOAD_DATA_DIR']}" in unit
    assert "EnvironmentFile=/etc/fairload/environment" in unit
    (port,) = set(
        re.findall(r"(?:--port |127\.0\.0\.1:)(\d+)", unit + PAGE.split("With nginx:")[1].split("The unit")[0])
    )
    assert port == "8000"
