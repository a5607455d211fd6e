"""What anybody may ask of the whole site: files, odd methods, odd names."""

import pytest
from django.conf import settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(clean_slate):
    (settings.MEDIA_ROOT / "photos").mkdir(parents=True)
    (settings.MEDIA_ROOT / "photos" / "a.html").write_text("<script>alert(1)</script>")
    (settings.PRIVATE_MEDIA_ROOT / "originals").mkdir(parents=True)
    (settings.PRIVATE_MEDIA_ROOT / "originals" / "secret.jpg").write_text("secret")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    "path",
    [
        "",
        "photos",
        "photos/",
        "photos/.",
        "../private/originals/secret.jpg",
        "%2e%2e/private/originals/secret.jpg",
        "..%2fprivate%2foriginals%2fsecret.jpg",
        "photos/../../private/originals/secret.jpg",
        "/etc/passwd",
        "%2fetc/passwd",
        "photos/%00.jpg",
        "a" * 300,
        "a/" * 900,
    ],
)
def test_media_are_files_below_their_folder_and_nothing_else(reader_client, path):
    assert reader_client.get(f"/media/{path}").status_code in (400, 404)


@pytest.mark.usefixtures("files")
def test_whatever_lies_among_the_pictures_is_run_by_no_browser(reader_client):
    response = reader_client.get("/media/photos/a.html")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_readers_only_read(reader_client, method):
    for address in ("/", "/feed/", "/kategori/", "/robots.txt", "/healthz"):
        assert getattr(reader_client, method)(address).status_code == 405


@pytest.mark.parametrize("path", ["//evil.example/berita", "/\\evil.example", "//evil.example"])
def test_no_address_leads_to_another_site(reader_client, path):
    response = reader_client.get("/", PATH_INFO=path)
    assert response.status_code == 404
    assert "Location" not in response.headers


@pytest.mark.parametrize("address", ["/", "/meja/masuk/", "/meja/photos/photo/add/"])
@pytest.mark.parametrize("length", ["200000000", "9" * 5000, "-1", "x"])
def test_what_is_too_large_for_anything_is_refused_before_it_is_read(client, address, length):
    class Unread:
        def read(self, *args):
            raise AssertionError("a byte was read")

        readline = read

    extra = {
        "CONTENT_TYPE": "multipart/form-data; boundary=B",
        "CONTENT_LENGTH": length,
        "HTTP_COOKIE": f"meja_csrf={'a' * 32}",
        "wsgi.input": Unread(),
    }
    response = client.generic("POST", address, **extra)
    assert response.status_code == 413
    assert b'<html lang="id">' in response.content


def test_a_mistake_of_the_sender_is_told_in_the_words_of_the_site(client):
    response = client.get("/media/../secret")
    assert response.status_code == 400
    assert b'<html lang="id">' in response.content
