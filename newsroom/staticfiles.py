"""Serve and collect only those files of the bundled editor that it loads.

The package brings 1,100 files: seventy plugins, seventy languages, an old gallery that uses eval.
What three of the plugins do is a published hole when their files are reachable, so nothing is
reachable that the editor does not ask for. tests/moderation/test_editor_in_browser.py opens the
editor and fails on the first file that is missing.
"""

from collections.abc import Iterator
from fnmatch import fnmatch
from typing import Any

from django.contrib.staticfiles.finders import AppDirectoriesFinder

EDITOR_FILES = (
    "ckeditor/ckeditor-init.js",
    "ckeditor/fixups.js",
    "ckeditor/ckeditor/ckeditor.js",
    "ckeditor/ckeditor/lang/id.js",
    "ckeditor/ckeditor/plugins/icons.png",
    "ckeditor/ckeditor/plugins/icons_hidpi.png",
    "ckeditor/ckeditor/plugins/a11yhelp/dialogs/a11yhelp.js",
    "ckeditor/ckeditor/plugins/a11yhelp/dialogs/lang/id.js",
    "ckeditor/ckeditor/plugins/clipboard/dialogs/paste.js",
    "ckeditor/ckeditor/plugins/dialog/styles/dialog.css",
    "ckeditor/ckeditor/plugins/divarea/plugin.js",
    "ckeditor/ckeditor/plugins/link/dialogs/link.js",
    "ckeditor/ckeditor/plugins/link/images/*",
    "ckeditor/ckeditor/plugins/link/images/hidpi/*",
    "ckeditor/ckeditor/plugins/pastefromlibreoffice/filter/default.js",
    "ckeditor/ckeditor/plugins/pastefromword/filter/default.js",
    "ckeditor/ckeditor/plugins/pastetools/filter/*.js",
    "ckeditor/ckeditor/plugins/table/dialogs/table.js",
    "ckeditor/ckeditor/plugins/tabletools/dialogs/tableCell.js",
    "ckeditor/ckeditor/plugins/widget/images/*",
    "ckeditor/ckeditor/skins/moono-lisa/dialog.css",
    "ckeditor/ckeditor/skins/moono-lisa/editor.css",
    "ckeditor/ckeditor/skins/moono-lisa/editor_gecko.css",
    "ckeditor/ckeditor/skins/moono-lisa/icons.png",
    "ckeditor/ckeditor/skins/moono-lisa/icons_hidpi.png",
    "ckeditor/ckeditor/skins/moono-lisa/images/*",
)


def is_served(path: str) -> bool:
    """Say whether the static file at `path` is ours to serve: all but most of the editor's."""
    path = path.replace("\\", "/")
    if not path.startswith("ckeditor/"):
        return True
    return any(fnmatch(path, pattern) for pattern in EDITOR_FILES)


class AppFilesFinder(AppDirectoriesFinder):
    """Django's finder for the files of applications, blind to the editor's unused ones."""

    def find_in_app(self, app: str, path: str) -> str | None:
        return super().find_in_app(app, path) if is_served(path) else None

    def list(self, ignore_patterns: list[str] | None) -> Iterator[tuple[str, Any]]:
        for path, storage in super().list(ignore_patterns):
            if is_served(path):
                yield path, storage
