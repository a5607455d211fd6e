from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "moderation"
    verbose_name = _("Desk")

    def ready(self) -> None:
        from moderation import alarms, made_from, naming, resembling  # noqa: F401 - they hear of saves
