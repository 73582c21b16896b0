"""Django's settings, all derived from `config.environment`."""

from datetime import timedelta
from pathlib import Path

from openbeian.config import environment

ENVIRONMENT = environment.read()

OPENBEIAN_MODE = ENVIRONMENT.mode.value
OPENBEIAN_VAR = ENVIRONMENT.var
OPENBEIAN_KEYS = ENVIRONMENT.keys
OPENBEIAN_INDEX_KEY = ENVIRONMENT.index_key
OPENBEIAN_BLOBS = ENVIRONMENT.var / "blobs"
OPENBEIAN_BASE_URL = ENVIRONMENT.base_url
OPENBEIAN_TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
OPENBEIAN_STAFF_TWO_STEPS = ENVIRONMENT.staff_two_steps is environment.TwoSteps.REQUIRED
OPENBEIAN_EDITION = ENVIRONMENT.edition
OPENBEIAN_PROVIDER = ENVIRONMENT.provider
OPENBEIAN_RULEBOOK_OVERRIDES = ENVIRONMENT.rulebook_overrides
OPENBEIAN_CALENDARS = ENVIRONMENT.calendars
OPENBEIAN_INTERFACE_XSD = ENVIRONMENT.interface_xsd
OPENBEIAN_AUTHORITY = "openbeian.authority.by_hand.ByHand"
OPENBEIAN_AUTHORITY_CALL_SECONDS = ENVIRONMENT.authority_call_seconds
OPENBEIAN_AUTHORITY_POLL_SECONDS = ENVIRONMENT.authority_poll_seconds
# networks inside the house that messages about changes may go to
OPENBEIAN_WEBHOOK_NETWORKS = ENVIRONMENT.webhook_networks
OPENBEIAN_SMS_BACKEND = ENVIRONMENT.sms_backend
OPENBEIAN_SMS = ENVIRONMENT.sms
OPENBEIAN_UPLOAD_MAX_BYTES = 10 * 1024 * 1024
# what one organisation may keep of what it handed in
OPENBEIAN_ORGANISATION_FILES = ENVIRONMENT.organisation_files
OPENBEIAN_ORGANISATION_BYTES = ENVIRONMENT.organisation_megabytes * 1024 * 1024

# kind of outside effect -> the function that carries it out
OPENBEIAN_EFFECTS = {
    "notice.tell": "openbeian.notices.handlers.tell",
    "notice.email": "openbeian.notices.handlers.email",
    "notice.sms": "openbeian.notices.handlers.sms",
    "psb.open": "openbeian.psb.handlers.open_for_service",
    "authority.send": "openbeian.authority.handlers.send",
    "authority.receive": "openbeian.authority.handlers.receive",
    "webhook.deliver": "openbeian.webhooks.handlers.deliver",
}
# audience and subject of a message -> where its reader sees the case
OPENBEIAN_NOTICE_LINKS = {
    "applicant:filing": "/applications/{id}/",
    "applicant:psb": "/public-security/{id}/",
    "applicant:licence": "/licences/{id}/",
    "applicant:entity": "/registrations/",
    "provider:filing": "/console/filings/{id}/",
    "operator:notice": "/console/house/",
    "operator:webhook": "/console/house/",
}

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.base_url]

INSTALLED_APPS = [
    "openbeian.ui",  # first: its templates stand before those of the libraries
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_ox",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "openbeian.accounts",
    "openbeian.audit",
    "openbeian.outbox",
    "openbeian.accessors",
    "openbeian.documents",
    "openbeian.registry",
    "openbeian.filings",
    "openbeian.licences",
    "openbeian.psb",
    "openbeian.authority",
    "openbeian.notices",
    "openbeian.webhooks",
    "openbeian.portal",
    "openbeian.console",
    "openbeian.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "openbeian.api.beian.door.Door",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "openbeian.accounts.privacy.NothingIsKept",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "openbeian.accounts.access.AccessMiddleware",
    "openbeian.ui.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "openbeian.config.urls"
WSGI_APPLICATION = "openbeian.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "openbeian.ui.context.house",
            ],
        },
    },
]
FORM_RENDERER = "openbeian.ui.renderer.OpenbeianRenderer"

DATABASES = {"default": environment.database(ENVIRONMENT.database_url)}
# attempts are counted here, so every process and every machine must see the same counts; a flood
# of other entries must not push them out
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {
    "default": {
        "BACKEND": "django_ox.backend.OxBackend",
        "OPTIONS": {
            "LOCK_TIMEOUT": 30,
            "MAX_ATTEMPTS": 5,
            "BACKOFF_INITIAL": 1,
            "SCHEDULES": {
                "outbox-sweep": {"task": "openbeian.outbox.tasks.sweep", "every": 5},
                "webhooks": {"task": "openbeian.webhooks.tasks.follow", "every": 5},
                "tick": {
                    "task": "openbeian.config.tasks.tick",
                    "every": int(ENVIRONMENT.round_seconds),
                },
                "blob-sweep": {"task": "openbeian.documents.tasks.sweep_orphans", "every": 3600},
            },
        },
    },
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "openbeian.notices.account_mail.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FORM_CLASS = "openbeian.accounts.forms.SignupDetails"
ACCOUNT_FORMS = {
    "signup": "openbeian.accounts.signup.Signup",
    "login": "openbeian.ui.account_forms.Login",
    "add_email": "openbeian.ui.account_forms.AddEmail",
    "reset_password": "openbeian.ui.account_forms.ResetPassword",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # addresses are changed by whoever knows the password
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "openbeian.accounts.sealing.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Openbeian"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [Path(__file__).resolve().parents[1] / "ui" / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
FORMAT_MODULE_PATH = ["openbeian.ui.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.var / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if ENVIRONMENT.is_production
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS = not ENVIRONMENT.is_production
WHITENOISE_AUTOREFRESH = False

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = OPENBEIAN_UPLOAD_MAX_BYTES + 1024
# an upload never touches the disk in clear
FILE_UPLOAD_HANDLERS = ["openbeian.documents.intake.BoundedMemoryHandler"]

MAILERS = {"default": environment.mailer(ENVIRONMENT.smtp_url)}
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from

SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "style-src": ["'self'"],
    "script-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
CSRF_FAILURE_VIEW = "openbeian.ui.refusals.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_SERIALIZER = "openbeian.accounts.sealing.SealedSerializer"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
if ENVIRONMENT.is_production:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds())

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django_ox": {"level": "WARNING"}, "django.tasks": {"level": "WARNING"}},
}
