"""The result files of a caseload balance, written so that a reader never sees half of one."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from workload.exchange.safe_write import replacing

FRONTIER = (
    "band", "max_utilisation", "overload", "moved_weight", "moved_weight_bound", "moved_cases", "officers_touched",
    "band_breach_hours",
)  # fmt: skip


def write_plan(path: Path, rows: Iterable[tuple[str, str]]) -> None:
    _write_rows(path, ("case_id", "officer_id"), rows)


def write_frontier(path: Path, rows: Iterable[Sequence[object]]) -> None:
    _write_rows(path, FRONTIER, rows)


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    with replacing(path) as stream:
        json.dump(content, stream, indent=1, ensure_ascii=False, allow_nan=False)
        stream.write("\n")


def _write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with replacing(path) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
