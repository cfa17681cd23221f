"""The built look: finds each file's hashed name and serves it, compressed, for ever."""

import json
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

LOOK = Path(__file__).parent / "static" / "look"
ADDRESS = "/static/look/"
ONE_YEAR = 365 * 24 * 3600


def install(app: Flask) -> None:
    """Serve web/static/look, and give templates `asset("fairload.css")`."""
    manifest = LOOK / "manifest.json"
    if not manifest.exists():
        raise RuntimeError("The look of the pages is not built yet. Run `make look` first, then start again.")
    names: dict[str, str] = json.loads(manifest.read_text(encoding="utf-8"))
    app.add_template_global(lambda name: ADDRESS + names[name], "asset")
    served: Any = WhiteNoise(
        app.wsgi_app,
        root=str(LOOK),
        prefix=ADDRESS,
        max_age=ONE_YEAR,
        immutable_file_test=lambda _path, _url: True,
        allow_all_origins=False,
        add_headers_function=_add_headers,
    )
    app.wsgi_app = served  # type: ignore[method-assign]


def _add_headers(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
