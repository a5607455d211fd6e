import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts import checks
from accounts.models import User
from newsroom.demo import LOGINS

LOGIN = LOGINS[0]


@pytest.fixture
def demo_person(db):
    return User.objects.create_user(LOGIN.username, password=LOGIN.password, is_staff=True)


def sign_in(client):
    data = {"login": LOGIN.username, "password": LOGIN.password}
    return client.post(reverse("account_login"), data)


def test_outside_a_demo_a_demo_password_opens_nothing(client, demo_person):
    assert sign_in(client).status_code == 200
    assert "_auth_user_id" not in client.session


def test_in_a_demo_it_opens_the_desk(client, demo_person, settings):
    settings.DEMO = True
    assert sign_in(client).status_code == 302


def test_outside_a_demo_nobody_can_choose_a_demo_password(settings):
    with pytest.raises(ValidationError):
        validate_password(LOGIN.password)
    settings.DEMO = True
    validate_password(LOGIN.password)


def test_the_login_page_lists_the_demo_logins_in_a_demo_only(db, client, settings):
    assert LOGIN.password not in client.get(reverse("account_login")).content.decode()
    settings.DEMO = True
    page = client.get(reverse("account_login")).content.decode()
    assert all(login.username in page and login.name in page for login in LOGINS)
    assert LOGIN.password in page


def test_a_check_finds_demo_people_left_in_a_database(demo_person, settings):
    (warning,) = checks.demo_people(databases=["default"])
    assert LOGIN.username in warning.msg
    assert checks.demo_people(databases=None) == []
    settings.DEMO = True
    assert checks.demo_people(databases=["default"]) == []


def test_the_check_is_content_when_they_are_deactivated_or_have_other_passwords(demo_person):
    demo_person.set_password("sandi-lain-123")
    demo_person.save()
    assert checks.demo_people(databases=["default"]) == []
