"""Writing result files so that a reader never sees half of one."""

import errno
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A temporary file beside `path`; on success it takes its place in one step, otherwise it is removed."""
    with replacing_bytes(path) as raw:
        stream = io.TextIOWrapper(raw, encoding="utf-8", newline="")
        try:
            yield stream
            stream.flush()
        finally:
            stream.detach()


@contextmanager
def replacing_bytes(path: Path) -> Iterator[BinaryIO]:
    """The same for bytes. OSError for a device or a pipe: it is no file whose place another could take."""
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "this is no file that can be written anew", str(path))
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, 0o666 & ~_kept_from_others())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _kept_from_others() -> int:
    """The umask: what files of this process are not to others. It can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
