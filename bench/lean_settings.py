"""The least that Django needs to serve a view that asks PostgreSQL something."""

import os

import environ

SECRET_KEY = "only-for-the-benchmark"  # noqa: S105 - nothing is signed
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "bench.lean"
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"
DATABASES = {"default": environ.Env().db_url_config(os.environ["DATABASE_URL"])}
DATABASES["default"]["CONN_MAX_AGE"] = None
