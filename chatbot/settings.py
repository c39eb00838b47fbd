"""Django's settings: what is fixed here, what is the operator's in chatbot/conf.py."""

from csp.constants import NONE, SELF

from chatbot import conf
from chatbot.database import databases

CONF = conf.load()
BASE_DIR = conf.BASE_DIR

SECRET_KEY = conf.secret("django")
DEBUG = CONF.web.debug
ALLOWED_HOSTS = list(CONF.web.allowed_hosts)

INSTALLED_APPS = [
    "chatbot.admin_site.GuichetAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "servestatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "channels",
    "axes",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "procrastinate.contrib.django",
    "chatbot.sites",
    "chatbot.knowledge",
    "chatbot.answering",
    "compliance",
    "conversations",
    "chatbot.staff",
    "chatbot.serving",
]

MIDDLEWARE = [
    "chatbot.serving.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "chatbot.staff_language.StaffLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "chatbot.staff.sessions.StaffSessionMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "chatbot.errors.ErrorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "chatbot.urls"
ASGI_APPLICATION = "chatbot.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = databases(CONF)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CHANNEL_LAYERS = {
    "default": (
        {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [CONF.stores.redis_url], "symmetric_encryption_keys": [SECRET_KEY]},  # pieces of answers pass
        }
        if CONF.stores.redis_url
        else {"BACKEND": "channels.layers.InMemoryChannelLayer", "CONFIG": {"capacity": 1000}}
    )
}

AUTH_USER_MODEL = "conversations.Adviser"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "chatbot.staff.passwords.CNILPasswordValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_ENABLE_ADMIN = False
AXES_LOCKOUT_TEMPLATE = "locked.html"
OTP_TOTP_ISSUER = "Guichet"
LOGIN_URL = "admin:login"
SESSION_COOKIE_AGE = 12 * 3600  # chatbot/staff/sessions.py counts from the sign-in, whatever is done meanwhile
SESSION_COOKIE_NAME = "guichet_adviser"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CONF.web.behind_tls
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "chatbot.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [CONF.web.public_url]

SECURE_SSL_REDIRECT = CONF.web.behind_tls
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]  # asked for on the machine, without the proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CONF.web.behind_tls else None
SECURE_HSTS_SECONDS = 31_536_000 if CONF.web.behind_tls else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = CONF.web.behind_tls
SECURE_REFERRER_POLICY = SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

EMAIL_HOST, EMAIL_PORT = CONF.mail.host, CONF.mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = CONF.mail.user, CONF.mail.password
EMAIL_USE_SSL, EMAIL_USE_TLS = CONF.mail.is_encrypted, not CONF.mail.is_encrypted
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = CONF.mail.sender

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English"), ("de", "Deutsch"), ("es", "Español"), ("it", "Italiano")]
STAFF_LANGUAGES = ("fr", "en")  # of the desk and the administration; customers read all of LANGUAGES
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_HTTPONLY = True
TIME_ZONE = "Europe/Paris"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = CONF.paths.var / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "servestatic.storage.CompressedManifestStaticFilesStorage"},
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "procrastinate": {"level": "WARNING"},
        "axes": {"level": "WARNING"},
        "daphne": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},  # names the characters that it draws
        "fpdf": {"level": "WARNING"},
    },
}
