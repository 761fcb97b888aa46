"""Settings of the portal: one file, from the environment only; .env.example explains each.

What is missing or wrong stops the start with one line (``SettingsError``). Nothing here asks the
network. What depends on the public address depends on SITE_URL: hosts, secure cookies, HSTS and
the redirect to https.
"""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from sco_portal.environment import BASE_DIR, SettingsError, as_bool, as_int, env, load_environment

load_environment()

DEBUG = as_bool("DEBUG", env("DEBUG", "0"))

# Secret key ----------------------------------------------------------------------------------

# The line in .env.example; whoever copies that file gets told instead of a known key.
EXAMPLE_SECRET_KEY = "copy-nothing-make-setup-writes-a-random-key-into-env"
DEBUG_SECRET_KEY = "only-for-debug-never-signs-anything-that-readers-get"


def _secret_key(given: str, *, debug: bool) -> str:
    """The key as given; the shape that Django calls weak is refused unless debugging."""
    if debug:
        return given or DEBUG_SECRET_KEY
    if not given:
        raise SettingsError("SECRET_KEY", "is not set: `make setup` writes a random one to .env.")
    known = given in {EXAMPLE_SECRET_KEY, DEBUG_SECRET_KEY} or given.startswith("django-insecure-")
    if known or len(given) < 50 or len(set(given)) < 10:
        raise SettingsError(
            "SECRET_KEY", "is weak: take at least 50 random characters, as `make setup` does."
        )
    return given


SECRET_KEY = _secret_key(env("SECRET_KEY"), debug=DEBUG)

# The public address --------------------------------------------------------------------------

LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]


def _listening_address() -> str:
    """The address a reader on this very machine would type; every interface means loopback."""
    host, port = env("HOST", "127.0.0.1"), as_int("PORT", env("PORT", "8000"), least=1)
    host = "127.0.0.1" if host in {"0.0.0.0", "::", "[::]"} else host
    return f"http://[{host}]:{port}" if ":" in host and host[0] != "[" else f"http://{host}:{port}"


def _site_url(given: str) -> str:
    """An http or https origin: no path, no user, no query, no slash at the end."""
    try:
        parts = urlsplit(given)
        wellformed = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        wellformed = False
    origin = given.rstrip("/")
    if not wellformed or origin != f"{parts.scheme}://{parts.netloc}" or "@" in parts.netloc:
        raise SettingsError(
            "SITE_URL", f"must be like https://sco.example.org, with no path, not {given!r}."
        )
    return origin


SITE_URL = _site_url(env("SITE_URL") or _listening_address())
_site = urlsplit(SITE_URL)
_site_host = f"[{_site.hostname}]" if ":" in str(_site.hostname) else str(_site.hostname)
SECURE = _site.scheme == "https"

ALLOWED_HOSTS = LOOPBACK if _site_host in LOOPBACK else [_site_host]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# gunicorn speaks plain http, so an https site has a proxy in front of it; its header says so.
TRUSTED_PROXIES = as_int("TRUSTED_PROXIES", env("TRUSTED_PROXIES", "1" if SECURE else "0"))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_SSL_REDIRECT = SECURE
# The probes come from inside, over plain http.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = as_int("HSTS_SECONDS", env("HSTS_SECONDS", "31536000")) if SECURE else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}

# Who answers for the site: the address behind "report an error".
CONTACT = env("CONTACT")
if CONTACT:
    try:
        validate_email(CONTACT)
    except ValidationError:
        raise SettingsError("CONTACT", f"must be an e-mail address, not {CONTACT!r}.") from None

# Applications and middleware -----------------------------------------------------------------

INSTALLED_APPS = [
    # Before staticfiles: one static file server for development and production.
    "whitenoise.runserver_nostatic",
    "sco_portal.apps.CurationConfig",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "events",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Gzip pads at random: the validator of ConditionalGet must be made before it, thus below it.
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sco_portal.middleware.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    # Last, as axes asks.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "sco_portal.urls"
WSGI_APPLICATION = "sco_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Form fields of ours have templates beside those of the pages.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Database and cache --------------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
SQLITE_OPTIONS = {
    # A transaction that will write takes its lock at once and waits, instead of failing midway.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


def _database(url: str) -> dict[str, Any]:
    """Django's settings for a sqlite:// or postgres:// address."""
    try:
        config: dict[str, Any] = dict(dj_database_url.parse(url, conn_health_checks=True))
    except ValueError:
        raise SettingsError("DATABASE_URL", "cannot be read as an address.") from None
    options = config.setdefault("OPTIONS", {})
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = SQLITE_OPTIONS | options
    elif config["ENGINE"] == "django.db.backends.postgresql":
        # A pool with persistent connections fails on every request.
        config["CONN_MAX_AGE"] = 0
        size = as_int("DATABASE_POOL", env("DATABASE_POOL", "8"), least=1)
        options["pool"] = {"min_size": 1, "max_size": size, "timeout": 10}
    else:
        raise SettingsError("DATABASE_URL", "must begin with sqlite:// or postgres://.")
    return config


def _default_database_url() -> str:
    """SQLite in the checkout, in the folder that holds all the site writes."""
    folder = BASE_DIR / "var"
    folder.mkdir(exist_ok=True)
    return f"sqlite:///{folder / 'db.sqlite3'}"


DATABASES = {"default": _database(env("DATABASE_URL") or _default_database_url())}


def _cache(url: str) -> dict[str, Any]:
    """Django's settings for locmem://, db://TABLE, redis://... or dummy://."""
    scheme, _, rest = url.partition("://")
    backends = {
        "locmem": ("django.core.cache.backends.locmem.LocMemCache", "portal"),
        "db": ("django.core.cache.backends.db.DatabaseCache", rest or "cache"),
        "redis": ("django.core.cache.backends.redis.RedisCache", url),
        "rediss": ("django.core.cache.backends.redis.RedisCache", url),
        "dummy": ("django.core.cache.backends.dummy.DummyCache", ""),
    }
    if scheme not in backends:
        raise SettingsError("CACHE_URL", "must begin with locmem://, db://, redis:// or dummy://.")
    backend, location = backends[scheme]
    return {"BACKEND": backend, "LOCATION": location}


CACHES = {"default": _cache(env("CACHE_URL", "locmem://"))}

# Accounts ------------------------------------------------------------------------------------

LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
# The pair: one guesser locks out neither the account's owner nor the neighbours of an address.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "sco_portal.client.client_address"
# Failed attempts are enough to lock; a diary of who logged in from where is not kept.
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

# A form with forty participants, each a row of its own, is an ordinary summit.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# A text of 1 MB in Cyrillic letters takes six times as much in a form; larger is refused in words.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000

# Languages and time --------------------------------------------------------------------------

LANGUAGE_CODE = "en"
# Each in its own language, untranslated: that is how a reader finds theirs.
LANGUAGES = [("en", "English"), ("ru", "Русский"), ("zh-hans", "中文")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_I18N = USE_TZ = True

# Static files --------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"] if (BASE_DIR / "static").is_dir() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "sco_portal.static_files.HashedStorage"
    },
}

# Logging -------------------------------------------------------------------------------------

LOG_LEVEL = env("LOG_LEVEL", "INFO").upper()
if LOG_LEVEL not in {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}:
    raise SettingsError(
        "LOG_LEVEL", f"must be DEBUG, INFO, WARNING, ERROR or CRITICAL, not {LOG_LEVEL!r}."
    )
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # Django's own handlers mail administrators or speak only while debugging: all goes to ours.
    "loggers": {"django": {"handlers": [], "level": LOG_LEVEL, "propagate": True}},
}
