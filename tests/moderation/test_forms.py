"""What a draft form takes, what it refuses in words, and what it makes of what was pasted."""

from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from articles import publishing
from articles.models import Tag
from moderation.forms import DraftForm
from moderation.models import Draft
from tests.factories import make_article, make_author, make_category, make_draft, make_photo

pytestmark = pytest.mark.django_db

SEED_END = "<p>Kepala dinas meminta pegawai tidak berpihak.(tm/yl/yus)</p>"


def sent(draft: Draft | None = None, credits: list[tuple[Any, ...]] = (), **fields: Any) -> dict:
    """Return what a browser sends: the fields, and credits as (author, role[, order])."""
    data = {"version": draft.version if draft else 0, "kind": "news", **fields}
    data |= {"credits-TOTAL_FORMS": len(credits), "credits-INITIAL_FORMS": 0}
    for i, (author, role, *order) in enumerate(credits):
        data[f"credits-{i}-author"] = author
        data[f"credits-{i}-role"] = role
        data[f"credits-{i}-ORDER"] = order[0] if order else ""
    return data


def filled(reporter: User, **data: Any) -> DraftForm:
    return DraftForm(sent(**data), instance=Draft(owner=reporter))


def saved(reporter: User, **data: Any) -> Draft:
    form = filled(reporter, **data)
    assert form.is_valid(), (form.errors, form.credit_rows.errors)
    return form.instance


def test_a_form_with_nothing_in_it_can_be_saved(reporter):
    assert filled(reporter).is_valid()


# --- Naming a row by text -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["Pemilu", "pemilu", "Pemerintahan › Pemilu", "pemerintahan>pemilu"]
)
def test_a_category_is_chosen_by_its_name_or_its_trail(reporter, text):
    pemilu = make_category("Pemilu", make_category("Pemerintahan"))
    assert saved(reporter, category=text).category == pemilu


def test_a_few_letters_name_a_category_when_only_one_has_them(reporter):
    pendidikan = make_category("Pendidikan")
    assert saved(reporter, category="pendi").category == pendidikan


def test_an_ambiguous_category_is_refused_with_the_candidates_and_stays_typed(reporter):
    make_category("Pemilu", make_category("Pemerintahan"))
    make_category("Pemilu", make_category("Politik"))
    form = filled(reporter, category="Pemilu")
    assert not form.is_valid()
    message = str(form.errors["category"])
    assert "Pemerintahan › Pemilu" in message
    assert "Politik › Pemilu" in message
    assert 'value="Pemilu"' in str(form["category"])


def test_a_retired_category_cannot_be_chosen_but_stays_where_it_stands(reporter):
    retired = make_category("Covid", is_retired=True)
    assert "category" in filled(reporter, category="Covid").errors
    draft = make_draft(reporter, category=retired)
    assert DraftForm(sent(draft, category="Covid"), instance=draft).is_valid()


@pytest.mark.parametrize("text", ["{0}", "#{0}", "#{0} Jembatan baru", "  #{0}  "])
def test_a_photo_is_chosen_by_its_number(reporter, text):
    photo = make_photo()
    make_photo()
    assert saved(reporter, lead_photo=text.format(photo.pk)).lead_photo == photo


def test_a_photo_that_is_not_there_is_named(reporter):
    form = filled(reporter, lead_photo="#987654321")
    assert "987654321" in str(form.errors["lead_photo"])


def test_a_photo_is_found_by_words_of_its_caption_if_only_one_has_them(reporter):
    photo = make_photo(caption="Pelantikan lurah")
    assert saved(reporter, lead_photo="pelantikan").lead_photo == photo
    make_photo(caption="Pelantikan camat")
    form = filled(reporter, lead_photo="pelantikan")
    assert "Pelantikan lurah" in str(form.errors["lead_photo"])
    assert "Pelantikan camat" in str(form.errors["lead_photo"])


# --- Credits ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["tm", "TM", "Tri Mulyani", "tri mulyani (TM)", "(tm)", "mulya"])
def test_an_author_is_named_by_code_name_or_part_of_it(reporter, text):
    author = make_author("Tri Mulyani", "tm")
    make_author("Yuli Lestari", "yl")
    draft = saved(reporter, credits=[(text, "editor")])
    assert draft.credits == [{"author": author.pk, "role": "editor"}]


@pytest.mark.parametrize("text", ["Sri", "Sri Dewi", "Sri Dewi (xx)", "Budi (sd)"])
def test_an_author_who_is_not_clear_is_refused_with_candidates(reporter, text):
    make_author("Sri Dewi", "sd")
    make_author("Sri Dewi", "sdw")
    form = filled(reporter, credits=[(text, "reporter")])
    assert not form.is_valid()
    assert "Sri Dewi (sd)" in str(form.credit_rows.errors)
    assert text in str(form.credit_rows[0]["author"])


