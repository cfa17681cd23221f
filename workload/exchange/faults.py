"""What is wrong with a file, said so that the person who made it can mend it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class FileFault:
    """One fault at one place: file, row (the header is row 1; 0 for the file as a whole), column and a sentence."""

    file: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.row}" if self.row else self.file
        return f"{place} {self.column}: {self.message}" if self.column else f"{place}: {self.message}"


class FileFaults(Exception):
    """The input cannot be used. Carries every fault that was found, in reading order."""

    def __init__(self, faults: list[FileFault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(frozen=True)
class Notice:
    """Something a reader should know that stops nothing, such as a column that is ignored."""

    file: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.message}"


def missing_file(path: Path) -> FileFault:
    return FileFault(path.name, 0, "", f"the file is missing from {path.parent}")
