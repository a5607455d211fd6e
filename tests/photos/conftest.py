import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    """Each test has empty folders of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PRIVATE_MEDIA_ROOT = tmp_path / "private"
    return tmp_path


@pytest.fixture
def make_person(db):
    """Return a function that makes a staff member with the named rights on photos."""

    def make(username: str, *rights: str):
        person = get_user_model().objects.create_user(username, password="x", is_staff=True)
        person.user_permissions.set(
            Permission.objects.filter(content_type__app_label="photos", codename__in=rights)
        )
        return person

    return make


@pytest.fixture
def journalist(make_person):
    return make_person("tika", "add_photo", "change_photo", "view_photo")


@pytest.fixture
def editor(make_person):
    return make_person("yuli", "add_photo", "change_photo", "view_photo", "change_any_photo")
