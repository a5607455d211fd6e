"""A restricted story that hangs together with everything: no page of the desk tells of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from articles.models import Author, Tag
from categories.models import Category
from moderation import comments
from moderation.history import save_draft
from moderation.models import Draft, RuleWindow
from photos.models import Photo
from planning.models import Assignment
from releases.models import PressRelease
from tests.factories import make_desk, make_draft, make_person
from tests.newsroom.desk_pages import PAGES, World

pytestmark = pytest.mark.django_db

OWN = ("change", "review")
TAG = "Operasi Senyap Sekali"
SECRET = "Kesaksian Warga Kelurahan Sepi"
WORDS = (
    "Ketua panitia lelang mengaku menerima amplop cokelat dari rekanan proyek jembatan layang "
    "di halaman belakang kantor dinas pada malam sebelum pemenang diumumkan kepada wartawan."
)


@pytest.fixture
def world(reporter, editor, other_editor):
    """Return the numbers of one of everything, and a restricted story that is tied to all of it."""
    made = World.make(reporter, editor)
    draft = Draft.objects.get(pk=made.submitted)
    draft.category, draft.headline, draft.kicker = Category.objects.get(name="Kota"), SECRET, SECRET
    draft.standfirst, draft.body = SECRET, f"<p>{SECRET}. {WORDS}</p>"
    draft.release, draft.lead_photo = PressRelease.objects.get(pk=made.release), Photo.objects.get()
    draft.tags = [Tag.objects.get().name, TAG]
    draft.credits = [{"author": Author.objects.get(pk=made.author).pk, "role": "reporter"}]
    save_draft(draft, by=reporter)
    Draft.objects.filter(pk=draft.pk).update(
        is_restricted=True,
        due_at=timezone.now() - timedelta(minutes=5),
    )
    RuleWindow.objects.filter(pk=made.window).update(words=["amplop cokelat"])
    Assignment.objects.filter(pk=made.plan).update(draft=draft, reporter=reporter)
    comments.add(draft, by=other_editor, text=f"{SECRET}?", quote="amplop")
    make_desk("Desk Kota", [draft.category], [other_editor])
    return made


@pytest.mark.parametrize("role", [Role.REPORTER, Role.DESK_EDITOR])
def test_no_page_names_a_restricted_story_to_who_may_not_read_it(
    world, other_editor, desk_client, role
):
    person = make_person("orang-luar", role)
    copied = make_draft(person, body=f"<p>{WORDS}</p>").pk
    addresses = {
        reverse(name, kwargs=page.kwargs(world)) + page.query
        for name, page in PAGES.items()
        if role in page.roles
    }
    addresses |= {reverse(f"admin:moderation_draft_{one}", args=[copied]) for one in OWN}
    addresses.add(reverse("draft-resemblance", args=[copied, "draft", world.submitted]))
    assert told_at(addresses, desk_client(person)) == set()
    # To an editor of its desk it is named where it hangs together with something.
    tied = {reverse("release", args=[world.release]), reverse("rule-window", args=[world.window])}
    assert told_at(tied, desk_client(other_editor)) == tied


def told_at(addresses: set[str], client: Client) -> set[str]:
    """Return the addresses whose pages have words of the restricted story."""
    told = set()
    for address in addresses:
        text = client.get(address, follow=True).content.decode("utf-8", "replace")
        if SECRET in text or TAG in text:
            told.add(address)
    return told
