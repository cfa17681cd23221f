"""Tokens of programs: made, found, ended; and receipts, so that what is sent twice is stored once."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from workload.tables.api import ApiReceipt, ApiToken
from workload.vocabulary import ApiScope


@dataclass(frozen=True)
class Bearer:
    """Whose token was shown."""

    token_id: int
    name: str
    scopes: frozenset[ApiScope]


def make_token(
    session: Session, *, name: str, scopes: Collection[ApiScope], expires_on: date, by: int | None
) -> tuple[ApiToken, str]:
    """A new token; its text is given once and not kept."""
    secret = "fl_" + secrets.token_urlsafe(32)
    words = sorted(scope.value for scope in scopes)
    token = ApiToken(name=name, digest=digest_of(secret), scopes=words, expires_on=expires_on, made_by=by)
    session.add(token)
    session.flush()
    return token, secret


def bearer_of(session: Session, secret: str, today: date) -> Bearer | None:
    """Who shows this token; None for one that is unknown, ended or past its last day."""
    token = session.exec(select(ApiToken).where(ApiToken.digest == digest_of(secret))).first()
    if token is None or token.id is None or token.ended_at is not None or token.expires_on < today:
        return None
    return Bearer(token.id, token.name, frozenset(ApiScope(word) for word in token.scopes))


def tokens(session: Session) -> list[ApiToken]:
    return list(session.exec(select(ApiToken).order_by(col(ApiToken.ended_at).is_not(None), col(ApiToken.name))))


def note_use(session: Session, token_id: int, *, at: datetime) -> None:
    """When a token was last used, to the hour: enough to find those that nobody needs."""
    token = session.get_one(ApiToken, token_id)
    if token.used_at is None or (at - token.used_at).total_seconds() > 3600:
        token.used_at = at


def receipt_for(session: Session, token_id: int, key: str) -> ApiReceipt | None:
    return session.exec(select(ApiReceipt).where(ApiReceipt.token_id == token_id, ApiReceipt.key == key)).first()


def keep_receipt(
    session: Session, *, token_id: int, key: str, digest: str, status: int, answer: dict[str, Any]
) -> None:
    session.add(ApiReceipt(token_id=token_id, key=key, digest=digest, status=status, answer=answer))


def digest_of(content: str | bytes) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()
