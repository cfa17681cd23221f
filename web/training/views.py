"""The pages about training, gathered so that the application registers one blueprint."""

from web.training import own_pages, plan_pages, region_pages  # noqa: F401
from web.training.blueprint import blueprint  # noqa: F401
