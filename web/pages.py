"""A long list in pages that a browser shows quickly; the file always holds all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request

A_PAGE = 60
T = TypeVar("T")


@dataclass(frozen=True)
class Pages(Generic[T]):
    """The rows of one page of a list; `page` of `pages`, counted from 1."""

    rows: Sequence[T]
    page: int
    pages: int


def page_asked(rows: Sequence[T]) -> Pages[T]:
    """The page that `?page=` of the address asks for; one beyond the last is the last."""
    pages = -(-len(rows) // A_PAGE) or 1
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    return Pages(rows[(page - 1) * A_PAGE : page * A_PAGE], page, pages)
