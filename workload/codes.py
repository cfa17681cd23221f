"""How people and leave requests are named in files and in solver problems. A case is named by its reference."""


def person_code(person_id: int) -> str:
    """7 is written P007."""
    return f"P{person_id:03d}"


def person_id(code: str) -> int:
    """P007 is person 7. Raises ValueError for anything that is not such a code."""
    return _number(code, "P")


def request_code(request_id: int) -> str:
    """3 is written R003."""
    return f"R{request_id:03d}"


def request_id(code: str) -> int:
    """R003 is leave request 3. Raises ValueError for anything that is not such a code."""
    return _number(code, "R")


def _number(code: str, letter: str) -> int:
    digits = code.removeprefix(letter)
    if digits == code or not digits.isdecimal():
        raise ValueError(f"'{code}' is not a code like {letter}007")
    return int(digits)
