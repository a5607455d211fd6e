"""Signing out where one is not: a computer of the office, a telephone that is gone."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

PEOPLE = reverse("admin:accounts_user_changelist")
DESK = reverse("admin:index")


@pytest.fixture
def elsewhere(reporter):
    """Return the reporter's browser on another device."""
    client = Client()
    client.force_login(reporter)
    return client


def is_in(client):
    return client.get(DESK).status_code == 200


def act(client, action, *people):
    marked = [person.pk for person in people]
    return client.post(PEOPLE, {"action": action, "_selected_action": marked}, follow=True)


def test_whoever_signs_out_elsewhere_stays_signed_in_here(client, reporter, elsewhere):
    client.force_login(reporter)
    assert is_in(elsewhere)
    response = client.post(reverse("sessions-end"), follow=True)
    assert "1 " in str(next(iter(response.context["messages"])))
    assert is_in(client)
    assert not is_in(elsewhere)


def test_looking_at_the_address_ends_nothing(client, reporter, elsewhere):
    client.force_login(reporter)
    assert client.get(reverse("sessions-end")).status_code == 405
    assert is_in(elsewhere)


def test_the_system_administrator_signs_others_out_and_the_log_says_so(
    client, sysadmin, reporter, elsewhere
):
    client.force_login(sysadmin)
    act(client, "end_sessions", reporter, sysadmin)
    assert not is_in(elsewhere)
    assert is_in(client)
    named = LogEntry.objects.filter(user=sysadmin).values_list("object_id", flat=True)
    assert list(named) == [str(reporter.pk)]


def test_a_lost_telephone_loses_its_session_with_the_second_factor(
    client, sysadmin, reporter, elsewhere
):
    TOTP.activate(reporter, "JBSWY3DPEHPK3PXP")
    client.force_login(sysadmin)
    act(client, "reset_second_factor", reporter)
    assert not Authenticator.objects.filter(user=reporter).exists()
    assert not is_in(elsewhere)


def test_others_stay_where_they_are(client, reporter, other_reporter, elsewhere):
    client.force_login(other_reporter)
    client.post(reverse("sessions-end"))
    assert is_in(elsewhere)
