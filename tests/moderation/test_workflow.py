"""The steps: who may take which, from where, and what each leaves behind."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Correction, Listing, Tag
from moderation import rules, workflow
from moderation.history import Stale, save_draft
from moderation.models import Draft, Notice, Revision, Transition
from moderation.steps import STEPS, Change, Status
from moderation.workflow import Details, Refused
from tests.factories import make_author, make_category, make_draft, make_photo

pytestmark = pytest.mark.django_db

WITHDRAWAL = Details(note="Atas permintaan.", reason="child", statement="Dicabut demi anak.")


def take(name, draft, by, version=None, **details):
    return workflow.take(
        name,
        draft,
        by=by,
        version=draft.version if version is None else version,
        details=Details(**details),
    )


def withdraw(draft, one, another):
    for name, by in [("ask_withdrawal", one), ("withdraw", another)]:
        workflow.take(name, draft, by=by, version=draft.version, details=WITHDRAWAL)


def test_a_story_goes_from_its_writer_over_an_editor_to_the_readers(reporter, editor):
    draft = make_draft(reporter, tags=["Pilkada 2024", "pilkada-2024", "Jembatan"])
    take("submit", draft, reporter)
    take("return", draft, editor, note="Sebutkan sumbernya.")
    draft.body = "<p>Menurut Dinas Perhubungan, jembatan dibuka pada Rabu.</p>"
    save_draft(draft, by=reporter)
    take("submit", draft, reporter)
    step = take("release", draft, editor)

    article = Article.objects.get()
    assert article.body == "<p>Menurut Dinas Perhubungan, jembatan dibuka pada Rabu.</p>"
    assert [tag.name for tag in article.tags.order_by("pk")] == ["Pilkada 2024", "Jembatan"]
    assert article.published_at == step.at
    assert article.updated_at is None
    assert (draft.status, draft.article) == (Status.RELEASED, article)
    record = list(draft.transitions.order_by("id").values_list("step", "by__username", "note"))
    assert record == [
        ("submit", "rina", ""),
        ("return", "eko", "Sebutkan sumbernya."),
        ("submit", "rina", ""),
        ("release", "eko", ""),
    ]


def test_a_story_is_listed_under_its_category_and_every_one_above(reporter, editor):
    channel = make_category("Politik")
    topic = make_category("Pemilu", channel)
    make_draft(reporter, status="released", editor=editor, category=topic)
    assert set(Listing.objects.values_list("category__path", flat=True)) == {
        "politik",
        "politik/pemilu",
    }


def test_nobody_releases_what_they_own(editor, other_editor):
    draft = make_draft(editor)
    take("submit", draft, editor)
    with pytest.raises(Refused, match="Nobody|sendiri"):
        take("release", draft, editor)
    assert not Article.objects.exists()
    take("release", draft, other_editor)
    assert Article.objects.count() == 1


def test_nobody_releases_what_they_submitted_for_another(reporter, editor):
    draft = make_draft(reporter)
    take("submit", draft, editor)
    for name, details in [
        ("release", {}),
        ("schedule", {"due_at": timezone.now() + timedelta(hours=1)}),
    ]:
        with pytest.raises(Refused):
            take(name, draft, editor, **details)
    assert draft.status == Status.SUBMITTED


def test_a_journalist_sees_and_moves_no_draft_of_another(reporter, other_reporter):
    draft = make_draft(reporter)
    assert not Draft.objects.seen_by(other_reporter).exists()
    with pytest.raises(Refused):
        take("submit", draft, other_reporter)


def test_a_step_on_words_nobody_saw_is_refused_and_says_who_changed_them(reporter, editor):
    draft = make_draft(reporter, status="submitted")
    seen = draft.version
    theirs = Draft.objects.get(pk=draft.pk)
    theirs.headline = "Diubah redaktur"
    save_draft(theirs, by=editor)
    with pytest.raises(Refused, match="Eko"):
        take("release", draft, editor, version=seen)
    assert not Article.objects.exists()


def test_a_save_on_an_old_version_writes_nothing(reporter):
    draft = make_draft(reporter)
    asleep = Draft.objects.get(pk=draft.pk)
    draft.headline = "Judul kedua"
    save_draft(draft, by=reporter)
    asleep.headline = "Judul tab lama"
    with pytest.raises(Stale):
        save_draft(asleep, by=reporter)
    assert Draft.objects.get(pk=draft.pk).headline == "Judul kedua"
    assert draft.revisions.count() == 2


def test_every_save_is_kept_whole(reporter):
    draft = make_draft(reporter, headline="Pertama", tags=["a"])
    draft.headline, draft.tags = "Kedua", ["a", "b"]
    save_draft(draft, by=reporter)
    kept = Revision.objects.filter(draft=draft).order_by("number")
    assert [(r.number, r.headline, r.tags) for r in kept] == [
        (1, "Pertama", ["a"]),
        (2, "Kedua", ["a", "b"]),
    ]


@pytest.mark.parametrize(
    ("missing", "says"),
    [
        ({"headline": ""}, "judul|headline"),
        ({"body": "<p> </p>"}, "berita|story"),
        ({"category": None}, "kategori|category"),
        ({"credits": []}, "menulis|wrote"),
        ({"kind": "release"}, "sumber|source|pengirim"),
    ],
)
def test_what_is_missing_is_named_when_submitting(reporter, missing, says):
    draft = make_draft(reporter, **missing)
    with pytest.raises(Refused, match=f"(?i){says}"):
        take("submit", draft, reporter)
    assert Draft.objects.get(pk=draft.pk).status == Status.DRAFT


@pytest.mark.parametrize(
    ("end", "codes"),
    [
        ("katanya.(zz)", "zz"),
        ("katanya. (zz/qq)", "zz/qq"),
        ("katanya.</p><p>(zz)", "zz"),
        ("sejauh lima kilometer (km)", ""),
        ("oleh Komisi Pemilihan Umum. (KPU)", ""),
    ],
)
def test_codes_at_the_end_of_a_text_hold_the_story_back(reporter, end, codes):
    draft = make_draft(reporter, body=f"<p>Jembatan dibuka, {end}</p>")
    if codes:
        with pytest.raises(Refused, match=rf"\({codes}\)"):
            take("submit", draft, reporter)
    else:
        assert take("submit", draft, reporter)


def test_a_photo_without_credit_holds_the_story_back(reporter):
    photo = make_photo(credit="")
    draft = make_draft(reporter, lead_photo=photo)
    with pytest.raises(Refused, match=f"#{photo.pk}"):
        take("submit", draft, reporter)


def test_a_retired_category_cannot_be_submitted(reporter):
    category = make_category("Covid-19")
    draft = make_draft(reporter, category=category)
    category.is_retired = True
    category.save()
    with pytest.raises(Refused, match="Covid-19"):
        take("submit", draft, reporter)


def test_a_scheduled_story_is_released_at_its_minute_and_not_before(reporter, editor, queue):
    due = timezone.now() + timedelta(hours=1)
    draft = make_draft(reporter, status="scheduled", editor=editor, due_at=due)
    assert [job["scheduled_at"] for job in queue.jobs.values()] == [due]

    assert workflow.release_due(now=due - timedelta(seconds=1)) == []
    assert not Article.objects.exists()
    (step,) = workflow.release_due(now=due + timedelta(seconds=1))
    assert (step.automatic, step.late, step.by) == (True, False, editor)
    assert workflow.release_due(now=due + timedelta(seconds=2)) == []
    draft.refresh_from_db()
    assert (draft.status, draft.scheduled_for) == (Status.RELEASED, None)


def test_a_late_release_is_marked_and_raises_the_alarm_before(reporter, editor):
    due = timezone.now() + timedelta(hours=1)
    make_draft(reporter, status="scheduled", editor=editor, due_at=due)
    later = due + timedelta(minutes=10)
    assert workflow.overdue(now=later).count() == 1
    (step,) = workflow.release_due(now=later)
    assert step.late
    assert workflow.overdue(now=later).count() == 0


def test_one_release_that_fails_does_not_hold_back_the_others(reporter, editor, monkeypatch):
    due = timezone.now() + timedelta(hours=1)
    bad = make_draft(reporter, status="scheduled", editor=editor, due_at=due, headline="Macet")
    good = make_draft(reporter, status="scheduled", editor=editor, due_at=due)
    release = workflow.publishing.release

    def fail_once(material, *args, **kwargs):
        if material.copy.headline == "Macet":
            raise RuntimeError("disk full")
        return release(material, *args, **kwargs)

    monkeypatch.setattr(workflow.publishing, "release", fail_once)
    workflow.release_due(now=due + timedelta(minutes=5))
    assert Draft.objects.get(pk=good.pk).status == Status.RELEASED
    assert Draft.objects.get(pk=bad.pk).status == Status.SCHEDULED
    assert list(workflow.overdue(now=due + timedelta(minutes=5))) == [bad]


def test_the_clock_asks_the_rules_again_and_puts_back_what_they_hold_up(reporter, editor):
    due = timezone.now() + timedelta(hours=1)
    draft = make_draft(reporter, status="scheduled", editor=editor, due_at=due)
    other = make_draft(reporter, status="scheduled", editor=editor, due_at=due)
    # As if the words had been no remark when it was scheduled: the rules are younger.
    body = "<p>Pelajar itu, DK (14), menjadi korban pencabulan.</p>"
    Draft.objects.filter(pk=draft.pk).update(body=body)
    back, out = sorted(workflow.release_due(now=due), key=lambda step: step.draft_id)
    assert (back.step, back.automatic, back.after) == ("unschedule", True, Status.SUBMITTED)
    assert "DK (14)" in back.note
    assert (out.step, out.draft_id) == ("release", other.pk)
    assert Article.objects.count() == 1
    told = Notice.objects.filter(transition=back, kind=Notice.Kind.MISSED)
    assert {reporter, editor} <= {notice.person for notice in told}


@pytest.mark.parametrize("shift", [timedelta(seconds=-1), timedelta(days=400), None])
def test_a_schedule_needs_a_minute_in_the_coming_year(reporter, editor, shift):
    draft = make_draft(reporter, status="submitted")
    due_at = None if shift is None else timezone.now() + shift
    with pytest.raises(Refused):
        take("schedule", draft, editor, due_at=due_at)


def test_readers_see_the_released_version_until_the_new_one_is_released(reporter, editor):
    draft = make_draft(reporter, status="released", editor=editor, headline="Lama")
    take("reopen", draft, reporter)
    draft.headline = "Baru"
    save_draft(draft, by=reporter)
    take("submit", draft, reporter)
    due = timezone.now() + timedelta(hours=1)
    take("schedule", draft, editor, due_at=due, change=Change.UPDATE, statement="Judulnya baru.")
    assert Article.objects.get().headline == "Lama"
    workflow.release_due(now=due)
    article = Article.objects.get()
    assert (article.headline, article.updated_at) == ("Baru", due)
    assert article.update_note == "Judulnya baru."
    assert article.published_at < due


def test_a_silent_fix_moves_no_time_and_a_correction_is_said(reporter, editor):
    draft = make_draft(reporter, status="released", editor=editor)
    for change, statement in [(Change.FIX, ""), (Change.CORRECTION, "Tertulis 5, yang benar 6.")]:
        take("reopen", draft, reporter)
        take("submit", draft, reporter)
        with pytest.raises(Refused):
            take("release", draft, editor)
        take("release", draft, editor, change=change, statement=statement, severity="fact")
        article = Article.objects.get()
        assert (article.updated_at is not None) == (change == Change.CORRECTION)
    assert [c.text for c in Correction.objects.all()] == ["Tertulis 5, yang benar 6."]


def test_discarding_a_new_version_gives_the_released_words_back(reporter, editor):
    draft = make_draft(reporter, status="released", editor=editor, headline="Tayang")
    take("reopen", draft, reporter)
    draft.headline = "Salah jalan"
    save_draft(draft, by=reporter)
    take("discard", draft, reporter)
    assert (draft.status, draft.headline) == (Status.RELEASED, "Tayang")
    assert [r.headline for r in draft.revisions.all()] == ["Tayang", "Salah jalan", "Tayang"]


def test_a_withdrawal_leaves_a_notice_and_not_a_word(reporter, editor, managing_editor):
    draft = make_draft(
        reporter,
        status="released",
        editor=editor,
        headline="Rahasia besar",
        tags=["Kata Rahasia"],
        place="Rahasia",
    )
    with pytest.raises(Refused):
        workflow.take("withdraw", draft, by=editor, version=draft.version, details=WITHDRAWAL)
    withdraw(draft, editor, managing_editor)
    article = Article.objects.get()
    assert article.is_withdrawn
    assert article.withdrawal_statement == "Dicabut demi anak."
    assert "ahasia" not in " ".join(str(value) for value in vars(article).values())
    assert not Tag.objects.exists()
    assert not Listing.objects.exists()
    assert rules.open_steps(draft, managing_editor) == []


def test_a_withdrawal_keeps_a_tag_that_another_story_has(reporter, editor, managing_editor):
    draft = make_draft(reporter, status="released", editor=editor, tags=["Bersama", "Sendiri"])
    make_draft(reporter, status="released", editor=editor, tags=["bersama"])
    withdraw(draft, editor, managing_editor)
    assert [tag.name for tag in Tag.objects.all()] == ["Bersama"]


@pytest.mark.parametrize(
    "details",
    [
        Details(reason="child", statement="Pernyataan."),
        Details(note="x", statement="Pernyataan."),
        Details(note="x", reason="karena", statement="Pernyataan."),
        Details(note="x", reason="child"),
    ],
)
def test_a_withdrawal_says_why(reporter, editor, managing_editor, details):
    draft = make_draft(reporter, status="released", editor=editor)
    with pytest.raises(Refused):
        workflow.take("ask_withdrawal", draft, by=editor, version=1, details=details)
    workflow.take("ask_withdrawal", draft, by=editor, version=1, details=WITHDRAWAL)
    with pytest.raises(Refused):
        workflow.take("withdraw", draft, by=managing_editor, version=1, details=details)
    assert not Article.objects.get().is_withdrawn


def test_spiking_can_be_undone_and_a_live_story_is_not_spiked(reporter, editor):
    draft = make_draft(reporter, status="spiked", editor=editor)
    take("unspike", draft, editor)
    assert draft.status == Status.DRAFT
    live = make_draft(reporter, status="released", editor=editor)
    take("reopen", live, reporter)
    with pytest.raises(Refused):
        take("spike", live, editor)


def test_the_system_administrator_has_no_editorial_step(reporter, editor, sysadmin):
    for status in Status:
        draft = make_draft(reporter, status=status, editor=editor)
        assert rules.open_steps(draft, sysadmin) == []
        assert rules.why_not_edit(draft, sysadmin)


def test_the_writer_edits_nothing_once_submitted_and_an_editor_may(reporter, editor):
    draft = make_draft(reporter, status="submitted")
    assert rules.why_not_edit(draft, reporter)
    assert not rules.why_not_edit(draft, editor)
    take("recall", draft, reporter)
    assert not rules.why_not_edit(draft, reporter)


def test_an_order_to_release_becomes_a_job_only_with_the_step(reporter, editor, queue):
    draft = make_draft(reporter, status="submitted")
    with pytest.raises(Refused):
        take("schedule", draft, reporter, due_at=timezone.now() + timedelta(hours=1))
    assert queue.jobs == {}


def test_the_credits_become_rows_in_order(reporter, editor):
    people = [make_author("Tri", "tm"), make_author("Yuli", "yl"), make_author("Yusuf", "yus")]
    draft = make_draft(
        reporter,
        status="released",
        editor=editor,
        credits=[{"author": p.pk, "role": "reporter"} for p in people],
    )
    assert [c.author.code for c in draft.article.credits.all()] == ["tm", "yl", "yus"]


def test_each_step_that_needs_a_note_refuses_without_one(reporter, editor, managing_editor):
    needy = [step for step in STEPS.values() if step.needs_note]
    assert {step.name for step in needy} == {
        "return",
        "emergency",
        "lift_embargo",
        "ask_withdrawal",
        "withdraw",
        "refuse_withdrawal",
        "explain",
        "reinstate",
    }
    draft = make_draft(reporter, status="submitted")
    with pytest.raises(Refused):
        take("return", draft, editor, note="   ")
    assert Transition.objects.filter(step="return").count() == 0
