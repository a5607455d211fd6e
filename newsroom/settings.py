"""All settings of the newsroom, in one file.

Each environment variable is read once, in the first part. A value that makes no sense stops the
start with the variable's name. docs/operations.md lists them for whoever runs the site.
"""

from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from articles import styles
from newsroom.demo import LOGINS
from newsroom.environment import TESTING, database, env, look_of, whole_number

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"

# --- The environment -------------------------------------------------------------------------


DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("NEWSROOM_DEMO", default=False)
SITE = env("NEWSROOM_SITE", default="all")
if SITE not in {"all", "public", "desk"}:
    raise ImproperlyConfigured("NEWSROOM_SITE must be one of: all, public, desk.")
PUBLIC = SITE == "public"

SECRET_KEY = env("SECRET_KEY", default="only-for-tests" * 4 if TESTING or DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Make one with: "
        'python -c "import secrets; print(secrets.token_urlsafe(50))"'
    )

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
if not SITE_URL.startswith(("http://", "https://")):
    raise ImproperlyConfigured("SITE_URL must start with http:// or https://.")
HTTPS = SITE_URL.startswith("https://")
SITE_NAME = env("SITE_NAME", default="Kabar Kota")
SITE_TAGLINE = env("SITE_TAGLINE", default="")

DATABASE_URL = env("DATABASE_URL", default="")
READER_DATABASE_URL = env("READER_DATABASE_URL", default="")
OWNER_DATABASE_URL = env("OWNER_DATABASE_URL", default="")
CACHE_URL = env("CACHE_URL", default="")
EMAIL_URL = env(
    "EMAIL_URL", default="consolemail://" if DEBUG or DEMO or TESTING else "smtp://localhost:25"
)
# What machines may do with the site: be found, be taken to train models on (articles/robots.py).
ALLOW_SEARCH = env.bool("ALLOW_SEARCH", default=True)
ALLOW_TRAINING = env.bool("ALLOW_TRAINING", default=False)
# The hub that tells subscribers of feeds what is new (articles/websub.py); none if empty.
WEBSUB_HUB = env("WEBSUB_HUB", default="")
if WEBSUB_HUB and not WEBSUB_HUB.startswith(("http://", "https://")):
    raise ImproperlyConfigured("WEBSUB_HUB must start with http:// or https://.")
# A deployed version gives pages a new edition, so that no cache keeps an old template's page, and
# so does another look, which nobody has to remember: a kept page whose style the policy does not
# name any more would stand there without one.
VERSION = env("NEWSROOM_VERSION", default="0.1.0")
LOOK = look_of(BASE_DIR / "templates", BASE_DIR / "static" / "css", BASE_DIR / "locale")
LOG_LEVEL = env("LOG_LEVEL", default="WARNING").upper()

# --- Databases: one PostgreSQL, three roles (docs/decisions/database-roles.md) ------------------

if PUBLIC and READER_DATABASE_URL:
    DATABASE_URL = READER_DATABASE_URL  # the only login such a process needs to know
if not DATABASE_URL:
    from newsroom import devdb

    DATABASE_URL = devdb.start()

READER = database(
    READER_DATABASE_URL or DATABASE_URL,
    role="" if READER_DATABASE_URL else "reader",
    longest="5s",  # every public page takes milliseconds; what takes longer is an attack or a bug
    plan_once=True,  # articles/prepared.py
)
DESK = database(DATABASE_URL, role="" if OWNER_DATABASE_URL else "desk")
OWNER = database(OWNER_DATABASE_URL or DATABASE_URL)
OWNER["OPTIONS"].pop("pool", None)
# Readers' threads keep their connection: a pool, and asking first whether it still answers, would
# cost as much as a cached page. Where it does not, the edition is asked for once more.
READER["OPTIONS"].pop("pool", None)
READER |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False}
if PUBLIC:
    DATABASES = {"default": READER}
elif TESTING:  # tests have one connection, migrate on it, and take a role when they ask for it
    DATABASES = {"default": DESK}
else:
    DATABASES = {"default": DESK, "reader": READER, "owner": OWNER}
DATABASE_ROUTERS = ["newsroom.routers.RoleRouter"]

