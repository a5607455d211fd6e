import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role

PEOPLE = [
    "reporter",
    "photographer",
    "editor",
    "managing_editor",
    "chief",
    "sysadmin",
]
LIST = reverse("admin:accounts_user_changelist")
ADD = reverse("admin:accounts_user_add")


def change_of(person):
    return reverse("admin:accounts_user_change", args=[person.pk])


def password_of(person):
    return reverse("admin:auth_user_password_change", args=[person.pk])


def role(name):
    return Group.objects.get(name=name.value)


@pytest.fixture
def admin_client(client, sysadmin):
    client.force_login(sysadmin)
    return client


def words(person, **changes):
    values = {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email,
        "is_active": "on" if person.is_active else "",
        "groups": [group.pk for group in person.groups.all()],
    }
    return values | changes


@pytest.mark.parametrize("who", PEOPLE)
def test_only_the_system_administrator_sees_the_accounts(request, client, reporter, who):
    client.force_login(request.getfixturevalue(who))
    expected = 200 if who == "sysadmin" else 403
    for address in [LIST, ADD, change_of(reporter), password_of(reporter)]:
        assert client.get(address).status_code == expected, address
    assert client.get(reverse("admin:auth_group_changelist")).status_code == expected


@pytest.mark.parametrize("who", [who for who in PEOPLE if who != "sysadmin"])
def test_nobody_else_changes_an_account_by_a_forged_post(request, client, other_reporter, who):
    client.force_login(request.getfixturevalue(who))
    before = other_reporter.password
    data = words(other_reporter, groups=[role(Role.EDITOR_IN_CHIEF).pk])
    assert client.post(change_of(other_reporter), data).status_code == 403
    assert client.post(ADD, {"username": "baru"}).status_code == 403
    passwords = {"password1": "sandi-baru-123", "password2": "sandi-baru-123"}
    assert client.post(password_of(other_reporter), passwords).status_code == 403
    other_reporter.refresh_from_db()
    assert other_reporter.password == before
    assert not other_reporter.groups.filter(name=Role.EDITOR_IN_CHIEF.value).exists()


def test_a_new_person_gets_name_roles_and_password_on_one_page_and_is_staff(admin_client):
    data = {
        "username": "tari",
        "first_name": "Tari",
        "last_name": "Wulandari",
        "email": "tari@example.com",
        "groups": [role(Role.REPORTER).pk],
        "password1": "pasar-terapung-7",
        "password2": "pasar-terapung-7",
    }
    assert admin_client.post(ADD, data).status_code == 302
    tari = User.objects.get(username="tari")
    assert tari.is_staff
    assert not tari.is_superuser
    assert [group.name for group in tari.groups.all()] == [Role.REPORTER.value]
    assert tari.check_password("pasar-terapung-7")
    assert LogEntry.objects.filter(object_id=str(tari.pk)).exists()


def test_a_username_that_differs_only_in_case_is_refused(admin_client, reporter):
    data = {"username": "RINA", "first_name": "R", "password1": "pasar-terapung-7"}
    response = admin_client.post(ADD, data | {"password2": "pasar-terapung-7"})
    assert "username" in response.context["adminform"].form.errors


def test_roles_are_given_and_taken_and_the_log_says_so(admin_client, reporter):
    data = words(reporter, groups=[role(Role.DESK_EDITOR).pk])
    assert admin_client.post(change_of(reporter), data).status_code == 302
    assert [group.name for group in reporter.groups.all()] == [Role.DESK_EDITOR.value]
    assert LogEntry.objects.get(object_id=str(reporter.pk)).is_change()


FORGED = {
    "is_superuser": "on",
    "is_staff": "",
    "username": "lain",
    "password": "md5$x$y",
    "usable_password": "false",
}


