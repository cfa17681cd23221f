"""Strain and safety at work: facts of work, private where they are private, each with a step that exists."""

from web.wellbeing import incident_pages, lieu_pages, look_pages, region_pages, signal_pages, unpaid_pages  # noqa: F401  (they hang on it)
from web.wellbeing.blueprint import blueprint

__all__ = ["blueprint"]
