"""Logins of the newsroom's staff. Readers have none."""

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person who works at the desk.

    People leave; what they did stays. So a user is deactivated, not deleted, and the record
    refers to users with PROTECT.
    """

    class Meta(AbstractUser.Meta):
        verbose_name = _("staff member")
        verbose_name_plural = _("staff members")

    def __str__(self) -> str:
        return self.get_full_name() or self.username
