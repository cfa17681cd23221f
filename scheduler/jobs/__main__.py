"""`python -m scheduler.jobs`: the clock on its own, for installations that run web and clock apart."""

from scheduler.jobs import run
from workload.settings import Settings

if __name__ == "__main__":
    run(Settings())
