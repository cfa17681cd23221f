"""What people see and decide, on a page or a terminal.

`create_app` makes the service. It imports Flask itself, so that `import web` stays light for the commands that
work on files alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from workload.settings import Settings

# One line a journey: a module with a `blueprint`.
BLUEPRINTS = [
    "web.accounts.views",
    "web.accounts.own",
    "web.accounts.own_data",
    "web.accounts.leaver",
    "web.accounts.programs",
    "web.accounts.provider",
    "web.imports.views",
    "web.health.views",
    "web.home.views",
    "web.leave.views",
    "web.leave_year.views",
    "web.changes.views",
    "web.cover.views",
    "web.sick.views",
    "web.deputies.views",
    "web.messages.views",
    "web.caseloads.views",
    "web.hours.views",
    "web.staffing.views",
    "web.standards.views",
    "web.standards.people",
    "web.scenarios.views",
    "web.concerns.views",
    "web.concerns.steps",
    "web.concerns.letters",
    "web.concerns.evaluation",
    "web.concerns.audit",
    "web.concerns.appeals",
    "web.concerns.register",
    "web.bring_forwards.views",
    "web.recognition.views",
    "web.recognition.client_pages",
    "web.recognition.care_pages",
    "web.recognition.take_away",
    "web.pulse.views",
    "web.training.views",
    "web.tell_us.views",
    "web.exit_card.views",
    "web.wellbeing.views",
    "web.contact_plans.views",
    "web.contact_plans.backing",
]


def create_app(settings: Settings | None = None) -> Flask:
    """The service as a WSGI application, on the database that `settings` (or the environment) names."""
    from flask_openapi3 import Info, OpenAPI
    from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

    from web import (
        access,
        api,
        assets,
        charts,
        edge,
        errors,
        formats,
        language,
        looks,
        navigation,
        page_parts,
        request_log,
        security,
    )
    from web.accounts import provider, sign_in
    from web.api.problems import invalid
    from workload.settings import Settings

    app = OpenAPI(
        __name__,
        info=Info(title="Fairload", version="1"),
        security_schemes={"token": {"type": "http", "scheme": "bearer"}},
        validation_error_callback=invalid,
        doc_ui=False,
        static_folder=None,
    )
    components = {name: PackageLoader(name) for name in ("govuk_frontend_jinja", "govuk_frontend_wtf")}
    app.jinja_loader = ChoiceLoader([PackageLoader("templates", ""), PrefixLoader(components)])
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    edge.install(app, settings or Settings())
    request_log.install(app)
    security.install(app)
    language.install(app)
    formats.install(app)
    assets.install(app)
    sign_in.install(app)
    provider.install(app)
    access.install(app)
    looks.install(app)
    navigation.install(app)
    charts.install(app)
    page_parts.install(app)
    errors.install(app)
    _register_blueprints(app)
    api.install(app)
    return app


def _register_blueprints(app: Flask) -> None:
    from importlib import import_module

    for name in BLUEPRINTS:
        app.register_blueprint(import_module(name).blueprint)
