"""Examples are not timed: a busy machine is no fault of a function. `test_uncertainty` times what must be fast."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
