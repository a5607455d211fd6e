from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WordpressConfig(AppConfig):
    name = "wordpress"
    verbose_name = _("Moving from WordPress")

    def ready(self) -> None:
        from wordpress import listeners  # noqa: F401  (connects what the desk goes on with)
