import pytest
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.models import User

PASSWORD = "sandi-uji-123"
WRONG = "sandi-salah-123"


def sign_in(client, username, password=PASSWORD, **extra):
    data = {"login": username, "password": password}
    return client.post(reverse("account_login"), data, **extra)


def errors(response):
    return list(response.context["form"].non_field_errors())


def test_staff_sign_in_by_username_and_land_at_the_desk(client, reporter):
    response = sign_in(client, "rina")
    assert response.status_code == 302
    assert response["Location"] == reverse("admin:index")
    assert client.get(reverse("admin:index")).status_code == 200


@pytest.mark.parametrize("address", ["/meja/", "/meja/accounts/user/", "/meja/login/"])
def test_the_desk_leads_strangers_to_the_one_sign_in(db, client, address):
    last = client.get(address, follow=True).redirect_chain[-1][0]
    assert last.startswith(reverse("account_login") + "?next=")


def test_the_admins_own_login_takes_no_password(client, reporter):
    client.post("/meja/login/", {"username": "rina", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_a_signed_in_person_cannot_use_the_admins_login_to_guess_passwords(
    client, reporter, editor
):
    client.force_login(reporter)
    client.post("/meja/login/", {"username": "eko", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(reporter.pk)


@pytest.mark.parametrize("name", ["signup", "email", "reset_password", "set_password"])
def test_there_is_no_sign_up_and_no_password_by_mail(name):
    with pytest.raises(NoReverseMatch):
        reverse(f"account_{name}")


def test_the_answer_does_not_tell_whether_the_name_exists(client, reporter):
    existing, unknown = sign_in(client, "rina", WRONG), sign_in(client, "siapa", WRONG)
    assert existing.status_code == unknown.status_code == 200
    assert errors(existing) == errors(unknown) != []


def test_the_answer_to_a_wrong_password_of_an_inactive_person_is_the_same(client, reporter):
    User.objects.filter(pk=reporter.pk).update(is_active=False)
    assert errors(sign_in(client, "rina", WRONG)) == errors(sign_in(client, "siapa", WRONG))


def test_after_five_failures_the_right_password_is_refused_too(client, reporter):
    for _ in range(5):
        sign_in(client, "rina", WRONG)
    response = sign_in(client, "rina")
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session
    assert errors(response) != errors(sign_in(Client(REMOTE_ADDR="10.0.0.9"), "siapa", WRONG))


def test_an_unknown_name_is_limited_like_a_known_one(db, client):
    answers = [errors(sign_in(client, "siapa", WRONG)) for _ in range(6)]
    assert answers[0] == answers[4] != answers[5]


@pytest.mark.parametrize("spelling", ["RINA", "Rina", " rina ", "rına", "ｒｉｎａ"])
def test_other_spellings_of_a_name_give_no_more_guesses(client, reporter, spelling):
    for _ in range(5):
        sign_in(client, spelling, WRONG)
    sign_in(client, "rina")
    assert "_auth_user_id" not in client.session


def test_another_port_in_the_host_header_gives_no_more_guesses(client, reporter):
    for port in range(5):
        sign_in(client, "rina", WRONG, HTTP_HOST=f"localhost:{8000 + port}")
    sign_in(client, "rina", HTTP_HOST="localhost:9000")
    assert "_auth_user_id" not in client.session


def test_a_forwarded_address_is_not_believed_unless_proxies_are_declared(client, reporter):
    for number in range(10):
        sign_in(client, f"nama{number}", WRONG, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
    sign_in(client, "rina", HTTP_X_FORWARDED_FOR="10.0.0.99")
    assert "_auth_user_id" not in client.session


def test_one_address_that_fails_does_not_keep_others_out(client, reporter):
    for number in range(12):
        sign_in(client, f"nama{number}", WRONG, REMOTE_ADDR="10.0.0.1")
    sign_in(client, "rina", REMOTE_ADDR="10.0.0.2")
    assert client.session["_auth_user_id"] == str(reporter.pk)


def test_a_flood_of_sign_ins_is_answered_in_words(db, client):
    answers = [sign_in(client, "siapa", WRONG) for _ in range(61)]
    assert answers[-1].status_code == 429
    assert "<h1>" in answers[-1].content.decode()


def test_limits_hold_across_processes_through_a_table(db, as_desk):
    table = ("accounts_limit", {"OPTIONS": {"MAX_ENTRIES": 10}})
    one, other = DatabaseCache(*table), DatabaseCache(*table)
    with as_desk():
        one.set("percobaan", [1.0, 2.0], 60)
        assert other.get("percobaan") == [1.0, 2.0]
        assert not other.add("percobaan", [])


def test_pages_and_limits_are_different_caches(settings):
    assert "pages" in settings.CACHES
    assert caches["pages"] is not caches["default"]


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://judi.example/",
        "//judi.example/",
        "/\\judi.example/",
        "http:judi.example",
        "javascript:alert(1)",
        "http://testserver.judi.example/",
    ],
)
def test_signing_in_and_out_never_leads_elsewhere(client, reporter, elsewhere):
    data = {"login": "rina", "password": PASSWORD, "next": elsewhere}
    assert client.post(reverse("account_login"), data)["Location"] == reverse("admin:index")
    response = client.post(reverse("account_logout"), {"next": elsewhere})
    assert response["Location"] == reverse("account_login")


def test_signing_in_leads_back_to_where_one_was(client, reporter):
    data = {"login": "rina", "password": PASSWORD, "next": "/meja/akun/"}
    assert client.post(reverse("account_login"), data)["Location"] == "/meja/akun/"


def test_the_session_has_a_new_key_after_sign_in(client, reporter):
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key
    client.cookies["meja"] = before
    sign_in(client, "rina")
    assert client.session.session_key != before


def test_cookies_are_the_desks_only_and_out_of_reach_of_scripts(client, reporter):
    client.get(reverse("account_login"))
    sign_in(client, "rina")
    for name in ["meja", "meja_csrf"]:
        cookie = client.cookies[name]
        assert cookie["path"] == "/meja/"
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


def test_public_pages_set_no_cookie_even_for_somebody_signed_in(client, reporter):
    sign_in(client, "rina")
    for path in ["/", "/berita/", "/indeks/", "/healthz", "/tidak-ada/"]:
        assert not client.get(path).cookies, path


def test_signing_out_needs_a_post_and_ends_the_session(client, reporter):
    client.force_login(reporter)
    for address in [reverse("account_logout"), reverse("admin:logout")]:
        client.get(address, follow=True)
        assert "_auth_user_id" in client.session
    client.post(reverse("admin:logout"))
    assert "_auth_user_id" not in client.session


def test_signing_out_is_refused_from_a_foreign_page(reporter):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reporter)
    assert strict.post(reverse("account_logout")).status_code == 403
    assert "_auth_user_id" in strict.session


def test_a_deactivated_person_is_out_at_once(client, reporter):
    client.force_login(reporter)
    User.objects.filter(pk=reporter.pk).update(is_active=False)
    assert client.get("/meja/").status_code == 302
    assert sign_in(client, "rina")["Location"] == reverse("account_inactive")


def test_a_login_that_is_no_staff_opens_nothing(db, client):
    User.objects.create_user("pembaca", password=PASSWORD)
    assert sign_in(client, "pembaca")["Location"] == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


def test_somebody_who_lost_staff_status_is_told_no_instead_of_sent_in_circles(client, reporter):
    client.force_login(reporter)
    User.objects.filter(pk=reporter.pk).update(is_staff=False)
    assert client.get("/meja/", follow=True).status_code == 403


def test_changing_the_password_asks_for_the_old_one_and_ends_other_sessions(client, reporter):
    elsewhere = Client()
    elsewhere.force_login(reporter)
    client.force_login(reporter)
    new = {"password1": "jembatan-baru-88", "password2": "jembatan-baru-88"}
    address = reverse("account_change_password")
    assert client.post(address, {"oldpassword": WRONG, **new}).status_code == 200
    assert elsewhere.get("/meja/").status_code == 200
    assert client.post(address, {"oldpassword": PASSWORD, **new}).status_code == 302
    assert client.get("/meja/").status_code == 200
    assert elsewhere.get("/meja/").status_code == 302
