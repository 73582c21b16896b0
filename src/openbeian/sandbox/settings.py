"""The sandbox's own Django settings, all derived from `sandbox.environment`."""

from pathlib import Path

from openbeian import ui
from openbeian.sandbox import environment

ENVIRONMENT = environment.read()

SANDBOX_VAR = ENVIRONMENT.var
SANDBOX_KEY = ENVIRONMENT.key
SANDBOX_NAMESPACE = ENVIRONMENT.namespace
SANDBOX_CLOCK = ENVIRONMENT.clock
# one data file of 50 MB in base64, in lines, and the envelope around it
SANDBOX_MOST_BODY_BYTES = 80 * 1024 * 1024

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)

INSTALLED_APPS = ["openbeian.ui", "django.contrib.staticfiles", "openbeian.sandbox"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "openbeian.sandbox.urls"
WSGI_APPLICATION = "openbeian.sandbox.wsgi.application"

DATABASES = {"default": environment.database(ENVIRONMENT.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]
FORM_RENDERER = "openbeian.ui.renderer.OpenbeianRenderer"

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.var / "static"
WHITENOISE_USE_FINDERS = True

SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [Path(ui.__file__).parent / "locale"]
FORMAT_MODULE_PATH = ["openbeian.ui.formats"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
