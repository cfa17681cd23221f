"""What a log may keep of a failure: where it happened and of which kind. The words of an error can name people."""

import traceback


def trace_without_values(error: BaseException) -> str:
    """The trace of an error and of those that led to it, each with the name of its kind and without its message."""
    led_to_it = error.__cause__ or error.__context__
    before = trace_without_values(led_to_it) + "\nwhich led to:\n" if led_to_it else ""
    return before + "".join(traceback.format_tb(error.__traceback__)) + type(error).__name__
