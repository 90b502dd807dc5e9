"""What can differ between installations comes from the environment (docs/operations.md)."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF

from tuquan.project.environment import (
    database,
    env_bool,
    env_int,
    env_list,
    env_text,
    mail_server,
    on_sqlite,
    secret_key,
)

DATA = Path(env_text("TUQUAN_DATA", "data")).resolve()
DEBUG = env_bool("TUQUAN_DEBUG")
TLS = env_bool("TUQUAN_TLS")
SECRET_KEY = secret_key(DATA)
ALLOWED_HOSTS = env_list("TUQUAN_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if TLS else []

INSTALLED_APPS = [
    "tuquan.base",
    "tuquan.audit",
    "tuquan.places",
    "tuquan.accounts",
    "tuquan.outbox",
    "tuquan.bodies",
    "tuquan.notices",
    "tuquan.approvals",
    "tuquan.documents",
    "tuquan.residents",
    "tuquan.programmes",
    "tuquan.groups",
    "tuquan.reports",
    "tuquan.consolidations",
    "tuquan.meetings",
    "tuquan.formation",
    "tuquan.assessments",
    "tuquan.awards",
    "tuquan.exemplars",
    "tuquan.project",
    "tuquan.insights",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_q",
]

MIDDLEWARE = [
    "tuquan.base.middleware.ReferenceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages over slow lines; Django pads the answer so that its length tells nothing (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tuquan.base.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tuquan.accounts.middleware.DeviceMiddleware",
    "tuquan.project.middleware.ActorMiddleware",
    "tuquan.base.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "tuquan.project.urls"
WSGI_APPLICATION = "tuquan.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "tuquan.project.navigation.page_context",
            ],
            "builtins": ["tuquan.base.templatetags.tq", "django.templatetags.i18n"],
        },
    }
]

DATABASES = {"default": database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# One database-backed cache for all processes: sign-in limits must not differ between workers.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
    },
}

# Work in the background (`tuquan.base.jobs`): django-q2's queue in the same database. A message
# that nobody acknowledged is given out again soon after its job counts as dropped (two minutes).
Q_CLUSTER = {"name": "tuquan", "orm": "default", "poll": 0.5, "timeout": 120, "retry": 130}
JOB_PROCESSES = env_int("TUQUAN_WORKERS", 1 if on_sqlite(DATABASES["default"]) else 2)
JOBS_INLINE = env_bool("TUQUAN_JOBS_INLINE")

# The way out when a service worker does harm: telephones then take theirs away (docs/offline.md).
NO_WORKER = env_bool("TUQUAN_NO_WORKER")

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["tuquan.project.passwords.PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "tuquan.project.sign_in.SignInAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
# Behind https stands one web server of ours; what it says of the visitor's address is believed.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if TLS else 0
# Many telephones share one address of the network's, so what counts most is counted by the key.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,6/300s/key",
    "card_code": "30/m/ip,20/300s/key",
    "send_code": "20/m/ip,3/900s/key",
    "one_time_code": "60/m/ip,10/900s/key",
}

SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = TLS
SECURE_SSL_REDIRECT = TLS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "tuquan.project.views.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# Letters go through a mail server of the commune's or the province's, where one is named.
MAIL = mail_server()
EMAIL_HOST = MAIL.get("EMAIL_HOST", "")
EMAIL_PORT = MAIL.get("EMAIL_PORT", 587)
EMAIL_HOST_USER = MAIL.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = MAIL.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_SSL = MAIL.get("EMAIL_USE_SSL", False)
EMAIL_USE_TLS = MAIL.get("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env_text("TUQUAN_MAIL_FROM", EMAIL_HOST_USER or "tu-quan@localhost")

# Uploads: 20 MB is the promised limit; the rest of a form adds a little.
DATA_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent.parent / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
FORMAT_MODULE_PATH = ["tuquan.base.formats"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "tuquan.project.static_files.HashedStaticFiles"},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"reference": {"()": "tuquan.base.reference.ReferenceFilter"}},
    "formatters": {
        "line": {"format": "{asctime} {levelname} {reference} {name}: {message}", "style": "{"}
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "filters": ["reference"],
            "formatter": "line",
        }
    },
    # A page that does not exist is everyday life, not a warning.
    "loggers": {"django.request": {"level": "ERROR"}, "django-q": {"level": "WARNING"}},
    "root": {"handlers": ["stderr"], "level": env_text("TUQUAN_LOG_LEVEL", "WARNING")},
}
