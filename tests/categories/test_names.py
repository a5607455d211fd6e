"""Names, the addresses made from them, and the rules of the kinds."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Value
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from categories.models import Category
from categories.naming import SLUG_LENGTH, name_key, odd_case, slug_of
from tests.categories.test_tree import insert, make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("again", ["hut ri", " HUT  RI ", "Hut\u00a0Ri", "HUT\tRI"])
def test_a_name_stands_once_among_siblings_whatever_its_case_and_spaces(again):
    make("HUT RI")
    with pytest.raises(ValidationError, match="“HUT RI” sudah ada") as refused:
        Category(name=again).full_clean()
    assert set(refused.value.message_dict) == {"name"}
    with pytest.raises(IntegrityError, match="category_name_unique_among_siblings"):
        insert(again, "other", "other")


def test_below_a_parent_the_message_names_the_trail_of_the_existing_one():
    top = make("Pemerintahan")
    make("Pemilu", top)
    with pytest.raises(ValidationError, match="“Pemerintahan › Pemilu” sudah ada"):
        Category(name="PEMILU", parent=top).full_clean()
    with pytest.raises(IntegrityError, match="category_name_unique_among_siblings"):
        insert("PEMILU", "other", "pemerintahan/other", top.pk)


def test_a_retired_name_is_to_be_brought_back_not_added_again():
    make("Covid-19", is_retired=True)
    with pytest.raises(ValidationError, match="Aktifkan kembali"):
        Category(name="covid-19").full_clean()


def test_the_same_name_may_stand_under_another_parent():
    assert make("Lomba", make("Olahraga")).path != make("Lomba", make("Sosial")).path


def test_a_category_may_be_saved_again_under_its_own_name():
    category = make("Pemilu")
    category.name = "PEMILU"
    category.full_clean()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(st.text("abcXYZ019-&é", min_size=1, max_size=6), min_size=1, max_size=4),
    blanks=st.lists(st.text(" \t\n\u00a0\u2009\u3000", min_size=1, max_size=3), min_size=5),
)
def test_names_that_differ_in_case_and_blanks_alone_have_one_key(words, blanks):
    padded = blanks[0] + "".join(w + b for w, b in zip(words, blanks[1:], strict=False))
    plain = " ".join(words)
    with connection.cursor() as cursor:
        compiler = Category.objects.none().query.get_compiler(connection=connection)
        keys = []
        for name in (padded.upper(), plain.lower().upper()):
            statement, values = compiler.compile(
                name_key(Value(name)).resolve_expression(Category.objects.none().query)
            )
            cursor.execute(f"SELECT {statement}", values)
            keys.append(cursor.fetchone()[0])
    assert keys[0] == keys[1]


@pytest.mark.parametrize("name", ["&", "🎉", "— !", "新聞"])
def test_a_name_without_an_address_is_refused_in_words(name):
    with pytest.raises(ValidationError, match="Alamat tidak dapat dibuat"):
        Category(name=name).full_clean()
    with pytest.raises(IntegrityError, match="category_slug_is_an_address"), transaction.atomic():
        Category(name=name).save()
    typed = Category(name=name, slug="pesta")
    typed.full_clean()


@pytest.mark.parametrize("name", ["", "   ", "\u00a0"])
def test_a_category_has_a_name(name):
    with pytest.raises(ValidationError):
        Category(name=name, slug="kosong").full_clean()
    with pytest.raises(IntegrityError, match="category_has_a_name"):
        insert(name, "kosong", "kosong")


def test_a_long_name_gets_an_address_of_whole_words():
    name = "Musyawarah Perencanaan Pembangunan Kelurahan Ganjar Agung Kecamatan Metro Barat Kota"
    category = make(name)
    assert len(name) > SLUG_LENGTH
    assert name.lower().replace(" ", "-").startswith(category.slug)
    assert category.slug.endswith("-barat")


def test_a_name_longer_than_its_field_is_refused():
    with pytest.raises(ValidationError, match="120"):
        Category(name="a" * 121).full_clean()


@given(st.text(max_size=200))
def test_an_address_is_never_too_long_and_holds_no_slash(name):
    slug = slug_of(name)
    assert len(slug) <= SLUG_LENGTH
    assert "/" not in slug


def test_different_names_with_one_address_are_numbered():
    assert [make("A & B").slug, make("A B").slug, make("A - B").slug] == ["a-b", "a-b-2", "a-b-3"]


def test_a_typed_address_that_is_taken_is_refused_in_words():
    make("Pemilu")
    with pytest.raises(ValidationError, match="sudah memakai alamat ini"):
        Category(name="Pemilihan", slug="pemilu").full_clean()


@pytest.mark.parametrize("slug", ["a/b", "", "A", "-a", "a b", "../x"])
def test_the_database_refuses_a_slug_that_is_no_address(slug):
    with pytest.raises(IntegrityError, match="category_slug_is_an_address"):
        insert("Nama", slug, slug)


def test_a_channel_stands_at_the_top():
    top = make("Pemerintahan", kind="channel")
    with pytest.raises(ValidationError, match="Kanal selalu berada"):
        Category(name="Politik", kind="channel", parent=top).full_clean()
    topic = make("Politik", top)
    with pytest.raises(IntegrityError, match="category_channel_at_top"), transaction.atomic():
        Category.objects.filter(pk=topic.pk).update(kind="channel")


@pytest.mark.parametrize(
    ("name", "odd"),
    [
        ("LOMBA UKS", "Lomba"),
        ("MUSRENBANG", "Musrenbang"),
        ("pengajian", "kapital"),
        ("info Kota Tirta", "kapital"),
    ],
)
def test_odd_capitals_are_named(name, odd):
    assert odd in odd_case(name)


@pytest.mark.parametrize(
    "name", ["HUT RI", "UMKM", "MTQ", "Covid-19", "Sosial & Budaya", "17 Agustus"]
)
def test_abbreviations_and_plain_names_are_left_alone(name):
    assert odd_case(name) == ""