def test_forged_fields_make_no_superuser_and_give_no_single_permission(admin_client, reporter):
    permission = Permission.objects.get(codename="release_draft")
    data = words(reporter, **FORGED, user_permissions=[permission.pk])
    assert admin_client.post(change_of(reporter), data).status_code == 302
    after = User.objects.get(pk=reporter.pk)
    assert not after.is_superuser
    assert after.is_staff
    assert after.username == "rina"
    assert after.password == reporter.password
    assert not after.user_permissions.exists()


def test_forged_fields_make_no_superuser_at_birth_either(admin_client):
    permission = Permission.objects.get(codename="release_draft")
    data = {
        "username": "tari",
        "first_name": "Tari",
        "password1": "pasar-terapung-7",
        "password2": "pasar-terapung-7",
        "is_superuser": "on",
        "user_permissions": [permission.pk],
    }
    assert admin_client.post(ADD, data).status_code == 302
    tari = User.objects.get(username="tari")
    assert not tari.is_superuser
    assert not tari.user_permissions.exists()


def test_ones_own_roles_and_activity_are_somebody_elses_to_change(admin_client, sysadmin):
    everything = [group.pk for group in Group.objects.all()]
    page = admin_client.get(change_of(sysadmin)).content.decode()
    assert 'name="groups"' not in page
    admin_client.post(change_of(sysadmin), words(sysadmin, groups=everything, is_active=""))
    sysadmin.refresh_from_db()
    assert [group.name for group in sysadmin.groups.all()] == [Role.ADMIN.value]
    assert sysadmin.is_active


def test_a_superuser_cannot_be_touched(admin_client):
    root = User.objects.create_superuser("akar", password="akar-pohon-beringin")
    passwords = {"password1": "sandi-baru-123", "password2": "sandi-baru-123"}
    assert admin_client.post(change_of(root), words(root, is_active="")).status_code == 403
    assert admin_client.get(password_of(root)).status_code == 403
    assert admin_client.post(password_of(root), passwords).status_code == 403
    root.refresh_from_db()
    assert root.is_active
    assert root.check_password("akar-pohon-beringin")


def test_nobody_is_deleted(admin_client, reporter):
    address = reverse("admin:accounts_user_delete", args=[reporter.pk])
    assert admin_client.post(address, {"post": "yes"}).status_code == 403
    data = {"action": "delete_selected", "_selected_action": [reporter.pk], "post": "yes"}
    admin_client.post(LIST, data)
    assert User.objects.filter(pk=reporter.pk).exists()


def test_a_password_is_reset_and_the_old_sessions_end(admin_client, reporter):
    passwords = {"password1": "sandi-baru-123", "password2": "sandi-baru-123"}
    assert admin_client.post(password_of(reporter), passwords).status_code == 302
    reporter.refresh_from_db()
    assert reporter.check_password("sandi-baru-123")
    assert LogEntry.objects.filter(object_id=str(reporter.pk)).exists()


def test_the_system_administrator_has_no_editorial_right(admin_client, sysadmin):
    assert not [
        name
        for name in sysadmin.get_all_permissions()
        if name.split(".")[0] in {"moderation", "articles", "categories", "photos"}
    ]
    for name in ["moderation_draft", "articles_author", "articles_tag", "articles_page"]:
        assert admin_client.get(reverse(f"admin:{name}_changelist")).status_code == 403


def test_roles_can_be_read_and_not_changed(admin_client):
    group = role(Role.REPORTER)
    address = reverse("admin:auth_group_change", args=[group.pk])
    assert admin_client.get(address).status_code == 200
    forged = {"name": "Wartawan", "permissions": [p.pk for p in Permission.objects.all()]}
    assert admin_client.post(address, forged).status_code == 403
    assert admin_client.get(reverse("admin:auth_group_add")).status_code == 403
    assert not group.permissions.filter(codename="release_draft").exists()


def test_the_list_of_people_needs_the_same_queries_for_any_number(
    admin_client, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(30) as one:
        admin_client.get(LIST)
    for number in range(5):
        person = User.objects.create_user(f"orang{number}", is_staff=True)
        person.groups.set([role(Role.REPORTER)])
    with django_assert_num_queries(len(one)):
        admin_client.get(LIST)
