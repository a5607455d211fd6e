"""The rich text editor of the desk, behind one function: `newsroom_editor()`.

Nothing else in the project knows which editor it is. It offers what `articles.html` stores and
nothing more; it is not a security boundary, `clean_html()` is. Why this editor, which of its parts
run and what that costs is in docs/decisions/editor.md.

Without JavaScript the widget is a plain text area that holds the stored HTML, or plain text; the
form reads both through `articles.html.normalise_input()`.
"""

from typing import Any

from ckeditor.widgets import CKEditorWidget, json_encode
from django import forms
from django.conf import settings
from django.templatetags.static import static
from django.utils.csp import CSP
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from js_asset import Script

# For the editor's page alone: `csp_override(EDITOR_CSP)`. CKEditor measures and places its parts
# by inline styles; its inline event handlers are replaced by static/js/editor-csp.js, so scripts
# stay as strict as everywhere.
EDITOR_CSP = {
    **settings.SECURE_CSP,
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:"],
}

# Everything that is loaded; what they need in turn comes with them. A list of what is wanted, not
# of what is not: the bundle holds seventy more, and what three of them do is a published hole.
PLUGINS = (
    "a11yhelp basicstyles blockquote clipboard divarea enterkey entities htmlwriter indentlist link"
    " list notification pastefromlibreoffice pastefromword removeformat tab table"
    " tabletools toolbar undo widget newsblocks newspaste newsphoto"
)

_INLINE = "strong em br; a[!href,title]"
_BLOCKS = (
    "p h2 h3 blockquote ul ol li table caption thead tbody tr;"
    " th[scope,colspan,rowspan]; td[colspan,rowspan]"
)

# Names of our own buttons and messages, and better ones for what the editor's Indonesian leaves in
# English; "link.title" is editor.lang.link.title.
LABELS = {
    "basicstyles.bold": _("Bold"),
    "basicstyles.italic": _("Italic"),
    "blockquote.toolbar": _("Quotation"),
    "clipboard.fileFormatNotSupportedNotification": _(
        "Pictures cannot be pasted or dropped here. Upload them to the photo library, then use the"
        " Photo button."
    ),
    "link.displayText": _("Text of the link"),
    "link.emailAddress": _("E-mail address"),
    "link.emailBody": _("Message"),
    "link.emailSubject": _("Subject of the message"),
    "link.info": _("Link"),
    "link.noEmail": _("Write the e-mail address."),
    "link.noTel": _("Write the phone number."),
    "link.noUrl": _("Write the address."),
    "link.phoneNumber": _("Phone number"),
    "link.title": _("Link"),
    "link.toEmail": _("E-mail"),
    "link.toPhone": _("Phone"),
    "link.toUrl": _("Web address"),
    "link.toolbar": _("Link"),
    "link.type": _("Leads to"),
    "link.unlink": _("Remove link"),
    "list.bulletedlist": _("Bulleted list"),
    "list.numberedlist": _("Numbered list"),
    "removeformat.toolbar": _("Remove formatting"),
    "table.caption": _("Title of the table"),
    "table.headers": _("Headings"),
    "table.headersColumn": _("First column"),
    "table.headersRow": _("First row"),
    "table.title": _("Table"),
    "table.toolbar": _("Table"),
    "undo.redo": _("Redo"),
    "undo.undo": _("Undo"),
    "widget.label": _("%1: Enter writes below it, the Photo button changes it"),
    "news.subhead": _("Subhead"),
    "news.small_subhead": _("Small subhead"),
    "news.row_add": _("Add row"),
    "news.row_delete": _("Delete row"),
    "news.column_add": _("Add column"),
    "news.column_delete": _("Delete column"),
    "news.table_delete": _("Delete table"),
    "news.photo": _("Photo"),
    "news.photo_title": _("Picture from the photo library"),
    "news.photo_search": _("Search the photo library"),
    "news.photo_hint": _("Words of the caption, the photographer or the number"),
    "news.photo_upload": _("Upload from this device"),
    "news.photo_none": _("No photo found."),
    "news.photo_found": _("%1 photos found. Choose with the arrow keys and Enter."),
    "news.photo_failed": _(
        "The photo library does not answer. Check the connection, or sign in again in another tab."
    ),
    "news.photo_missing": _("Still missing: %1"),
    "news.photo_unknown": _("Photo %1 is not in the library."),
    "news.caption": _("Caption of your own (without one, the library's is used)"),
    "news.close": _("Close"),
    "news.paste_left": _("Left out of what was pasted: %1."),
    "news.paste_senders": _("names and times of the chat"),
    "news.paste_struck": _("words that were struck out"),
    "news.paste_remarks": _("remarks beside the text"),
    "news.paste_hidden": _("hidden words"),
}

