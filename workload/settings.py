"""What can be configured from the environment: every name starts with FAIRLOAD_."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Settings of one installation.

    `database_url` is an SQLAlchemy address; SQLite in `data_dir` by default, `postgresql+psycopg://...` for PostgreSQL.
    `demonstration` puts the words «synthetic caseload» under every page. `timezone` is the territory's.
    """

    model_config = SettingsConfigDict(env_prefix="FAIRLOAD_")

    data_dir: Path = Path("var")
    database_url: str = ""
    secret_key: str = ""
    demonstration: bool = False
    timezone: str = "America/Yellowknife"
    secure_cookies: bool = False
    hosts: str = ""  # names we answer for besides localhost, with commas between
    solve_seconds: float = 10.0
    solvers: int = Field(default=2, ge=1, le=64)  # plans solved at the same time
    cluster: str = ""  # tcp://host:8786, a Dask scheduler whose workers solve instead of this machine
    today: date | None = None  # fixes the day, for demonstrations and tests

    @property
    def address(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'fairload.db'}"

    def current_day(self) -> date:
        """Today in the territory."""
        return self.today or datetime.now(ZoneInfo(self.timezone)).date()
