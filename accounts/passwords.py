"""Passwords that open nothing outside a demo: those the login page of a demo prints."""

import logging
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User

log = logging.getLogger(__name__)


def is_public(password: str) -> bool:
    """Say whether `password` is one that everybody knows and this installation is no demo."""
    return not settings.DEMO and password in settings.DEMO_PASSWORDS


class StaffBackend(AuthenticationBackend):
    """Sign in by username, but never with a demo password outside a demo.

    The login page answers as it does to a wrong password; the log says what happened.
    """

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        user = super().authenticate(request, **credentials)
        if user is not None and is_public(credentials["password"]):
            log.warning("Refused the demo password of user %s: this is no demo.", user.pk)
            return None
        return user


class DemoPasswordValidator:
    """Refuse to set a demo password outside a demo."""

    def validate(self, password: str, user: User | None = None) -> None:
        if is_public(password):
            raise ValidationError(
                _("This password is printed on the login page of every demo. Choose another one."),
                code="demo_password",
            )

    def get_help_text(self) -> str:
        return _("Your password can’t be the one of the demo logins.")
