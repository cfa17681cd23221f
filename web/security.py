"""What protects every page: cookies, the form token, which hosts we answer for, limits, and security headers."""

import secrets

from flask import Flask, Response, abort, g, request
from flask_compress import Compress
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user
from flask_wtf import CSRFProtect
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup
from werkzeug.middleware.proxy_fix import ProxyFix

from web.edge import settings
from web.secret_key import secret_key

LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
LARGEST_FORM = 2 * 1024 * 1024

csrf = CSRFProtect()
limiter = Limiter(key_func=get_remote_address, storage_uri="memory://", strategy="moving-window")


def install(app: Flask) -> None:
    chosen = app.extensions["settings"]
    app.config.update(
        SECRET_KEY=secret_key(chosen),
        SESSION_COOKIE_NAME="fairload",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=chosen.secure_cookies,
        PERMANENT_SESSION_LIFETIME=chosen.session_hours * 3600,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a form left open over lunch must not lose what was typed
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        TRUSTED_HOSTS=LOCAL_HOSTS + [host.strip() for host in chosen.hosts.split(",") if host.strip()],
        COMPRESS_MIMETYPES=["text/html", "text/csv", "application/json"],
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_MIN_SIZE=500,
    )
    if chosen.proxies:
        count = chosen.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    csrf.init_app(app)
    limiter.init_app(app)
    Compress(app)
    app.before_request(_make_nonce)
    app.before_request(_refuse_null)
    app.after_request(add_headers)
    app.add_template_global(csrf_field, "csrf")


def csrf_field() -> Markup:
    """The hidden input that a form of buttons alone needs."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def _make_nonce() -> None:
    g.nonce = secrets.token_urlsafe(16)


def _refuse_null() -> None:
    """No keyboard writes the null character, and PostgreSQL stores none."""
    sent = (request.path, *request.args.values(), *request.form.values())
    if any("\x00" in value for value in sent):
        abort(400)


def add_headers(response: Response) -> Response:
    """Security headers on every answer; a page of somebody signed in is never kept by a shared cache."""
    headers = response.headers
    headers["Content-Security-Policy"] = (
        f"default-src 'none'; script-src 'self' 'nonce-{g.get('nonce', '')}'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    if settings().secure_cookies:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    if current_user.is_authenticated or request.method == "POST" or request.path.startswith("/api/"):
        headers["Cache-Control"] = "private, no-store"
    return response