# --- The desk's clocks -------------------------------------------------------------------------

# A killed story is out of sight at once; readers are told why within this time.
EXPLAIN_KILL_WITHIN = timedelta(minutes=whole_number("EXPLAIN_KILL_MINUTES", 120, least=1))
# A story somebody has taken for review is free again after this time without a sign of them.
CLAIM_LASTS = timedelta(minutes=whole_number("CLAIM_MINUTES", 30, least=1))
# How long the newsroom has to act on a reader's letter (Pedoman Media Siber, 3f: 2 x 24 hours).
ANSWER_LETTERS_WITHIN = timedelta(hours=whole_number("ANSWER_LETTERS_HOURS", 48, least=1))
# How long the contact of who sent one is kept after its case ended.
KEEP_CONTACTS_FOR = timedelta(days=whole_number("KEEP_CONTACTS_DAYS", 90, least=1))

# --- What readers read most (docs/decisions/most-read.md) ----------------------------------------

COUNT_READERS = env.bool("COUNT_READERS", default=not TESTING)
# Below this number of readers a story is in no list: three curious people are no public.
POPULAR_AT_LEAST = env.int("POPULAR_AT_LEAST", default=10)
# Tags and categories never listed, besides `articles.popular.SENSITIVE`.
SENSITIVE_TOPICS = env.list("SENSITIVE_TOPICS", default=[])

# --- Applications -----------------------------------------------------------------------------

DESK_PREFIX = "/meja/"

# What a process that serves readers alone does not even install.
DESK_APPS = [
    "moderation",
    "releases",
    "planning",
    "cases",
    "standards",
    "resemblance",
    "wordpress",
    "archive",
    "ckeditor",
    "allauth",
    "newsroom.apps.SignInConfig",
    "allauth.mfa",
    "newsroom.apps.DeskAdminConfig",
    "django.contrib.sessions",
    "django.contrib.messages",
]
INSTALLED_APPS = [
    "accounts",
    "categories",
    "photos",
    "articles",
    "taggit",
    "tree_queries",
    "pgtrigger",
    "procrastinate.contrib.django",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    *([] if PUBLIC else DESK_APPS),
    # Last, so that after a migration every table and permission exists when it grants them.
    "newsroom.apps.NewsroomConfig",
]

# What only the desk needs (sessions, sign-in, messages) steps aside outside DESK_PREFIX:
# a public page has no cookie and no user.
MIDDLEWARE = [
    "newsroom.middleware.DatabaseRoleMiddleware",
    "newsroom.middleware.CountReadersMiddleware",
    "newsroom.middleware.KeptPagesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.middleware.DeskProcessMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "newsroom.middleware.BodyLimitMiddleware",
    "newsroom.middleware.PrivateDeskMiddleware",
    "newsroom.desk_middleware.DeskSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "newsroom.desk_middleware.PlainTextMiddleware",
    "newsroom.desk_middleware.DeskAuthenticationMiddleware",
    "newsroom.desk_middleware.DeskMessageMiddleware",
    "newsroom.desk_middleware.DeskAccountMiddleware",
    "newsroom.desk_middleware.SecondFactorMiddleware",
    "newsroom.desk_middleware.PersonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "articles.old.OldAddressMiddleware",
]

if PUBLIC:
    MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("newsroom.desk_middleware.")]
if TESTING:  # nothing is collected there
    MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

DESK_CONTEXT = [
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "newsroom.desk_context.desk_frame",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "newsroom.context.site",
                *([] if PUBLIC else DESK_CONTEXT),
            ],
        },
    },
]

