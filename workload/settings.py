"""What can be configured from the environment: every name starts with FAIRLOAD_."""

from datetime import date, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Settings of one installation.

    `database_url` is an SQLAlchemy address; SQLite in `data_dir` by default, `postgresql+psycopg://...` for PostgreSQL.
    Mail goes out by `smtp_*`, never between `quiet_from` and `quiet_until` but for somebody who is asked for today.
    `demonstration` puts the words «synthetic caseload» under every page. `timezone` is the territory's.
    """

    model_config = SettingsConfigDict(env_prefix="FAIRLOAD_")

    data_dir: Path = Path("var")
    database_url: str = ""
    secret_key: str = ""
    demonstration: bool = False
    timezone: str = "America/Yellowknife"
    secure_cookies: bool = False
    idle_minutes: int = Field(default=60, ge=5)  # a sign-in ends after so long without a page; judgement
    session_hours: int = Field(default=12, ge=1)  # and after so long in any case; judgement
    second_factor: bool = False  # everybody but CSOs must give a second factor at sign-in
    oidc_issuer: str = ""  # https://..., an OpenID Connect provider that signs people in
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    proxies: int = Field(default=0, ge=0)  # reverse proxies before us whose X-Forwarded headers are believed
    hosts: str = ""  # names we answer for besides localhost, with commas between
    solve_seconds: float = 10.0
    solvers: int = Field(default=2, ge=1, le=64)  # plans solved at the same time
    cluster: str = ""  # tcp://host:8786, a Dask scheduler whose workers solve instead of this machine
    web_address: str = ""  # where people open the service, such as https://fairload.example: e-mails point there
    smtp_host: str = ""  # without it messages stand on the page only
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_from: str = ""
    smtp_tls: Literal["starttls", "tls", "none"] = "starttls"
    quiet_from: int = Field(default=20, ge=0, le=24)  # hours of the territory; our judgement
    quiet_until: int = Field(default=7, ge=0, le=24)
    cover_answer_hours: int = Field(default=48, ge=1)  # silence after so long comes to the manager; our judgement
    sick_answer_minutes: int = Field(default=60, ge=1)  # the same, where the cover is for today or tomorrow
    discuss_days: int = Field(default=3, ge=0, le=60)  # open days in which officers can object to an agreed move
    look_hours: float = Field(default=1.0, gt=0)  # a case that changes by this a month asks for a look at the balance
    dispute_days: int = Field(default=10, ge=1, le=60)  # business days to answer a dispute of hours; our judgement
    keep_words_months: int = Field(default=24, ge=1)  # how long what is kept: workload/records/retention_rules.py
    keep_time_months: int = Field(default=36, ge=12)
    keep_private_months: int = Field(default=24, ge=1)
    keep_incident_months: int = Field(default=84, ge=1)
    keep_passing_months: int = Field(default=6, ge=1)
    keep_upload_months: int = Field(default=1, ge=1)
    keep_leaver_months: int = Field(default=24, ge=1)
    metrics_token: str = ""  # who may read /metrics; nobody without one
    today: date | None = None  # fixes the day, for demonstrations and tests

    @field_validator("timezone")
    @classmethod
    def _zone_is_known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            raise ValueError("no such time zone is known here; say one such as America/Yellowknife") from None
        return name

    @field_validator("database_url")
    @classmethod
    def _database_is_ours(cls, address: str) -> str:
        if address and not address.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            raise ValueError("say an address such as postgresql://user:password@host/name, or leave it out for SQLite")
        return address

    @property
    def address(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'fairload.db'}"

    def current_day(self) -> date:
        """Today in the territory."""
        return self.today or datetime.now(ZoneInfo(self.timezone)).date()
