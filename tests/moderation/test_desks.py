"""Desks: who keeps them, and that a channel changes its desk without a story being touched."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission

from accounts.models import User
from accounts.roles import Role
from moderation import rules
from moderation.desks import readers_of
from moderation.models import Desk, DeskChannel, Draft, Event
from moderation.steps import STEPS
from tests.factories import make_category, make_desk, make_draft, make_person
from tests.moderation.desk import text_of

pytestmark = pytest.mark.django_db

LIST = "/meja/moderation/desk/"


def typed(
    name: str,
    editors: Any = (),
    channels: Any = (),
    *,
    kept: Any = (),
    approvals: int = 1,
    **fields: Any,
) -> dict[str, Any]:
    """Return what the form of a desk sends; `kept` are the channels it has already."""
    data = {
        "name": name,
        "approvals": approvals,
        "editors": [person.pk for person in editors],
        "channels-TOTAL_FORMS": len(kept) + len(channels),
        "channels-INITIAL_FORMS": len(kept),
        **fields,
    }
    for i, row in enumerate(kept):
        data |= {f"channels-{i}-id": row.pk, f"channels-{i}-desk": row.desk_id}
        data[f"channels-{i}-category"] = str(row.category)
    for i, channel in enumerate(channels, start=len(kept)):
        data[f"channels-{i}-category"] = channel
    return data


def test_a_managing_editor_makes_a_desk_by_typing_its_channels(client_of, editor, managing_editor):
    make_category("Politik")
    make_category("Pemilu", make_category("Politik"))
    client = client_of("managing_editor")
    data = typed("Meja Politik", [editor], ["politik", "Politik › Pemilu"])
    response = client.post(f"{LIST}add/", data)
    assert response.status_code == 302, response.context["errors"]
    desk = Desk.objects.get()
    assert list(desk.editors.all()) == [editor]
    paths = set(desk.channels.values_list("category__path", flat=True))
    assert paths == {"politik", "politik/pemilu"}
    assert Event.objects.filter(table="moderation_desk", by=managing_editor).exists()


@pytest.mark.parametrize(
    ("role", "status_code"),
    [("editor", 403), ("reporter", 403), ("sysadmin", 403), ("managing_editor", 200)],
)
def test_desks_are_kept_by_managing_editors_and_the_chief(client_of, role, status_code):
    desk = make_desk("Meja Politik", [make_category("Politik")], [])
    client = client_of(role)
    assert client.get(LIST).status_code == status_code
    assert client.get(f"{LIST}{desk.pk}/change/").status_code == status_code


def test_only_the_chief_deletes_a_desk_and_its_channels_are_everybodys_then(client_of, editor):
    desk = make_desk("Meja Politik", [make_category("Politik")], [])
    delete = f"{LIST}{desk.pk}/delete/"
    assert client_of("managing_editor").post(delete, {"post": "yes"}).status_code == 403
    assert client_of("chief").post(delete, {"post": "yes"}).status_code == 302
    assert not DeskChannel.objects.exists()


def test_a_channel_moves_to_another_desk_only_if_that_is_meant_and_no_story_is_touched(
    client_of, reporter, editor, other_editor
):
    category = make_category("Politik")
    make_desk("Meja Lama", [category], [editor])
    desk = make_desk("Meja Baru", [], [other_editor])
    draft = make_draft(reporter, status="submitted", category=category)
    version, changed_at = draft.version, draft.changed_at
    client = client_of("managing_editor")
    page = f"{LIST}{desk.pk}/change/"
    refused = client.post(page, typed("Meja Baru", [other_editor], ["Politik"]))
    assert refused.status_code == 200
    assert "Meja Lama" in text_of(refused)
    assert 'value="Politik"' in text_of(refused)
    assert rules.why_not(STEPS["release"], draft, other_editor)
    client.post(page, typed("Meja Baru", [other_editor], ["Politik"], take_over="on"))
    assert DeskChannel.objects.get().desk == desk
    assert not rules.why_not(STEPS["release"], draft, other_editor)
    assert rules.why_not(STEPS["release"], draft, editor)
    draft.refresh_from_db()
    assert (draft.version, draft.changed_at) == (version, changed_at)


def test_an_unclear_channel_is_refused_with_what_it_may_mean(client_of, editor):
    make_category("Pemilu", make_category("Politik"))
    make_category("Pemilu", make_category("Nasional"))
    response = client_of("chief").post(f"{LIST}add/", typed("Meja", [editor], ["pemilu"]))
    assert "Politik › Pemilu" in text_of(response)
    assert not Desk.objects.exists()


def test_a_channel_twice_is_refused(client_of, editor):
    make_category("Politik")
    response = client_of("chief").post(f"{LIST}add/", typed("M", [editor], ["Politik", "politik"]))
    assert response.status_code == 200
    assert not DeskChannel.objects.exists()


def test_only_who_may_release_can_be_an_editor_of_a_desk(client_of, editor, reporter):
    client = client_of("chief")
    page = text_of(client.get(f"{LIST}add/"))
    assert str(editor) in page
    response = client.post(f"{LIST}add/", typed("Meja", [editor, reporter]))
    assert response.status_code == 200
    assert not Desk.objects.exists()


def test_the_list_names_editors_without_a_desk_and_a_desk_with_too_few_says_so(
    client_of, editor, other_editor, managing_editor
):
    make_desk("Meja Politik", [], [editor])
    page = text_of(client_of("chief").get(LIST))
    about = page[page.index('class="desk-about"') : page.index('id="changelist-form"')]
    assert str(other_editor) in about
    assert str(editor) not in about
    assert str(managing_editor) not in about
    data = typed("Meja Kota", [editor], approvals=2)
    response = client_of("chief").post(f"{LIST}add/", data, follow=True)
    assert any("Meja Kota" in str(m) and m.tags == "warning" for m in response.context["messages"])


def test_a_channel_that_was_retired_since_stays_until_it_is_taken_out(client_of, editor):
    category = make_category("Politik")
    desk = make_desk("Meja Politik", [category], [editor])
    category.is_retired = True
    category.save()
    row = desk.channels.get()
    data = typed("Meja Politik", [editor], kept=[row])
    assert client_of("chief").post(f"{LIST}{desk.pk}/change/", data).status_code == 302
    data = typed("Meja Politik", [editor], kept=[row]) | {"channels-0-DELETE": "on"}
    assert client_of("chief").post(f"{LIST}{desk.pk}/change/", data).status_code == 302
    assert not DeskChannel.objects.exists()


@pytest.mark.parametrize("has_desk", [False, True])
@pytest.mark.parametrize("restricted", [False, True])
def test_the_readers_of_a_draft_are_those_for_whom_it_is_in_their_list(
    reporter, other_reporter, editor, other_editor, managing_editor, chief, sysadmin,
    restricted, has_desk,
):  # fmt: skip
    releasing, editing = make_person("rilis", Role.ADMIN), make_person("sunting", Role.ADMIN)
    releasing.user_permissions.add(Permission.objects.get(codename="release_draft"))
    editing.user_permissions.add(Permission.objects.get(codename="edit_any_draft"))
    category = make_category("Politik")
    if has_desk:
        make_desk("Meja Politik", [category], [editor, releasing, editing])
    draft = make_draft(reporter, category=category)
    Draft.objects.filter(pk=draft.pk).update(is_restricted=restricted)
    draft.refresh_from_db()
    everybody = User.objects.all()
    seeing = {u for u in everybody if Draft.objects.seen_by(u).filter(pk=draft.pk).exists()}
    assert set(readers_of(draft)) == seeing
    assert {reporter, editor, editing} <= seeing
    assert (other_editor in seeing) is not (restricted and has_desk)
    assert not {releasing, other_reporter, sysadmin} & seeing


def test_the_pages_cost_the_same_for_one_channel_and_for_thirty(
    client_of, django_assert_max_num_queries
):
    desk = make_desk("Meja Politik", [], [])
    client = client_of("chief")
    counts = []
    for number in (1, 29):
        for i in range(number):
            category = make_category(f"Topik {number} {i}", make_category("Politik"))
            DeskChannel.objects.create(desk=desk, category=category)
            desk.editors.add(make_person(f"e{number}{i}", Role.DESK_EDITOR))
            make_desk(f"Meja {number} {i}", [], [])
        with django_assert_max_num_queries(60) as captured:
            client.get(LIST)
            client.get(f"{LIST}{desk.pk}/change/")
        counts.append(len(captured))
    assert counts[1] <= counts[0]
