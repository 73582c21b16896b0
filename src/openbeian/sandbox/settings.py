"""The sandbox's own Django settings, all derived from `sandbox.environment`."""

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

INSTALLED_APPS = ["openbeian.sandbox"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
ROOT_URLCONF = "openbeian.sandbox.urls"
WSGI_APPLICATION = "openbeian.sandbox.wsgi.application"

DATABASES = {"default": environment.database(ENVIRONMENT.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
