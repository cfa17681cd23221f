"""What the doctor finds in the settings alone: names, keys and addresses that do not fit together."""

import os
import urllib.request
from difflib import get_close_matches
from urllib.parse import urlsplit

from workload.settings import Settings

Found = list[tuple[str, str]]

SHORTEST_KEY = 32  # letters
OPEN_TO_OTHERS = 0o077


def misspelt() -> Found:
    """Variables that begin with FAIRLOAD_ and mean nothing."""
    known = {f"FAIRLOAD_{name.upper()}" for name in Settings.model_fields}
    found = []
    for name in sorted(set(os.environ) - known):
        if name.startswith("FAIRLOAD_"):
            near = get_close_matches(name, known, 1)
            found.append((f"{name} means nothing.", f"Did you mean {near[0]}?" if near else "Take it away."))
    return found


def keys(settings: Settings) -> Found:
    """The key that signs sessions and seals second factors."""
    path = settings.data_dir / "secret_key"
    if settings.secret_key:
        if len(settings.secret_key) < SHORTEST_KEY:
            remedy = "Set one of 48 letters: python3 -c 'import secrets; print(secrets.token_urlsafe(36))'"
            return [(f"FAIRLOAD_SECRET_KEY is shorter than {SHORTEST_KEY} letters.", remedy)]
        return []
    if settings.database_url.startswith("postgresql"):
        remedy = "Set the same FAIRLOAD_SECRET_KEY on every machine; signing in on one is worth nothing on the others."
        return [("Each machine makes a key of its own.", remedy)]
    if path.exists() and path.stat().st_mode & OPEN_TO_OTHERS:
        return [(f"Others on this machine may read {path}.", f"chmod 600 {path}")]
    return []


def addresses(settings: Settings) -> Found:
    """Where people open the service, and whether it answers there as one behind a proxy must."""
    if not settings.web_address:
        return []
    parts = urlsplit(settings.web_address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        remedy = "Say it as https://fairload.example: e-mails point there."
        return [(f"FAIRLOAD_WEB_ADDRESS is no address: {settings.web_address}", remedy)]
    found = []
    if parts.hostname not in {one.strip() for one in settings.hosts.split(",")} | {"localhost", "127.0.0.1"}:
        found.append((f"The service does not answer to {parts.hostname}.", f"Set FAIRLOAD_HOSTS={parts.hostname}."))
    if parts.scheme == "https" and not settings.proxies:
        found.append(
            (
                "There is TLS, and no proxy is believed: everybody seems to come from one address without TLS.",
                "Set FAIRLOAD_PROXIES=1, or how many stand before the service.",
            )
        )
    return found


def provider(settings: Settings) -> Found:
    """Is there an identity provider where the settings say?"""
    if not settings.oidc_issuer:
        return []
    if not settings.oidc_client_id or not settings.oidc_client_secret:
        return [("The identity provider does not know us.", "Set FAIRLOAD_OIDC_CLIENT_ID and _CLIENT_SECRET.")]
    address = settings.oidc_issuer.rstrip("/") + "/.well-known/openid-configuration"
    try:
        with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - an address that the administrator set
            return []
    except (OSError, ValueError) as reason:
        return [(f"The identity provider does not answer ({reason}).", "Look at FAIRLOAD_OIDC_ISSUER.")]
