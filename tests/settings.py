"""The site's settings with a few lines on top, the same on every machine.

The environment and .env of whoever runs the tests are kept out: only TEST_DATABASE_URL is read.
"""

import os
import secrets

for _name in (
    "CACHE_URL",
    "DATABASE_POOL",
    "HOST",
    "HSTS_SECONDS",
    "PORT",
    "SITE_URL",
    "TRUSTED_PROXIES",
):
    os.environ.pop(_name, None)
os.environ |= {
    "ENV_FILE": "none",
    "DEBUG": "0",
    "SECRET_KEY": f"tests-{secrets.token_urlsafe(50)}",
    "CONTACT": "errors@example.org",
    "LOG_LEVEL": "ERROR",
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", "").strip(),
}

from sco_portal.settings import *  # noqa: E402  the lines above decide what it reads

INSTALLED_APPS += ["zeal"]
# N+1 queries fail the test that made them.
MIDDLEWARE += ["zeal.middleware.zeal_middleware"]
ZEAL_RAISE = True

# Client.login() has no request to throttle; the throttling has tests that switch it on.
AXES_ENABLED = False
# Collecting static files is the browser's and `make serve`'s business.
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
# Empty and their own: the server of one test collects into the real folder while others read it.
STATIC_ROOT = BASE_DIR / "var" / "no-static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# Accounts of tests need no slow hash.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
