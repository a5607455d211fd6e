from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Published stories")

    def ready(self) -> None:
        from articles import listeners  # noqa: F401  (connects the two lower apps we listen to)
