from allauth.account.apps import AccountConfig
from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate


class DeskAdminConfig(AdminConfig):
    default_site = "newsroom.desk.DeskSite"


class SignInConfig(AccountConfig):
    """django-allauth's accounts, without the demand that its middleware runs on every page.

    It runs inside `newsroom.desk_middleware.DeskAccountMiddleware`, at the desk only.
    """

    def ready(self) -> None:
        from allauth.account import checks  # noqa: F401 - registers itself


class NewsroomConfig(AppConfig):
    name = "newsroom"

    def ready(self) -> None:
        post_migrate.connect(grant_after_migrate, sender=self)


def grant_after_migrate(using: str, **kwargs: object) -> None:
    """Bring database grants and staff groups in line with the files that declare them."""
    from accounts.roles import sync_groups  # models are not loaded when this module is
    from newsroom.roles import apply_grants

    apply_grants(using)
    sync_groups(using)
