import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, hotp_value
from django.test import Client
from django.urls import reverse

PASSWORD = "sandi-uji-123"
SECRET = "JBSWY3DPEHPK3PXP"


def code(secret=SECRET, step=0):
    return f"{hotp_value(secret, int(time.time()) // 30 + step):06d}"


@pytest.fixture
def guarded(reporter):
    """Return a reporter with an authenticator app."""
    TOTP.activate(reporter, SECRET)
    return reporter


def give_password(client):
    data = {"login": "rina", "password": PASSWORD, "next": "/meja/akun/"}
    return client.post(reverse("account_login"), data)


def confirm(client):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def test_the_password_alone_no_longer_opens_the_desk(client, guarded):
    assert give_password(client)["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get("/meja/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_the_code_opens_it_and_leads_on(client, guarded):
    give_password(client)
    response = client.post(reverse("mfa_authenticate"), {"code": code()})
    assert response["Location"] == "/meja/akun/"
    assert client.session["_auth_user_id"] == str(guarded.pk)


def test_a_code_opens_it_once(client, guarded):
    give_password(client)
    client.post(reverse("mfa_authenticate"), {"code": code()})
    again = Client()
    give_password(again)
    again.post(reverse("mfa_authenticate"), {"code": code()})
    assert "_auth_user_id" not in again.session


def test_a_recovery_code_stands_in_for_the_telephone_once(client, guarded):
    spare = RecoveryCodes.activate(guarded).get_unused_codes()[0]
    for browser, opened in [(client, True), (Client(), False)]:
        give_password(browser)
        browser.post(reverse("mfa_authenticate"), {"code": spare})
        assert ("_auth_user_id" in browser.session) is opened


def test_guessing_codes_is_limited(client, guarded):
    give_password(client)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": code()})
    assert "_auth_user_id" not in client.session


def test_setting_it_up_asks_for_the_password_again_and_shows_a_picture_to_scan(client, reporter):
    client.force_login(reporter)
    address = reverse("mfa_activate_totp")
    assert client.get(address)["Location"].startswith(reverse("account_reauthenticate"))
    confirm(client)
    page = client.get(address)
    assert "data:image/svg+xml" in page.content.decode()
    assert "img-src 'self' data:" in page["Content-Security-Policy"]
    secret = page.context["form"].secret
    client.post(address, {"code": code(secret)})
    kinds = Authenticator.objects.filter(user=reporter).values_list("type", flat=True)
    assert set(kinds) == {"totp", "recovery_codes"}
    assert "desk-codes" in client.get(reverse("mfa_view_recovery_codes")).content.decode()


def test_a_wrong_code_turns_nothing_on(client, reporter):
    client.force_login(reporter)
    confirm(client)
    client.get(reverse("mfa_activate_totp"))
    client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert not Authenticator.objects.exists()


def test_turning_it_off_asks_for_the_password_again(client, guarded):
    client.force_login(guarded)
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=guarded).exists()
    confirm(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=guarded, type="totp").exists()


def test_it_is_nobodys_duty_unless_the_newsroom_says_so(client, reporter, settings):
    client.force_login(reporter)
    assert client.get("/meja/").status_code == 200
    settings.REQUIRE_SECOND_FACTOR = True
    sent_on = client.get("/meja/")
    assert sent_on["Location"] == reverse("mfa_activate_totp")
    assert "no-store" in sent_on["Cache-Control"]
    assert client.post("/meja/accounts/user/add/").status_code == 302
    assert client.get(reverse("mfa_index")).status_code == 200
    TOTP.activate(reporter, SECRET)
    assert client.get("/meja/").status_code == 200


def test_the_duty_leaves_readers_and_strangers_alone(db, client, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    assert client.get("/").status_code == 200
    assert client.get(reverse("account_login")).status_code == 200


def test_an_administrator_frees_somebody_who_lost_the_telephone(client, guarded, sysadmin):
    client.force_login(sysadmin)
    data = {"action": "reset_second_factor", "_selected_action": [guarded.pk]}
    client.post(reverse("admin:accounts_user_changelist"), data)
    assert not Authenticator.objects.exists()
    history = client.get(reverse("admin:accounts_user_history", args=[guarded.pk]))
    assert history.context["action_list"].object_list


@pytest.mark.parametrize("who", ["sysadmin", "superuser"])
def test_an_administrator_frees_neither_themselves_nor_a_superuser(client, sysadmin, who):
    other = type(sysadmin).objects.create_superuser("akar", password=PASSWORD)
    target = sysadmin if who == "sysadmin" else other
    TOTP.activate(target, SECRET)
    client.force_login(sysadmin)
    data = {"action": "reset_second_factor", "_selected_action": [target.pk]}
    client.post(reverse("admin:accounts_user_changelist"), data)
    assert Authenticator.objects.filter(user=target).exists()


def test_nobody_else_frees_anybody(client, guarded, chief):
    client.force_login(chief)
    data = {"action": "reset_second_factor", "_selected_action": [guarded.pk]}
    assert client.post(reverse("admin:accounts_user_changelist"), data).status_code == 403
    assert Authenticator.objects.exists()
