"""Settings of every installation; the environment says what differs."""

from __future__ import annotations

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from wadah.config.environment import (
    read_bool,
    read_choice,
    read_count,
    read_database,
    read_list,
    read_scanner,
)
from wadah.config.home import find_home, prepare_home, read_or_make_key
from wadah.config.messages import read_mail, read_sms
from wadah.delivery.operations.logs import make_logging

WADAH_HOME = find_home(os.environ)
prepare_home(WADAH_HOME)

SECRET_KEY = os.environ.get("WADAH_SECRET_KEY") or read_or_make_key(
    WADAH_HOME / "keys" / "secret.key"
)
# Identity numbers (NIB, NPWP) are readable only with this key: back it up apart.
WADAH_IDENTITY_KEY = os.environ.get("WADAH_IDENTITY_KEY") or read_or_make_key(
    WADAH_HOME / "keys" / "identity.key", fernet=True
)
DEBUG = read_bool(os.environ, "WADAH_DEBUG", False)
ALLOWED_HOSTS = read_list(
    os.environ, "WADAH_HOSTS", ["localhost", "127.0.0.1", "[::1]"]
)
CSRF_TRUSTED_ORIGINS = read_list(os.environ, "WADAH_ORIGINS", [])
WADAH_HTTPS = read_bool(os.environ, "WADAH_HTTPS", False)
# json or text; by itself text at a terminal and JSON elsewhere.
LOG_LEVELS = ("info", "debug", "warning", "error")
LOGGING = make_logging(
    os.environ.get("WADAH_LOG", ""),
    read_choice(os.environ, "WADAH_LOG_LEVEL", LOG_LEVELS).upper(),
)

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "wadah.apps.reference",
    "wadah.apps.accounts",
    "wadah.apps.registry",
    "wadah.apps.requirements",
    "wadah.apps.validation",
    "wadah.apps.matching",
    "wadah.apps.meetings",
    "wadah.apps.exports",
    "wadah.apps.statistics",
    "wadah.delivery.web",
    "wadah.delivery.operations",
    "wadah.delivery.reference",
]
MIDDLEWARE = [
    "wadah.delivery.operations.request_log.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wadah.delivery.web.middleware.SecurityHeadersMiddleware",
    "wadah.delivery.web.middleware.CompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "wadah.delivery.web.middleware.LanguageMiddleware",
    "wadah.delivery.api.problems.ProblemMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wadah.delivery.web.middleware.ActorMiddleware",
    "wadah.delivery.web.middleware.NoNulMiddleware",
    "wadah.delivery.web.sign_in_guard.SignInGuardMiddleware",
    "wadah.delivery.web.middleware.AccessMiddleware",
]
ROOT_URLCONF = "wadah.config.urls"
WSGI_APPLICATION = "wadah.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wadah.delivery.web.context.shell",
            ],
        },
    },
]
DATABASES = {"default": read_database(os.environ, WADAH_HOME)}
# Empty: a file in the home. redis://host:6379/0 when several machines share the work.
WADAH_QUEUE = os.environ.get("WADAH_QUEUE", "")
# Messages: empty means that there is no such way, and the outbox says so.
WADAH_MAIL = read_mail(os.environ)
WADAH_SMS = read_sms(os.environ)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["wadah.apps.accounts.backend.ThrottledBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Officers, verifiers, approvers and administrators have to set up a second factor
# before anything else; "offered" leaves it to them, for trying out.
WADAH_SECOND_FACTOR = read_choice(
    os.environ, "WADAH_SECOND_FACTOR", ("required", "offered")
)
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "wadah_language"
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = WADAH_HOME / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        # Outside the web root: a file leaves only through a view that checks.
        "OPTIONS": {"location": WADAH_HOME / "uploads", "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
WADAH_UPLOAD_MAX_BYTES = 20 * 1024 * 1024
# Where clamd listens; empty: files are not scanned for malware.
WADAH_SCANNER = read_scanner(os.environ, "WADAH_SCANNER")
# What one person may take of personal data in a day: enough for the work on a district,
# too little to carry the register away unseen.
WADAH_EXPORT_ROWS_A_DAY = read_count(os.environ, "WADAH_EXPORT_ROWS_A_DAY", 20_000)
WADAH_EXPORT_TIMES_A_DAY = read_count(os.environ, "WADAH_EXPORT_TIMES_A_DAY", 20)
# Requests of the API in a minute: of one token or person, of one address without
# either, and of what keeps a process busy (matching, timetables).
WADAH_API_PER_MINUTE = {"usual": 600, "anonymous": 120, "heavy": 30}

# Working days within which a case that was handed in should be decided, and after how
# many of them the business is reminded of a question.
WADAH_CASE_DAYS = read_count(os.environ, "WADAH_CASE_DAYS", 10)
WADAH_REMIND_DAYS = read_count(os.environ, "WADAH_REMIND_DAYS", 3)

# What runs the sweep: this process, or Spark (a master, by default this machine).
WADAH_SWEEP_ENGINE = read_choice(os.environ, "WADAH_SWEEP_ENGINE", ("duckdb", "spark"))
WADAH_SPARK_MASTER = os.environ.get("WADAH_SPARK_MASTER", "local[*]")

# Who answers for the personal data, and how a person reaches him: for the notice.
WADAH_CONTROLLER = os.environ.get("WADAH_CONTROLLER", "")
WADAH_PRIVACY_CONTACT = os.environ.get("WADAH_PRIVACY_CONTACT", "")

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = WADAH_HTTPS
CSRF_COOKIE_SECURE = WADAH_HTTPS
SECURE_SSL_REDIRECT = WADAH_HTTPS
# The proxy tells which way a request came, and drops what a client says of it; without
# a proxy nobody may set WADAH_HTTPS. A monitor on the machine itself speaks no HTTPS.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if WADAH_HTTPS else None
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = 31536000 if WADAH_HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

FORMAT_MODULE_PATH: list[str] = []
PACKAGE_ROOT = Path(__file__).resolve().parents[2]
