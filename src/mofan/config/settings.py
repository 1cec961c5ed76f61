"""Settings. Everything a place may set is an environment variable, listed in docs/settings.md."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF


def _flag(name: str, *, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").strip().lower() in {"1", "true", "yes", "on"}


PACKAGE = Path(__file__).resolve().parent.parent

MOFAN_HOME = Path(os.environ.get("MOFAN_HOME") or Path.home() / ".mofan").expanduser().resolve()
"""The folder that holds everything kept: rows, files, index, secret key, inbox."""
DATABASE_URL = os.environ.get("DATABASE_URL") or f"sqlite:///{MOFAN_HOME / 'mofan.sqlite3'}"
SEARCH_URL = os.environ.get("SEARCH_URL") or f"tantivy://{MOFAN_HOME / 'index'}"
STORAGE_URL = os.environ.get("STORAGE_URL") or f"file://{MOFAN_HOME / 'files'}"
INBOX = Path(os.environ.get("MOFAN_INBOX") or MOFAN_HOME / "inbox").expanduser().resolve()
FONTS = tuple(Path(one).expanduser() for one in os.environ.get("MOFAN_FONTS", "").split(os.pathsep) if one.strip())
"""Folders with fonts beside those of the system, for PDF."""
DEMO = _flag("MOFAN_DEMO")
HTTPS = _flag("MOFAN_HTTPS")
PROCESSES = int(os.environ.get("MOFAN_PROCESSES") or min(os.cpu_count() or 1, 8))
"""How many processes serve the pages."""
UPLOAD_LIMIT = int(os.environ.get("MOFAN_UPLOAD_LIMIT_MB", "512")) * 1024 * 1024
"""The largest request body that is accepted, bytes."""

API_LIMIT = int(os.environ.get("MOFAN_API_LIMIT", "600"))
"""Requests of one token a minute."""
API_HEAVY_LIMIT = int(os.environ.get("MOFAN_API_HEAVY_LIMIT", "30"))
"""Of these, those that hand in, compare or take a .zip, counted apart."""
API_STRANGER_LIMIT = int(os.environ.get("MOFAN_API_STRANGER_LIMIT", "30"))
"""Requests without a good token of one network address a minute that are told why."""

SMTP = urlsplit(os.environ.get("MOFAN_SMTP", ""))
"""smtp://name:password@host:port, smtp+tls:// or smtps://; without one no mail is ever sent."""
EMAIL_HOST, EMAIL_PORT = SMTP.hostname or "", SMTP.port or (465 if SMTP.scheme == "smtps" else 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(SMTP.username or ""), unquote(SMTP.password or "")
EMAIL_USE_SSL, EMAIL_USE_TLS = SMTP.scheme == "smtps", SMTP.scheme == "smtp+tls"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("MOFAN_MAIL_FROM") or f"mofan@{EMAIL_HOST or 'localhost'}"

MAIL_FOLDER = Path(os.environ.get("MOFAN_MAIL_FOLDER") or MOFAN_HOME / "mail").expanduser().resolve()
"""Where mails to the centre lie as .eml, or a maildir; looked at only where the folder is there."""
MAIL_CENTRE = os.environ.get("MOFAN_MAIL_CENTRE", "")
"""The name of the centre that these mails come to; empty: the highest."""
IMAP = urlsplit(os.environ.get("MOFAN_IMAP", ""))
"""imaps://name:password@host:port/INBOX, or imap:// inside the intranet; without one no box is ever asked."""

LANGUAGE_MODEL = os.environ.get("MOFAN_LANGUAGE_MODEL", "")
"""Where an OpenAI-compatible language model answers inside the intranet, with /v1; empty: none is ever asked."""
LANGUAGE_MODEL_NAME = os.environ.get("MOFAN_LANGUAGE_MODEL_NAME", "")
LANGUAGE_MODEL_KEY = os.environ.get("MOFAN_LANGUAGE_MODEL_KEY", "")


def _kept_key(name: str) -> str:
    """A random key, made once and kept in the home; of two processes that make it at once, one does."""
    kept = MOFAN_HOME / name
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        made = kept.with_name(f"{name}.{os.getpid()}")
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(made, kept)  # only if there is none yet, and never half written
        except FileExistsError:
            pass
        except OSError:  # a file system without links
            os.replace(made, kept)
        made.unlink(missing_ok=True)
    return kept.read_text().strip()


def _lines_of(name: str) -> tuple[str, ...]:
    """The lines of a file of the home; none where there is no such file."""
    kept = MOFAN_HOME / name
    return tuple(kept.read_text().split()) if kept.exists() else ()


SECRET_KEY = os.environ.get("MOFAN_SECRET_KEY") or _kept_key("secret_key")
DATA_KEY = os.environ.get("MOFAN_DATA_KEY") or _kept_key("data_key")
"""Seals numbers in the rows (ID numbers); lost, they cannot be read again."""
OLD_DATA_KEYS = tuple(os.environ.get("MOFAN_OLD_DATA_KEYS", "").split()) or _lines_of("old_data_keys")
"""Keys that were in use before: they open what `mofan reseal` has not sealed anew yet."""
DEBUG = False
ALLOWED_HOSTS = os.environ.get("MOFAN_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("MOFAN_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "template_partials",
    "mofan.org",
    "mofan.library",
    "mofan.records",
    "mofan.cases",
    "mofan.figures",
    "mofan.drafting",
    "mofan.web",
    "mofan.api",
    "mofan.ops",
]

MIDDLEWARE = [
    "mofan.api.door.Door",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "mofan.web.visitor.Doorkeeper",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "mofan.web.content_policy.ContentPolicy",
]

ROOT_URLCONF = "mofan.config.urls"
WSGI_APPLICATION = "mofan.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "mofan.web.rendering.Templates",
        "NAME": "django",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["mofan.web.templatetags.addresses", "mofan.web.templatetags.same"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mofan.web.shell.shell",
            ],
        },
    }
]

DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 30,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;PRAGMA cache_size=-65536;"
            "PRAGMA mmap_size=2147418112;"  # readers look at the pages of the file itself; its largest value
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "org.Person"
AUTHENTICATION_BACKENDS = ["mofan.org.sessions.Accounts"]
SESSION_ENGINE = "mofan.org.sessions"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"

SESSION_COOKIE_AGE = 30 * 60 if not DEMO else 12 * 60 * 60
"""Seconds without a request after which a session ends: 30 minutes (DOMAIN 7.2, idle logout)."""
SESSION_SEEN_EVERY = 60
"""Seconds after which a request is written down as a sign of life: not every one, so that readers need no writer."""
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 5000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # the roll of a large unit has five controls a person

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = os.environ.get("MOFAN_TIME_ZONE", "Asia/Shanghai")
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "mofan.web.static_files.StaticFiles"},
}
WHITENOISE_USE_FINDERS = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
        "waitress.queue": {"level": "ERROR"},  # that pages wait for one another is no news
    },
    "root": {"handlers": ["console"], "level": os.environ.get("MOFAN_LOG", "WARNING")},
}
