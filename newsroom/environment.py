"""Reading environment variables: a value that makes no sense stops the start with its name."""

import sys
from hashlib import blake2b
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
TESTING = "pytest" in sys.modules


def whole_number(name: str, default: int, *, least: int, most: int = 100_000) -> int:
    """Return the number that the variable `name` says; refuse what is none, or out of bounds.

    No minutes at all, for instance, would end a claim before it began.
    """
    try:
        number = env.int(name, default=default)
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}.")
    return number


def look_of(*folders: Path) -> str:
    """Return what tells the files below `folders` from any others: their names and contents."""
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    look = blake2b(digest_size=6)
    for path in files:
        look.update(path.name.encode() + b"\0" + blake2b(path.read_bytes()).digest())
    return look.hexdigest()


def database(url: str, *, role: str = "", longest: str = "", plan_once: bool = False) -> dict:
    """Return Django's settings for `url`; with `role`, act as that role of the same login.

    A statement that takes longer than `longest` (such as "5s") is cancelled. With `plan_once`, one
    that was prepared is planned for whatever values it is given: PostgreSQL would plan some anew
    each time, for a guess that the plan of the moment is a little better.

    The role is a start-up option of the connection. Django's own `assume_role` sets it later,
    through a cursor that waits for the pool it is called from, and never returns (Django 6.1).
    """
    config = env.db_url_config(url)
    if config["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured(
            "DATABASE_URL must point at PostgreSQL 15 or newer (postgresql://…)."
        )
    config["CONN_HEALTH_CHECKS"] = True
    options = config.setdefault("OPTIONS", {})
    if not TESTING:
        start = [f"-c role={config['NAME']}_{role}"] if role else []
        start += [f"-c statement_timeout={longest}"] if longest else []
        start += ["-c plan_cache_mode=force_generic_plan"] if plan_once else []
        options["options"] = " ".join(start)
        options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
    return config
