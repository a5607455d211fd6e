"""The people who work here and the roles they have."""

from collections.abc import Sequence
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext

from accounts import sessions
from accounts.forms import NewPersonForm, PersonForm
from accounts.models import User
from accounts.roles import DUTIES

admin.site.unregister(Group)


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Staff: made, given roles, deactivated. Nobody is deleted, nobody becomes a superuser.

    One's own roles are somebody else's to change. Single permissions are given to nobody: a role
    is what `accounts.roles` says it is.
    """

    form = PersonForm
    add_form = NewPersonForm
    add_form_template = "admin/change_form.html"  # all on one page, so no word of a second
    actions = ["end_sessions", "reset_second_factor"]
    list_display = ["username", "name", "roles", "has_second_factor", "is_active", "last_seen"]
    list_filter = ["is_active", "groups"]
    search_help_text = _("Username, name or e-mail")
    ordering = ["-is_active", "username"]
    show_full_result_count = False
    filter_horizontal = ()
    readonly_fields = ["username", "last_login", "date_joined", "has_second_factor"]
    fieldsets = [
        (None, {"fields": ["username", "first_name", "last_name", "email"]}),
        (_("Roles"), {"fields": ["groups", "is_active"]}),
        (_("Sign-in"), {"fields": ["has_second_factor", "last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "first_name", "last_name", "email"]}),
        (_("Roles"), {"fields": ["groups"]}),
        (_("Password"), {"fields": ["password1", "password2"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        apps = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
        people = super().get_queryset(request).prefetch_related("groups")
        return people.annotate(second_factor=Exists(apps))

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Sequence[Any]:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or obj != request.user:
            return fieldsets
        own = _("These are your own. Ask another system administrator to change them.")
        return [
            (name, {**options, "description": own} if "groups" in options["fields"] else options)
            for name, options in fieldsets
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Sequence[str]:
        if obj is None:
            return []
        own = ["groups", "is_active"] if obj == request.user else []
        return [*super().get_readonly_fields(request, obj), *own]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is not None and obj.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        obj.is_staff = True
        super().save_model(request, obj, form, change)

    @admin.action(description=_("Sign out on every device"), permissions=["change"])
    def end_sessions(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """End the sessions of people: they sign in again, whoever else used them cannot."""
        people = self.others(request, queryset)
        with transaction.atomic():
            sessions.end_sessions(people)
            for person in people:
                self.log_change(
                    request, person, [{"changed": {"fields": [gettext_noop("sessions")]}}]
                )
        done = ngettext(
            "%d person was signed out on every device.",
            "%d people were signed out on every device.",
            len(people),
        )
        self.message_user(request, done % len(people), messages.SUCCESS)

    @staticmethod
    def others(request: HttpRequest, queryset: QuerySet[User]) -> list[User]:
        """Return whom an action is about: never oneself, whose own page has the same."""
        return list(queryset.filter(is_superuser=False).exclude(pk=request.user.pk))

    @admin.action(
        description=_("Remove the second factor (lost telephone)"), permissions=["change"]
    )
    def reset_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Let people sign in with the password alone, until they set a telephone up again.

        Whoever has the telephone may be signed in on it: that ends, too.
        """
        people = self.others(request, queryset)
        with transaction.atomic():  # none is removed that the log does not name
            Authenticator.objects.filter(user__in=people).delete()
            sessions.end_sessions(people)
            for person in people:
                self.log_change(request, person, [{"changed": {"fields": ["second factor"]}}])
        done = ngettext(
            "The second factor of %d person was removed.",
            "The second factor of %d people was removed.",
            len(people),
        )
        self.message_user(request, done % len(people), messages.SUCCESS)

    @admin.display(description=_("last login"), ordering="last_login")
    def last_seen(self, person: User) -> str:
        if person.last_login is None:
            return "—"
        return date_format(localtime(person.last_login), "SHORT_DATE_FORMAT")

    @admin.display(description=_("name"), ordering="first_name")
    def name(self, person: User) -> str:
        return person.get_full_name()

    @admin.display(description=_("roles"))
    def roles(self, person: User) -> str:
        return ", ".join(group.name for group in person.groups.all())

    @admin.display(description=_("second factor"), boolean=True)
    def has_second_factor(self, person: User) -> bool:
        return person.second_factor


@admin.register(Group)
class RoleAdmin(admin.ModelAdmin):
    """The roles, to look at: what each may do is written in `accounts.roles`."""

    actions = None
    list_display = ["name", "duty", "people"]
    ordering = ["pk"]
    fields = ["name", "duty", "people"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        active = Count("user", filter=Q(user__is_active=True))
        return super().get_queryset(request).annotate(people=active)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return False

    @admin.display(description=_("active people"), ordering="people")
    def people(self, group: Group) -> int:
        return group.people

    @admin.display(description=_("what the role does"))
    def duty(self, group: Group) -> str:
        return DUTIES.get(group.name, "")
