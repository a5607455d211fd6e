"""The house as docs/architecture.md draws it: who may import whom, and what stands where."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

HOUSE = Path(settings.BASE_DIR)
APPS = {
    "archive",
    "accounts",
    "articles",
    "cases",
    "categories",
    "moderation",
    "newsroom",
    "photos",
    "planning",
    "releases",
    "resemblance",
    "standards",
    "wordpress",
}
MAY_IMPORT = {
    "newsroom": APPS,
    "archive": APPS - {"newsroom"},
    "cases": {"moderation", "articles", "accounts"},
    "planning": {"moderation", "articles", "categories", "accounts"},
    "wordpress": {"moderation", "articles", "categories", "photos", "accounts"},
    "moderation": {
        "articles",
        "categories",
        "photos",
        "accounts",
        "releases",
        "standards",
        "resemblance",
    },
    "releases": {"articles", "photos", "accounts"},
    "standards": set(),
    "resemblance": set(),
    "articles": {"categories", "photos"},
    "photos": set(),
    "categories": set(),
    "accounts": set(),
}
# Knows neither Django nor an app of ours: text in, findings out.
PURE = {"copydesk"}
LONGEST = 400
GETTEXT = re.compile(r"""\b(?:_|n?gettext(?:_lazy)?|pgettext)\(['"]""")


def modules(app: str) -> list[Path]:
    return sorted(path for path in (HOUSE / app).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Return the top-level packages that a module imports, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("app", sorted(APPS))
def test_imports_point_down(app):
    wrong = {
        str(path.relative_to(HOUSE)): forbidden
        for path in modules(app)
        if (forbidden := imported(path) & APPS - MAY_IMPORT[app] - {app})
    }
    assert wrong == {}


@pytest.mark.parametrize("package", sorted(PURE))
def test_a_pure_package_knows_no_django_and_no_app(package):
    banned = APPS | {"django", "psycopg", "requests", "urllib", "socket", "os", "time", "random"}
    wrong = {
        str(path.relative_to(HOUSE)): forbidden
        for path in modules(package)
        if (forbidden := imported(path) & banned)
    }
    assert wrong == {}


def test_only_the_desk_asks_the_checker_of_texts():
    assert {app for app in APPS for path in modules(app) if "copydesk" in imported(path)} == {
        "moderation",
        "standards",
    }


def test_every_app_of_ours_has_its_arrows():
    assert set(MAY_IMPORT) == {
        path.parent.name for path in HOUSE.glob("*/apps.py") if path.parent.name != "tests"
    }


def test_only_what_opens_and_what_draws_pictures_imports_pillow():
    found = {
        str(path.relative_to(HOUSE))
        for app in APPS
        for path in modules(app)
        if {"PIL", "pillow_heif"} & imported(path)
    }
    assert found == {"photos/renditions.py", "photos/posters.py"}


def test_only_the_settings_and_what_starts_them_read_the_environment():
    readers = {
        str(path.relative_to(HOUSE))
        for app in APPS
        for path in modules(app)
        if re.search(r"\b(environ|getenv)\b", path.read_text()) and path.name != "wsgi.py"
    }
    assert readers <= {
        "newsroom/environment.py",
        "newsroom/settings.py",
        "newsroom/launch.py",
        "newsroom/prepare.py",
        "newsroom/devdb.py",
        "newsroom/supervisor.py",
    }


def test_no_module_is_longer_than_one_can_hold_in_the_head():
    long = {
        str(path.relative_to(HOUSE)): lines
        for folder in [*APPS, *PURE, "tests"]
        for path in modules(folder)
        if "migrations" not in path.parts
        and (lines := len(path.read_text().splitlines())) > LONGEST
    }
    assert long == {}


def test_no_junk_drawers():
    names = {path.stem for app in APPS | PURE for path in modules(app)}
    assert names & {"core", "common", "utils", "helpers", "services"} == set()


def test_migrations_have_names():
    unnamed = [
        path.name
        for app in APPS
        for path in (HOUSE / app / "migrations").glob("0*.py")
        if "_auto_" in path.name or path.name.count("_") == 0
    ]
    assert unnamed == []


def test_no_migration_imports_the_editor_or_the_html_cleaner():
    found = [
        str(path)
        for app in APPS
        for path in (HOUSE / app / "migrations").glob("0*.py")
        if {"ckeditor", "nh3"} & imported(path)
    ]
    assert found == []


def test_no_text_to_translate_stands_in_an_f_string():
    """xgettext does not look into one: the text is in no catalogue, and readers see English."""
    found = []
    for path in (path for app in sorted(APPS) for path in modules(app)):
        text = path.read_text()
        if not GETTEXT.search(text):
            continue
        for string in (one for one in ast.walk(ast.parse(text)) if isinstance(one, ast.JoinedStr)):
            calls = (one for one in ast.walk(string) if isinstance(one, ast.Call))
            written = ast.unparse(ast.Tuple(list(calls)))
            found += [f"{path}:{string.lineno}" for _one in GETTEXT.findall(written)]
    assert found == []


def test_tests_mirror_the_apps():
    folders = {path.parent.name for path in (HOUSE / "tests").glob("*/__init__.py")}
    assert folders - {"journeys", "clipboards"} == APPS | PURE