CONFIG = {
    "plugins": ",".join(PLUGINS.split()),
    "versionCheck": False,
    "customConfig": "",
    "stylesSet": False,
    "contentsCss": [],
    "width": "100%",
    "height": "auto",
    "toolbarCanCollapse": False,
    "toolbar": [
        {"name": "styles", "items": ["Subhead", "SmallSubhead", "Bold", "Italic", "RemoveFormat"]},
        {"name": "links", "items": ["Link", "Unlink"]},
        {"name": "paragraph", "items": ["BulletedList", "NumberedList", "Blockquote"]},
        {"name": "insert", "items": ["Photo", "Table"]},
        {
            "name": "table",
            "items": ["RowAdd", "ColumnAdd", "RowDelete", "ColumnDelete", "TableDelete"],
        },
        {"name": "clipboard", "items": ["Undo", "Redo"]},
    ],
    # Never True: an open filter is what the editor's known holes need.
    "allowedContent": f"{_BLOCKS}; {_INLINE}; figure[!data-photo]; figcaption",
    "disallowedContent": "script style; *[on*]; *{*}",
    "pasteFilter": f"{_BLOCKS}; {_INLINE}",
    "pasteFromWord_inlineImages": False,
    "clipboard_handleImages": False,
    "disableNativeSpellChecker": False,
    "entities": False,
    "linkDefaultProtocol": "https://",
    "linkShowAdvancedTab": False,
    "linkShowTargetTab": False,
    "removeDialogTabs": "link:upload;table:advanced",
    "dialog_noConfirmCancel": True,
}


class NewsroomEditor(CKEditorWidget):
    """A text area that django-ckeditor's script turns into the editor.

    Rendered by Django's own text area template: the package's wraps it in an inline style.
    """

    def __init__(
        self, photo_search_url: str | Promise, attrs: dict[str, Any] | None = None
    ) -> None:
        forms.Textarea.__init__(self, {"rows": 24, **(attrs or {})})
        self.template_name = forms.Textarea.template_name
        self.photo_search_url = photo_search_url

    @property
    def media(self) -> forms.Media:
        # One list, because the order is a promise: the adapter changes the editor before it starts.
        return forms.Media(
            css={"all": ["css/editor.css"]},
            js=[
                Script(
                    "ckeditor/ckeditor-init.js",
                    id="ckeditor-init-script",
                    **{"data-ckeditor-basepath": static("ckeditor/ckeditor/")},
                ),
                "ckeditor/ckeditor/ckeditor.js",
                "ckeditor/fixups.js",
                "js/editor-csp.js",
                "js/editor-paste.js",
                "js/editor-photo.js",
            ],
        )

    def use_required_attribute(self, initial: object) -> bool:
        """Refuse: the browser cannot point at an empty text area that is hidden."""
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = forms.Textarea.get_context(self, name, value, attrs)
        context["widget"]["attrs"] |= {
            "data-type": "ckeditortype",
            "data-processed": "0",
            "data-external-plugin-resources": "[]",
            "data-config": json_encode({**CONFIG, "language": "id", "labels": LABELS}),
            "data-photo-search-url": str(self.photo_search_url),
        }
        return context


def newsroom_editor(
    *,
    photo_search_url: str | Promise = f"{settings.DESK_PREFIX}pilih/foto/",
    attrs: dict[str, Any] | None = None,
) -> forms.Textarea:
    """Return the widget for a body field.

    `photo_search_url` answers a GET with JSON, `{"results": [{"id": 12, "text": "#12 caption",
    "thumb": "/media/…", "missing": ["alt text"]}]}`: for `?q=` what is found, newest first if the
    query is empty; for `?id=12` that one photo or an empty list. Serve the page with `EDITOR_CSP`.
    """
    return NewsroomEditor(photo_search_url, attrs)
