"""The desk: Django's admin, at /meja/, with the newsroom's name and look."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class DeskSite(AdminSite):
    site_header = _("Desk")
    site_title = _("Desk")
    index_title = _("Today")
