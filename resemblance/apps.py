from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResemblanceConfig(AppConfig):
    name = "resemblance"
    verbose_name = _("Near-copies")