def test_credits_follow_the_order_numbers_and_rows_without_one_come_last(reporter):
    tm, yl, yus = make_author("A", "tm"), make_author("B", "yl"), make_author("C", "yus")
    rows = [("tm", "reporter", ""), ("yl", "reporter", "2"), ("yus", "editor", "1")]
    draft = saved(reporter, credits=rows)
    assert [line["author"] for line in draft.credits] == [yus.pk, yl.pk, tm.pk]


def test_a_line_without_a_name_is_no_credit(reporter):
    make_author("A", "tm")
    draft = saved(reporter, credits=[("", "editor", "1"), ("tm", "reporter", "2")])
    assert len(draft.credits) == 1


def test_nobody_is_credited_twice(reporter):
    make_author("Tri Mulyani", "tm")
    form = filled(reporter, credits=[("tm", "reporter"), ("Tri Mulyani", "editor")])
    assert not form.is_valid()
    assert "Tri Mulyani" in str(form.credit_rows.errors)


def test_names_are_resolved_in_the_same_queries_for_one_credit_and_for_six(
    reporter, django_assert_num_queries
):
    codes = ["aa", "bb", "cc", "dd", "ee", "ff"]
    for code in codes:
        make_author(f"Nama {code}", code)
    for number in (1, 6):
        form = filled(reporter, credits=[(code, "reporter") for code in codes[:number]])
        with django_assert_num_queries(1):
            assert form.is_valid()


def test_a_sent_form_without_its_bookkeeping_is_refused_and_not_a_crash(reporter):
    form = DraftForm({"version": "0", "kind": "news"}, instance=Draft(owner=reporter))
    assert not form.is_valid()


# --- Tags ---------------------------------------------------------------------------------------


def test_an_existing_tag_keeps_its_spelling_and_near_duplicates_are_one(reporter):
    Tag.objects.create(name="Pilkada 2024", slug="pilkada-2024")
    draft = saved(reporter, tags="pilkada-2024, PILKADA  2024,, Kota Tirta; #kota tirta")
    assert draft.tags == ["Pilkada 2024", "Kota Tirta"]


def test_too_many_or_too_long_tags_are_refused_in_words(reporter):
    assert "13" in str(filled(reporter, tags=",".join("abcdefghijklm")).errors["tags"])
    assert "60" in str(filled(reporter, tags="x" * 61).errors["tags"])


def test_stored_tags_come_back_as_the_text_they_were(reporter):
    draft = make_draft(reporter, tags=["Pilkada", "Kota Tirta"])
    assert 'value="Pilkada, Kota Tirta"' in str(DraftForm(instance=draft)["tags"])


# --- The code line ------------------------------------------------------------------------------


def test_a_code_line_becomes_credits_the_first_as_reporter(reporter):
    authors = [make_author(name, name.lower()) for name in ("Tm", "Yl", "Yus")]
    form = filled(reporter, body=SEED_END)
    assert form.is_valid()
    assert form.instance.body == "<p>Kepala dinas meminta pegawai tidak berpihak.</p>"
    assert form.instance.credits == [
        {"author": authors[0].pk, "role": "reporter"},
        {"author": authors[1].pk, "role": "unknown"},
        {"author": authors[2].pk, "role": "unknown"},
    ]
    assert form.proposed == authors
    assert form.unknown == []


def test_typed_credits_come_first_and_nobody_is_credited_twice_by_a_code_line(reporter):
    tm, yl, yus = [make_author(name, name.lower()) for name in ("Tm", "Yl", "Yus")]
    draft = saved(reporter, body=SEED_END, credits=[("yl", "editor")])
    assert [(line["author"], line["role"]) for line in draft.credits] == [
        (yl.pk, "editor"),
        (tm.pk, "unknown"),
        (yus.pk, "unknown"),
    ]


def test_a_code_line_takes_the_place_of_the_credit_a_new_form_offers(reporter):
    own = make_author("Rina", "rn", user=reporter)
    authors = [make_author(name, name.lower()) for name in ("Tm", "Yl", "Yus")]
    form = filled(reporter, body=SEED_END, credits=[("rn", "reporter")])
    assert form.is_valid()
    assert [line["author"] for line in form.instance.credits] == [a.pk for a in authors]
    kept = saved(reporter, body="<p>Isi.</p>", credits=[("rn", "reporter")])
    assert [line["author"] for line in kept.credits] == [own.pk]


