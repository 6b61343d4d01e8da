"""Settings: one file, steered by the environment. Without any variable it is the demo on SQLite."""

import os
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from redis.backoff import NoBackoff
from redis.retry import Retry

from config import addresses, openid, production
from config.keys import demo_secret

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

PROFILE = env.str("COUNTERSIGN_PROFILE", "demo")  # demo | test | production
if PROFILE not in {"demo", "test", "production"}:
    raise ImproperlyConfigured(f"COUNTERSIGN_PROFILE is {PROFILE!r}; it must be demo, test or production.")
PRODUCTION = PROFILE == "production"
NAIVE = frozenset(env.list("COUNTERSIGN_NAIVE", default=[]))  # safeguards switched off: see centres/naive.py
if NAIVE and PROFILE != "test":
    raise ImproperlyConfigured("COUNTERSIGN_NAIVE switches safeguards off, and is for the tests alone; unset it.")
VAR = Path(env.str("COUNTERSIGN_VAR", str(BASE_DIR / "var")))
if PRODUCTION and (refused := production.refusals(os.environ, VAR / "keys")):
    raise ImproperlyConfigured("\n".join(["Countersign does not start in the profile “production”:", *refused]))

SECRET_KEY = env.str("SECRET_KEY", "") or ("" if PRODUCTION else demo_secret(VAR / "keys"))
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = False
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]", "testserver"]
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "accounts",
    "centres",
    "qualifications",
    "learners",
    "instruments",
    "assessments",
    "marksheets",
    "certification",
    "config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "rest_framework",
    "drf_spectacular",
]

MIDDLEWARE = [
    "config.health.Health",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # with random padding; form tokens are masked anew on every page
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.sessions.TwoLimits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "centres.sentences.Sentences",
]

ROOT_URLCONF = "config.urls"
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
                "certification.navigation.frame",
            ],
            "builtins": ["centres.templatetags.acts"],
        },
    },
]

# Databases ---------------------------------------------------------------------------------------
SQLITE_URL = f"sqlite:///{VAR / 'countersign.sqlite3'}"
DATABASES = {"default": addresses.database("DATABASE_URL", env.str("DATABASE_URL", SQLITE_URL))}
DATABASE_OWNER_URL = env.str("OWNER_DATABASE_URL", "")
DATABASE_APP_ROLE = DATABASES["default"].get("USER", "")
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People ------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["accounts.hashers.Argon2id"]
if PROFILE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.InvitationOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation has already proved the address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60  # before a change to how one signs in; a signature's window is the centre's
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/ip,5/5m/key"}
SOCIALACCOUNT_ADAPTER = "accounts.openid.people.KnownPeopleOnly"
SOCIALACCOUNT_PROVIDERS = openid.providers(
    name=env.str("OIDC_NAME", ""),
    issuer=env.str("OIDC_ISSUER", ""),
    client_id=env.str("OIDC_CLIENT_ID", ""),
    client_secret=env.str("OIDC_CLIENT_SECRET", ""),
)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Countersign"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # the demo is served on http://127.0.0.1

# Sessions, cookies, headers ----------------------------------------------------------------------
SESSION_COOKIE_AGE = SESSION_LONGEST = 12 * 3600  # the cookie's age begins anew with every change; the limit does not
SESSION_IDLE = 3 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "certification.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie of its own
TRUST_PROXY = env.bool("TRUST_PROXY", False)  # only behind one proxy of ours that writes both headers itself
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if TRUST_PROXY else 0
if PRODUCTION:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUST_PROXY else None
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    },
}

# Seals: a key for each centre (centres/keys.py), apart from the files it seals --------------------
COUNTERSIGN_KEYS = Path(env.str("COUNTERSIGN_KEYS", str(VAR / "keys")))
COUNTERSIGN_KEYS_PASSPHRASE = env.str("COUNTERSIGN_KEYS_PASSPHRASE", "")

# Words, time -------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]

# Files -------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", str(VAR / "files")))
if PROFILE == "test":
    WHITENOISE_USE_FINDERS = True
else:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
WHITENOISE_MAX_AGE = 31536000 if PROFILE != "test" else 0
MAX_UPLOAD_BYTES = 25 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["assessments.uploads.LimitedUpload"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Mail, queue -------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Countersign <no-reply@countersign.example>")
if env.str("EMAIL_URL", ""):
    vars().update(env.email_url("EMAIL_URL"))
elif PROFILE == "demo":
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(VAR / "mail")
PUBLIC_ADDRESS = env.str("PUBLIC_ADDRESS", "http://127.0.0.1:8000")
PASSWORD_RESET_TIMEOUT = 7 * 24 * 3600
REDIS_URL = addresses.redis("REDIS_URL", env.str("REDIS_URL", ""))
REDIS_WAITS = {"socket_connect_timeout": 0.5, "socket_timeout": 1.0}
# Rate limits are counted for all web processes together. A test has one, and clears its cache: that would empty the
# queue, which lies in the same database of Redis.
if REDIS_URL and PROFILE != "test":
    CACHES = {
        "default": {
            "BACKEND": "config.cache.RedisOrHere",
            "LOCATION": REDIS_URL,
            "OPTIONS": {**REDIS_WAITS, "retry": Retry(NoBackoff(), 1)},
        }
    }
CELERY_BROKER_URL = REDIS_URL or "memory://localhost/"
# A request whose work is done does not wait for a queue that is away: the outbox has it, and the sweeper comes.
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"visibility_timeout": 600, "max_retries": 0, **REDIS_WAITS} if REDIS_URL else {"polling_interval": 0.05}
)
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_DEFAULT_QUEUE = env.str("CELERY_QUEUE", "countersign")
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    # One that nobody took in time is not kept: after a pause of the worker, one sweep does for all.
    "sweep-outbox": {"task": "centres.tasks.sweep", "schedule": 10.0, "options": {"expires": 10}},
    "forget-answers": {"task": "centres.tasks.forget", "schedule": 3600.0, "options": {"expires": 3600}},
    "mornings": {"task": "centres.tasks.mornings", "schedule": crontab(minute=2), "options": {"expires": 3000}},
    "forget-uploads": {"task": "assessments.tasks.forget_uploads", "schedule": 3600.0, "options": {"expires": 3600}},
    "prove-every-night": {"task": "marksheets.tasks.prove_all", "schedule": crontab(hour=2, minute=40)},
}

# API ---------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "centres.api.authentication.TokenAuthentication",
        "centres.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "centres.api.refusing.sentence_handler",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Countersign",
    "DESCRIPTION": (
        "The pages of a centre for programs: the same acts, the same refusals, the same sentences. "
        "A session sends its CSRF token with every write; a personal token reads and moves, and never signs."
    ),
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "COMPONENT_SPLIT_PATCH": False,  # what a PATCH must carry is said by its own serializer
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
}
