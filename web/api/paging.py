"""Lists in pages: after the last one you have, at most so many."""

from typing import Any

from pydantic import BaseModel, Field

from web.api.problems import ApiProblem

MOST = 500


class Page(BaseModel):
    """`after`: the `next` of the page before; nothing for the first page."""

    after: int = Field(default=0, ge=0, le=2**31 - 1)
    limit: int = Field(default=100, ge=1, le=MOST)


def paged(items: list[Any], last: int | None, page: Page) -> dict[str, Any]:
    """`next` is null on the last page."""
    full = len(items) == page.limit and last is not None
    return {"items": [one.model_dump(mode="json") for one in items], "next": last if full else None}


def needed(row: Any, what: str) -> Any:
    if row is None:
        raise ApiProblem(404, "unknown", f"There is no such {what}")
    return row