def test_codes_of_nobody_stay_in_the_text_and_are_named(reporter):
    tm = make_author("Tm", "tm")
    form = filled(reporter, body=SEED_END)
    assert form.is_valid()
    assert form.unknown == ["yl", "yus"]
    assert "(yl/yus)" in form.instance.body
    assert [line["author"] for line in form.instance.credits] == [tm.pk]


def test_a_code_line_with_text_below_it_is_named_and_left_to_a_person(reporter):
    make_author("Tri Mulyani", code="tm")
    form = filled(reporter, body="<p>Isi berita.(tm/yl/yus)</p><p>Berita Terkini</p>")
    assert form.is_valid()
    assert form.inside == "tm/yl/yus"
    assert "(tm/yl/yus)" in form.cleaned_data["body"]
    assert form.instance.credits == []


def test_brackets_at_the_end_of_a_story_are_not_always_a_code_line(reporter):
    make_author("Tm", "tm")
    body = "<p>Anggaran disetujui Komisi Pemilihan Umum (KPU)</p>"
    form = filled(reporter, body=body)
    assert form.is_valid()
    assert form.instance.body == body
    assert form.instance.credits == []


# --- HTML ---------------------------------------------------------------------------------------


def test_hostile_html_is_cleaned_and_what_was_removed_is_named(reporter):
    body = '<p onclick="x()">Teks <a href="javascript:alert(1)">a</a></p><script>alert(1)</script>'
    form = filled(reporter, body=body)
    assert form.is_valid()
    assert "script" not in form.instance.body
    assert "onclick" not in form.instance.body
    assert {"<script>", "onclick", "javascript:"} <= set(form.lost)


def test_plain_text_from_a_text_area_becomes_paragraphs(reporter):
    draft = saved(reporter, body="Satu.\r\n\r\nDua < tiga.")
    assert draft.body == "<p>Satu.</p>\n<p>Dua &lt; tiga.</p>"


def test_a_form_sent_back_untouched_changes_nothing(reporter):
    """What a browser sends for a stored draft must be the draft: an unchanged save writes none."""
    photo = make_photo()
    pemilu = make_category("Pemilu", make_category("Pemerintahan"))
    author = make_author()
    draft = make_draft(
        reporter,
        category=pemilu,
        lead_photo=photo,
        tags=["Kota"],
        credits=[{"author": author.pk, "role": "photographer"}],
    )
    form = DraftForm(instance=draft)
    data = {name: form[name].value() for name in form.fields}
    data |= sent(draft)
    data |= {
        row.add_prefix(n): row[n].value() or "" for row in form.credit_rows for n in row.fields
    }
    data |= {"credits-TOTAL_FORMS": 3, "credits-INITIAL_FORMS": 1}
    again = DraftForm(data, instance=Draft.objects.get(pk=draft.pk))
    assert again.is_valid(), (again.errors, again.credit_rows.errors)
    assert again.is_unchanged


# --- Links to other stories -----------------------------------------------------------------------


def test_related_stories_are_named_by_number_address_or_words_and_kept_in_order(reporter):
    first, second, third = [make_article(headline=f"Banjir {w}") for w in ("Satu", "Dua", "Tiga")]
    draft = saved(
        reporter,
        related_ids_0=f"#{second.pk} Banjir Dua",
        related_ids_3=f"https://kota.example{first.get_absolute_url()}",
        related_ids_5="tiga",
        read_also_ids_1=str(third.pk),
    )
    assert draft.read_also_ids == [third.pk]
    assert draft.related_ids == [second.pk, first.pk]  # nothing is printed twice


def test_a_story_that_readers_do_not_see_is_refused_and_stays_typed(reporter):
    form = filled(reporter, related_ids_0="#987654", read_also_ids_0="tak ada")
    assert not form.is_valid()
    assert "987654" in str(form.errors["related_ids"])
    assert "tak ada" in str(form.errors["read_also_ids"])
    assert 'value="#987654"' in str(form["related_ids"])


def test_only_a_right_of_reply_answers_a_story(reporter):
    story = make_article()
    assert saved(reporter, kind="reply", answers=str(story.pk)).answers == story
    assert saved(reporter, kind="news", answers=str(story.pk)).answers is None


def test_stored_links_come_back_as_texts_that_mean_them(reporter):
    story, gone = make_article(headline="Pasar Baru"), make_article()
    draft = make_draft(reporter, kind="reply", answers=story, related_ids=[gone.pk, story.pk])
    publishing.withdraw(gone, reason="court", statement="x", at=timezone.now())
    form = DraftForm(instance=draft)
    assert form["answers"].value().startswith(f"#{story.pk} Pasar Baru (")
    assert f'name="related_ids_0" value="#{story.pk} Pasar Baru (' in str(form["related_ids"])
    assert f"#{gone.pk} " not in str(form["related_ids"])
