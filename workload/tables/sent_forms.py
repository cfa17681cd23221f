"""Forms that were taken once, so that the same bytes sent again are not stored again."""

from datetime import date

from sqlmodel import Field, SQLModel


class SentForm(SQLModel, table=True):
    """A digest of what was sent, and the address that answered. No person and no time of day, only the day; the digest
    is the key, so that rows lie in no order of sending."""

    __tablename__ = "sent_form"

    digest: str = Field(primary_key=True, max_length=64)
    day: date = Field(index=True)
    answer: str = ""
