"""What takes two people: approvals, emergency releases, withdrawals, kills; and embargoes."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from accounts.roles import Role
from articles.models import Article
from moderation import desks, rules, workflow
from moderation.history import save_draft
from moderation.models import Desk, DeskChannel, Draft, Transition
from moderation.record import broken_links
from moderation.step_forms import StepForm
from moderation.steps import STEPS, Change, Status
from moderation.timing import Timing, set_timing
from moderation.workflow import Details, Refused
from photos.models import Photo
from photos.takedown import take_down
from tests.factories import make_category, make_draft, make_person, make_photo

pytestmark = pytest.mark.django_db

WHY = {"note": "Alasan.", "reason": "child", "statement": "Dicabut demi anak."}


def take(name, draft, by, **details):
    return workflow.take(name, draft, by=by, version=draft.version, details=Details(**details))


def make_desk(*editors, name="Meja politik", channel="Politik", approvals=1):
    desk = Desk.objects.create(name=name, approvals=approvals)
    desk.editors.set(editors)
    DeskChannel.objects.create(desk=desk, category=make_category(channel))
    return desk


# --- Desks and approvals ------------------------------------------------------------------------


def test_editors_decide_in_their_channels_and_below_them(
    reporter, editor, other_editor, managing_editor
):
    make_desk(editor)
    topic = make_category("Pilkada", make_category("Politik"))
    draft = make_draft(reporter, status="submitted", category=topic)
    for step, details in [("release", {}), ("return", {"note": "Bukan meja saya."})]:
        with pytest.raises(Refused, match="Meja politik"):
            take(step, draft, other_editor, **details)
    assert rules.who_can(STEPS["release"], draft) == [editor, managing_editor]
    take("release", draft, editor)
    elsewhere = make_draft(reporter, status="submitted", category=make_category("Olahraga"))
    take("release", elsewhere, other_editor)


def test_a_channel_can_be_given_to_another_desk_without_touching_its_stories(
    reporter, editor, other_editor
):
    make_desk(editor)
    draft = make_draft(reporter, status="submitted")
    DeskChannel.objects.update(desk=Desk.objects.create(name="Meja kota"))
    Desk.objects.get(name="Meja kota").editors.add(other_editor)
    with pytest.raises(Refused):
        take("release", draft, editor)
    take("release", draft, other_editor)


def test_a_nearer_desk_takes_a_topic_out_of_the_channel_above(reporter, editor, other_editor):
    make_desk(editor)
    topic = make_category("Pilkada", make_category("Politik"))
    nearer = Desk.objects.create(name="Meja pilkada")
    nearer.editors.add(other_editor)
    DeskChannel.objects.create(desk=nearer, category=topic)
    draft = make_draft(reporter, status="submitted", category=topic)
    assert desks.desk_of(topic) == nearer
    assert list(Draft.objects.decided_by(editor)) == []
    assert list(Draft.objects.decided_by(other_editor)) == [draft]


def test_a_restricted_story_is_seen_by_its_owner_its_desk_and_the_chiefs(
    reporter, editor, other_editor, chief
):
    make_desk(editor)
    draft = make_draft(reporter)
    set_timing(draft, Timing(is_restricted=True), by=reporter)
    seeing = {
        person
        for person in (reporter, editor, other_editor, chief)
        if Draft.objects.seen_by(person).filter(pk=draft.pk).exists()
    }
    assert seeing == {reporter, editor, chief}


def test_a_desk_can_ask_for_two_different_editors(reporter, editor, other_editor, chief):
    make_desk(editor, other_editor, approvals=2)
    draft = make_draft(reporter, status="submitted")
    with pytest.raises(Refused, match="Meja politik"):
        take("release", draft, editor)
    take("approve", draft, editor)
    assert draft.status == Status.SUBMITTED
    for step in ("approve", "release"):
        with pytest.raises(Refused):
            take(step, draft, editor)
    take("release", draft, other_editor)
    assert draft.status == Status.RELEASED


def test_an_approval_is_for_the_very_words_it_was_given_to(reporter, editor, other_editor):
    make_desk(editor, other_editor, approvals=2)
    draft = make_draft(reporter, status="submitted")
    take("approve", draft, editor)
    draft.headline = "Judul yang tidak pernah disetujui"
    save_draft(draft, by=other_editor)
    with pytest.raises(Refused):
        take("release", draft, other_editor)


def test_without_a_second_approval_to_give_nobody_approves(reporter, editor):
    draft = make_draft(reporter, status="submitted")
    with pytest.raises(Refused):
        take("approve", draft, editor)


# --- Emergency --------------------------------------------------------------------------------


def test_an_emergency_release_stays_marked_until_somebody_else_signs_it_off(editor, other_editor):
    draft = make_draft(editor)
    with pytest.raises(Refused):
        take("emergency", draft, editor)
    step = take("emergency", draft, editor, note="Banjir bandang, warga harus mengungsi.")
    assert draft.article is not None
    assert draft.emergency == step
    with pytest.raises(Refused):
        take("sign_off", draft, editor)
    signed = take("sign_off", draft, other_editor)
    signed.refresh_from_db()
    assert (draft.emergency, signed.submission) == (None, step)
    with pytest.raises(Refused):
        take("sign_off", draft, other_editor)
    assert broken_links() == []


def test_a_reporter_releases_nothing_in_an_emergency_either(reporter):
    with pytest.raises(Refused):
        take("emergency", make_draft(reporter), reporter, note="Mendesak.")
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("begins", "answer"),
    [("emergency", "sign_off"), ("ask_withdrawal", "withdraw"), ("kill", "explain")],
)
def test_the_table_itself_refuses_the_same_person_twice(
    reporter, editor, managing_editor, begins, answer
):
    status = "submitted" if begins == "emergency" else "released"
    draft = make_draft(reporter, status=status, editor=editor)
    take(begins, draft, managing_editor, **WHY)
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        Transition.objects.create(
            draft=draft,
            step=answer,
            before=draft.status,
            after=draft.status,
            by=managing_editor,
            at=timezone.now(),
            revision=draft.revisions.get(),
            note="Saya sendiri.",
        )


# --- Embargo ------------------------------------------------------------------------------------


def embargoed(reporter, **columns):
    draft = make_draft(reporter, status="submitted")
    until = timezone.now() + timedelta(hours=3)
    set_timing(draft, Timing(embargo_until=until, embargo_source="Humas Pemkot"), by=reporter)
    return draft, until


def test_nobody_releases_before_the_end_of_an_embargo(reporter, editor, chief):
    draft, until = embargoed(reporter)
    for by in (editor, chief):
        for step in ("release", "emergency"):
            with pytest.raises(Refused, match="Humas Pemkot"):
                take(step, draft, by, note="Mendesak.")
    with pytest.raises(Refused):
        take("schedule", draft, editor, due_at=until - timedelta(minutes=1))
    take("schedule", draft, editor, due_at=until)
    assert not Article.objects.exists()


def test_the_table_itself_holds_the_embargo(reporter, editor):
    draft, _until = embargoed(reporter)
    with pytest.raises(IntegrityError, match="embargo"), transaction.atomic():
        Transition.objects.create(
            draft=draft,
            step="release",
            before="submitted",
            after="released",
            by=editor,
            at=timezone.now(),
            revision=draft.revisions.get(),
        )


def test_only_a_chief_lifts_an_embargo_and_that_releases_nothing(reporter, editor, chief):
    draft, _until = embargoed(reporter)
    with pytest.raises(Refused):
        take("lift_embargo", draft, editor, note="Sudah boleh.")
    with pytest.raises(Refused):
        take("lift_embargo", draft, chief)
    take("lift_embargo", draft, chief, note="Humas menelepon: sudah boleh.")
    assert (draft.embargo_until, draft.status) == (None, Status.SUBMITTED)
    take("release", draft, editor)


def test_an_embargo_is_made_longer_but_not_shorter_by_hand(reporter):
    draft, until = embargoed(reporter)
    longer = Timing(embargo_until=until + timedelta(hours=1), embargo_source="Humas")
    assert set_timing(draft, longer, by=reporter)
    assert not set_timing(draft, longer, by=reporter)
    for shorter in (Timing(), Timing(embargo_until=until, embargo_source="Humas")):
        with pytest.raises(Refused) as refusal:
            set_timing(draft, shorter, by=reporter)
        assert refusal.value.detail == "embargo_until"
    draft.refresh_from_db()
    assert Timing.of(draft) == longer


def test_an_embargo_says_who_asked_for_it(reporter):
    draft = make_draft(reporter)
    with pytest.raises(Refused) as refusal:
        set_timing(draft, Timing(embargo_until=timezone.now() + timedelta(hours=1)), by=reporter)
    assert refusal.value.detail == "embargo_source"


def test_an_embargo_that_is_over_stands_in_nobodys_way(reporter, editor):
    draft, _until = embargoed(reporter)
    past = timezone.now() - timedelta(minutes=1)
    Draft.objects.filter(pk=draft.pk).update(embargo_until=past)
    take("release", draft, editor)
    assert draft.status == Status.RELEASED


# --- Withdrawal and kill ------------------------------------------------------------------------


def test_a_withdrawal_takes_two_people(reporter, editor, managing_editor, chief):
    draft = make_draft(reporter, status="released", editor=editor)
    with pytest.raises(Refused):
        take("withdraw", draft, chief, **WHY)
    asked = take("ask_withdrawal", draft, managing_editor, **WHY)
    assert not Article.objects.get().is_withdrawn
    with pytest.raises(Refused):
        take("withdraw", draft, managing_editor, **WHY)
    done = take("withdraw", draft, chief, **WHY)
    done.refresh_from_db()
    assert done.submission == asked
    assert Article.objects.get().is_withdrawn
    assert draft.withdrawal_asked is None


def test_a_request_for_a_withdrawal_can_be_refused(reporter, editor, chief):
    draft = make_draft(reporter, status="released", editor=editor)
    take("ask_withdrawal", draft, editor, **WHY)
    with pytest.raises(Refused):
        take("ask_withdrawal", draft, editor, **WHY)
    take("refuse_withdrawal", draft, chief, note="Tekanan dari luar bukan alasan.")
    with pytest.raises(Refused):
        take("withdraw", draft, chief, **WHY)
    assert not Article.objects.get().is_withdrawn


def test_a_kill_needs_no_reason_and_is_explained_by_somebody_else(
    reporter, editor, managing_editor, settings
):
    draft = make_draft(reporter, status="released", editor=editor, headline="Nama Korban")
    step = take("kill", draft, editor)
    article = Article.objects.get()
    assert (article.headline, article.withdrawal_reason) == ("", Article.UNEXPLAINED)
    assert draft.explain_by - step.at == settings.EXPLAIN_KILL_WITHIN
    assert not draft.is_live
    with pytest.raises(Refused):
        take("explain", draft, editor, **WHY)
    take("explain", draft, managing_editor, **WHY)
    article.refresh_from_db()
    assert (draft.status, draft.explain_by) == (Status.WITHDRAWN, None)
    assert article.withdrawal_reason == "child"
    assert article.withdrawal_statement == "Dicabut demi anak."


@pytest.mark.django_db(transaction=True)
def test_a_killed_or_withdrawn_storys_picture_leaves_the_site(reporter, editor, managing_editor):
    for steps in (["kill"], ["ask_withdrawal", "withdraw"]):
        photo, shared = make_photo(reporter), make_photo(reporter)
        body = f'<p>Isi.</p><figure data-photo="{shared.pk}"></figure>'
        draft = make_draft(reporter, status="released", editor=editor, lead_photo=photo, body=body)
        make_draft(reporter, status="released", editor=editor, lead_photo=shared)
        file = default_storage.path(photo.display.name)
        assert Path(file).exists()
        for step, by in zip(steps, [editor, managing_editor], strict=False):
            take(step, draft, by, **WHY)
        photo.refresh_from_db()
        shared.refresh_from_db()
        assert not Path(file).exists()
        assert photo.is_taken_down
        assert not shared.is_taken_down  # another story shows it


def test_a_killed_story_can_come_back_at_its_address(reporter, editor, managing_editor):
    draft = make_draft(reporter, status="released", editor=editor, tags=["Sungai"])
    published = draft.article.published_at
    take("kill", draft, editor)
    take("reinstate", draft, managing_editor, note="Bukan korban, salah orang.")
    assert Article.objects.get().is_withdrawn  # until it is released anew
    assert not draft.is_live
    take("submit", draft, reporter)
    take("release", draft, managing_editor, change=Change.FIX)
    article = Article.objects.get()
    assert not article.is_withdrawn
    assert (article.published_at, draft.killed_at) == (published, None)
    assert [tag.name for tag in article.tags.all()] == ["Sungai"]


@pytest.mark.parametrize("kept_down", [False, True])
def test_the_photos_of_a_killed_story_come_back_with_it_as_far_as_somebody_says_so(
    reporter, editor, managing_editor, django_capture_on_commit_callbacks, kept_down
):
    lead, inside, harmful = make_photo(), make_photo(), make_photo()
    body = "<p>Isi.</p>" + "".join(
        f'<figure data-photo="{photo.pk}"></figure>' for photo in (inside, harmful)
    )
    draft = make_draft(reporter, status="released", editor=editor, lead_photo=lead, body=body)
    take_down([harmful.pk], by=editor, reason="Wajah anak.", at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        take("kill", draft, editor)
    assert Photo.objects.usable().filter(pk__in=[lead.pk, inside.pk]).count() == 0
    form = StepForm(step=STEPS["reinstate"], draft=draft)
    assert [number for number, _ in form.fields["photos"].choices] == [lead.pk, inside.pk]
    wanted = [lead.pk] if kept_down else [lead.pk, inside.pk, harmful.pk]
    details = Details(note="Salah orang.", photos=tuple(wanted))
    with django_capture_on_commit_callbacks(execute=True):
        workflow.take(
            "reinstate", draft, by=managing_editor, version=draft.version, details=details
        )
    up = set(Photo.objects.usable().values_list("pk", flat=True))
    assert up == ({lead.pk} if kept_down else {lead.pk, inside.pk})
    assert Path(Photo.objects.get(pk=lead.pk).display.path).exists()


def test_what_was_explained_does_not_come_back(reporter, editor, managing_editor):
    draft = make_draft(reporter, status="killed", editor=editor)
    take("explain", draft, managing_editor, **WHY)
    assert rules.open_steps(draft, managing_editor) == []
    with pytest.raises(DatabaseError), transaction.atomic():
        Draft.objects.filter(pk=draft.pk).update(status="draft")


def test_a_second_role_of_one_person_is_still_one_person(reporter):
    both = make_person("serba", Role.DESK_EDITOR)
    draft = make_draft(both, status="submitted")
    with pytest.raises(Refused):
        take("release", draft, both)
