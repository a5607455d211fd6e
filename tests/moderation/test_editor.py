"""The editor: what it is given, and which of its files exist."""

import json
from html.parser import HTMLParser

import pytest
from django import forms
from django.utils.csp import CSP

from moderation.editor import CONFIG, EDITOR_CSP, LABELS, PLUGINS, newsroom_editor
from newsroom.staticfiles import EDITOR_FILES, AppFilesFinder, is_served


class TextArea(HTMLParser):
    """The attributes and the text of the first text area."""

    attrs: dict
    text = ""

    def handle_starttag(self, tag, attrs):
        if tag == "textarea":
            self.attrs = dict(attrs)

    def handle_data(self, data):
        self.text += data


def rendered(value, **options):
    area = TextArea()
    area.feed(newsroom_editor(**options).render("body", value, {"id": "id_body"}))
    return area


# --- What it is given -------------------------------------------------------------------------


def test_the_widget_is_a_text_area_that_holds_the_stored_html():
    area = rendered("<p>5 &lt; 6</p>", photo_search_url="/x/?a=1&b=2")
    assert area.text.strip() == "<p>5 &lt; 6</p>"
    assert area.attrs["data-type"] == "ckeditortype"
    assert area.attrs["data-photo-search-url"] == "/x/?a=1&b=2"
    assert json.loads(area.attrs["data-config"])["labels"].keys() == LABELS.keys()


def test_a_stored_text_cannot_leave_the_text_area():
    html = newsroom_editor().render("body", "</textarea><script>alert(1)</script>", {"id": "b"})
    assert "<script" not in html
    assert html.count("</textarea>") == 1


def test_an_empty_required_body_is_refused_by_the_server_not_by_a_hidden_field():
    class Form(forms.Form):
        body = forms.CharField(widget=newsroom_editor())

    assert " required" not in str(Form()["body"])
    assert "body" in Form({"body": ""}).errors


def test_the_filter_is_closed_and_the_holes_of_this_version_have_no_condition():
    assert CONFIG["versionCheck"] is False
    assert isinstance(CONFIG["allowedContent"], str)
    for element in ("script", "style", "img", "iframe", "*"):
        assert element not in CONFIG["allowedContent"].replace(";", " ").split()
    assert "script style" in CONFIG["disallowedContent"]
    unwanted = {"wysiwygarea", "sourcearea", "preview", "iframe", "codesnippetgeshi", "docprops",
                "exportpdf", "image", "filebrowser", "uploadimage", "flash", "forms"}  # fmt: skip
    assert not unwanted.intersection(PLUGINS.split())
    assert not any("upload" in key.lower() or "browse" in key.lower() for key in CONFIG)


def test_the_policy_of_the_edit_page_loosens_styles_and_data_pictures_only(settings):
    changed = {name for name in EDITOR_CSP if EDITOR_CSP[name] != settings.SECURE_CSP.get(name)}
    assert changed == {"style-src", "img-src"}
    assert EDITOR_CSP["script-src"] == [CSP.SELF]


# --- Which of its files exist -----------------------------------------------------------------


@pytest.mark.parametrize(
    "file",
    [
        "ckeditor/galleriffic/js/jquery.galleriffic.js",
        "ckeditor/ckeditor/plugins/preview/preview.html",
        "ckeditor/ckeditor/plugins/codesnippetgeshi/plugin.js",
        "ckeditor/ckeditor/plugins/iframe/dialogs/iframe.js",
        "ckeditor/ckeditor/plugins/exportpdf/plugin.js",
        "ckeditor/ckeditor/lang/en.js",
        "ckeditor/ckeditor/config.js",
    ],
)
def test_files_that_the_editor_does_not_use_are_not_served(file):
    assert not is_served(file)
    assert AppFilesFinder().find(file) == []


def test_every_file_that_is_let_through_exists_and_few_are():
    listed = {path for path, _ in AppFilesFinder().list([])}
    editor = {path for path in listed if path.startswith("ckeditor/")}
    assert 20 < len(editor) < 60
    assert "admin/css/base.css" in listed
    for pattern in EDITOR_FILES:
        assert any(is_served(path) for path in editor if path.startswith(pattern.split("*")[0]))
