"""The key that signs sessions: configured, or made once and kept where only the service can read it."""

import os
import secrets

from workload.settings import Settings


def secret_key(settings: Settings) -> str:
    """FAIRLOAD_SECRET_KEY, or the key in `data_dir/secret_key`, which is made (mode 600) when there is none."""
    if settings.secret_key:
        return settings.secret_key
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    path = settings.data_dir / "secret_key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(48)
        file.write(key + "\n")
    return key