# --- People -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
AUTHENTICATION_BACKENDS = ["accounts.passwords.StaffBackend"]
# Whoever has no second factor yet sees nothing of the desk but the page that sets it up.
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=not (DEBUG or DEMO or TESTING))
DEMO_PASSWORDS = frozenset(login.password for login in LOGINS)
DEMO_USERNAMES = frozenset(login.username for login in LOGINS)
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "accounts.passwords.DemoPasswordValidator"},
]
SESSION_COOKIE_NAME = "meja"
SESSION_COOKIE_PATH = DESK_PREFIX
SESSION_COOKIE_AGE = 60 * 60 * 14  # a long shift
CSRF_COOKIE_NAME = "meja_csrf"
CSRF_COOKIE_PATH = DESK_PREFIX
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "newsroom.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Sign-in (django-allauth): by username, no sign-up, no mail, a second factor for who wants one.
ACCOUNT_ADAPTER = "accounts.adapter.StaffAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    # Failures only: of one address, and of one name from wherever.
    "login_failed": "10/m/ip,5/5m/key",
}
# How many proxies in front add to X-Forwarded-For; with 0 the header is not believed.
ALLAUTH_TRUSTED_PROXY_COUNT = whole_number("TRUSTED_PROXIES", 0, least=0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be off by one code

# --- Language and clock -----------------------------------------------------------------------

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian"))]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "packages"]
FORMAT_MODULE_PATH = ["newsroom.formats"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_I18N = True

# --- Files ------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Of the editor's 1,100 files only those in use are served (docs/decisions/editor.md).
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "newsroom.staticfiles.AppFilesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(VAR / "media")))
# Originals of photos: never below an address.
PRIVATE_MEDIA_ROOT = Path(env("PRIVATE_MEDIA_ROOT", default=str(VAR / "private")))
# Without a web server in front that serves MEDIA_ROOT, this process does.
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Pages bring their style with them (articles/styles.py). Whoever works on a sheet sees at once what
# they wrote, and tests look for words in pages, where those of a style would be in the way.
STYLES_IN_PAGES = not (DEBUG or TESTING)
if TESTING or DEBUG:
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # the plan of a move has five for each old category
# Of a whole request to the desk. More than a photo may have (photos/renditions.py), so that whoever
# chose one that is too large is told so on the form, with their words still in it.
LARGEST_UPLOAD = 100 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o644

# --- Cache, mail, background work ----------------------------------------------------------------

# Pages are found under the edition, so each process may keep its own. What the desk's processes
# have to agree on, the limits of sign-in, is in a table of the database. CACHE_URL serves both.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_limit",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}
if CACHE_URL:
    CACHES["pages"] = env.cache_url_config(CACHE_URL)
    CACHES["default"] = {**CACHES["pages"], "KEY_PREFIX": "desk"}
if TESTING:
    CACHES["default"] = CACHES["pages"]
_mail = env.email_url_config(EMAIL_URL)
_smtp = {
    "host": _mail.get("EMAIL_HOST"),
    "port": _mail.get("EMAIL_PORT"),
    "username": _mail.get("EMAIL_HOST_USER"),
    "password": _mail.get("EMAIL_HOST_PASSWORD"),
    "use_tls": _mail.get("EMAIL_USE_TLS", False),
    "use_ssl": _mail.get("EMAIL_USE_SSL", False),
    "timeout": 20,  # seconds: a server that does not answer must not keep the worker
}
MAILERS = {
    "default": {
        "BACKEND": _mail["EMAIL_BACKEND"],
        "OPTIONS": _smtp if _mail["EMAIL_BACKEND"].endswith("smtp.EmailBackend") else {},
    }
}
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="redaksi@localhost")
# Whether a mail to the desk's people may name an unpublished story. One that is restricted or under
# embargo is never named.
MAIL_NAMES_STORIES = env.bool("MAIL_NAMES_STORIES", default=True)
PROCRASTINATE_ON_APP_READY = None
# What a worker that was down at its minute still does once it is up again: the digest of 06.30,
# until noon. Of each task only the last turn is made up for, once.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": timedelta(hours=5.5).total_seconds()}

# --- Security ---------------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF, *styles.sources()],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}
# Never believe the request where the site begins: addresses made from that are kept in the cache.
FORCE_SCRIPT_NAME = ""
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
if HTTPS:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=60 * 60 * 24 * 365)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# The bundled CKEditor 4.22.1 no longer gets fixes. It was asked for by name and runs in the
# hardened form that docs/decisions/editor.md argues; what it sends is cleaned by articles/html.py.
SILENCED_SYSTEM_CHECKS = ["ckeditor.W001"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"keys": {"()": "newsroom.logs.WithoutKeys"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["keys"]}
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
