"""create_app(): read the settings, bind the extensions, register views and commands."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from netevent import access, api, clock, config, logs, views
from netevent.access import floods
from netevent.extensions import babel, compress, csrf, db, login, migrate
from netevent.views import assets, errors, languages, replays
from netevent.views import logs as request_logs

PACKAGE = Path(__file__).resolve().parent
PATIENCE = 5000  # milliseconds a statement may take, or wait for a lock
ROOT = PACKAGE if (PACKAGE / "templates").is_dir() else PACKAGE.parent


def create_app(settings: config.Settings | None = None) -> Flask:
    """The WSGI application; raises ConfigError when a setting cannot be used."""
    settings = settings or config.read()
    logs.configure()
    app = Flask("netevent", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.config.update(_flask_config(settings))
    clock.keep_shift_in(settings.data_dir / "clock-shift" if settings.demo else None)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    csrf.init_app(app)
    compress.init_app(app)
    floods.register(app)
    login.init_app(app)
    babel.init_app(app, locale_selector=languages.chosen, timezone_selector=languages.zone)
    access.bind(login)
    errors.register(app, api.problem)
    assets.register(app)
    views.register(app, demo=settings.demo)
    api.register(app)
    access.refuse_unguarded(app)
    if settings.proxy_hops:  # whoever forges X-Forwarded-For adds entries before those of our own proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxy_hops)  # type: ignore[method-assign]
    replays.register(app)
    request_logs.register(app)
    return app


def _flask_config(settings: config.Settings) -> dict[str, Any]:
    return {
        "SETTINGS": settings,
        "SECRET_KEY": settings.secret_key,
        "TRUSTED_HOSTS": sorted(settings.hosts),
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings.database_url),
        "BABEL_TRANSLATION_DIRECTORIES": str(PACKAGE / "translations"),
        "WTF_CSRF_TIME_LIMIT": None,  # a form may wait offline for hours
        "WTF_CSRF_SSL_STRICT": False,  # Origin is compared in access/; Referrer-Policy hides the rest
        "SESSION_COOKIE_NAME": "__Host-netevent" if settings.https else "netevent",
        "SESSION_COOKIE_SECURE": settings.https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",  # Strict would sign out whoever comes from a mail or a QR code
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=180),
        "MAX_CONTENT_LENGTH": 256 * 1024,
        "MAX_FORM_MEMORY_SIZE": 256 * 1024,
        "COMPRESS_ALGORITHM": ["gzip"],
        "COMPRESS_MIN_SIZE": 1000,
    }


def engine_options(database_url: str) -> dict[str, Any]:
    """A connection for every thread of a worker, the one used last first: its caches are warm. Statements are prepared
    the first time they are asked, and errors quote no personal data."""
    options: dict[str, Any] = {"pool_size": 16, "pool_use_lifo": True, "hide_parameters": True}
    if database_url.startswith("postgresql"):
        options["connect_args"] = {
            "prepare_threshold": 1,
            "options": f"-c lock_timeout={PATIENCE} -c statement_timeout={PATIENCE}",
        }
    return options
