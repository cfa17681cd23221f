"""Where hours come from and go: logged time, disputes, the activity table, the job as it is."""

from web.hours import disputes, job, logs, proposals, rules, table, time_pages  # noqa: F401  (their pages hang on the blueprint)
from web.hours.blueprint import blueprint

__all__ = ["blueprint"]
