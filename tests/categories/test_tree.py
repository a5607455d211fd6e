"""The tree: paths, moves, and what PostgreSQL refuses whoever asks."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, OperationalError, connection, transaction
from django.db.models.signals import post_save
from django.test.utils import CaptureQueriesContext

from categories.models import MAX_LEVELS, Category
from categories.signals import path_changed

pytestmark = pytest.mark.django_db


def make(name, parent=None, **values):
    category = Category(name=name, parent=parent, **values)
    category.full_clean()
    category.save()
    return category


def sql(statement, *values):
    """Run raw SQL and let deferred checks speak, as a commit would."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def insert(name, slug, path, parent=None):
    sql(
        "INSERT INTO categories_category (name, slug, path, kind, description, position,"
        " is_retired, parent_id) VALUES (%s, %s, %s, 'topic', '', 0, false, %s)",
        name,
        slug,
        path,
        parent,
    )


@pytest.fixture
def moves():
    heard = []

    def listen(sender, moves, using, **kwargs):
        assert connection.in_atomic_block
        heard.append(moves)

    path_changed.connect(listen)
    yield heard
    path_changed.disconnect(listen)


# --- paths ------------------------------------------------------------------------------------


def test_a_path_is_the_slugs_from_the_top_down():
    top = make("Pemerintahan", kind="channel")
    assert make("Pemilu", top).path == "pemerintahan/pemilu"


def test_a_new_name_leaves_the_address_alone(moves):
    category = make("Otomotiv")
    category.name = "Otomotif"
    category.save()
    assert (category.path, moves) == ("otomotiv", [])


def test_a_new_slug_and_a_new_parent_carry_everything_below_along(moves):
    politics, society = make("Politik"), make("Sosial")
    election = make("Pemilu", politics)
    count = make("Hitung cepat", election)
    election.slug, election.parent = "pemilihan", society
    election.save()
    count.refresh_from_db()
    assert count.path == "sosial/pemilihan/hitung-cepat"
    assert moves == [
        [
            (election.pk, "politik/pemilu", "sosial/pemilihan"),
            (count.pk, "politik/pemilu/hitung-cepat", "sosial/pemilihan/hitung-cepat"),
        ]
    ]


def test_a_move_leaves_neighbours_with_similar_addresses_alone():
    moved = make("Lomba")
    neighbours = [make("Lomba UKS"), make("Lombabaca")]
    below = [make("Juara", neighbour) for neighbour in neighbours]
    moved.slug = "kejuaraan"
    moved.save()
    for category in (*neighbours, *below):
        before = category.path
        category.refresh_from_db()
        assert category.path == before


def test_saving_one_other_field_moves_nothing(moves):
    category = make("Pemilu")
    category.slug, category.position = "lain", 3
    category.save(update_fields=["position"])
    category.refresh_from_db()
    assert (category.path, category.position, moves) == ("pemilu", 3, [])


def test_naming_only_the_slug_to_save_still_moves():
    category = make("Pemilu")
    category.slug = "lain"
    category.save(update_fields=["slug"])
    category.refresh_from_db()
    assert category.path == "lain"


def test_a_listener_that_fails_undoes_the_move():
    def fail(**kwargs):
        raise RuntimeError

    category = make("Pemilu")
    path_changed.connect(fail)
    try:
        category.slug = "lain"
        with pytest.raises(RuntimeError):
            category.save()
    finally:
        path_changed.disconnect(fail)
    assert Category.objects.get(pk=category.pk).path == "pemilu"


def test_a_listener_that_fails_undoes_a_new_name():
    def fail(**kwargs):
        raise RuntimeError

    category = make("Pemilu")
    post_save.connect(fail, sender=Category)
    try:
        category.name = "Lain"
        with pytest.raises(RuntimeError):
            category.save(update_fields=["name"])
    finally:
        post_save.disconnect(fail, sender=Category)
    assert Category.objects.get(pk=category.pk).name == "Pemilu"


@pytest.mark.parametrize("below", [1, 500])
def test_a_move_takes_the_same_queries_however_much_lies_below(below, monkeypatch):
    monkeypatch.setattr(path_changed, "receivers", [])  # what others do is counted by their tests
    top, target = make("Asal"), make("Tujuan")
    Category.objects.bulk_create(
        Category(name=f"Topik {n}", slug=f"topik-{n}", path=f"asal/topik-{n}", parent=top)
        for n in range(below)
    )
    top.parent = target
    with CaptureQueriesContext(connection) as queries:
        top.save()
    assert (
        len(queries) == 9
    )  # savepoint, lock, both paths, depth, row, its stories' section name, below, rewrite, release
    assert Category.objects.filter(path__startswith="tujuan/asal/topik-").count() == below
    connection.check_constraints()


def test_the_database_refuses_a_path_that_does_not_follow_the_parent():
    top = make("Pemerintahan")
    with pytest.raises(IntegrityError, match="does not follow its parent"):
        insert("Pemilu", "pemilu", "politik/pemilu", top.pk)
    make("Pemilu", top)
    with pytest.raises(IntegrityError, match="does not follow its parent"):
        sql("UPDATE categories_category SET slug = 'x', path = 'x' WHERE id = %s", top.pk)


def test_a_path_stands_once():
    make("Pemilu")
    with pytest.raises(IntegrityError, match="unique"):
        insert("Lain", "pemilu", "pemilu")


# --- cycles and depth ---------------------------------------------------------------------------


def test_a_category_cannot_stand_under_itself_or_its_own_child():
    top = make("Pemerintahan")
    child = make("Pemilu", top)
    for parent in (top, child):
        top.parent = parent
        with pytest.raises(ValidationError, match="tidak dapat berada di bawah dirinya") as refused:
            top.full_clean()
        assert "parent" in refused.value.message_dict
        with pytest.raises(ValidationError):
            top.save()


def test_raw_sql_cannot_make_a_cycle():
    first, second = make("A"), make("B")
    attempts = [
        ("UPDATE categories_category SET parent_id = id WHERE id = %s", first.pk),
        ("UPDATE categories_category SET parent_id = id, path = 'a/a' WHERE id = %s", first.pk),
        (
            "UPDATE categories_category SET parent_id = CASE id WHEN %s THEN %s ELSE %s END,"
            " path = CASE slug WHEN 'a' THEN 'b/a' ELSE 'a/b' END",
            first.pk,
            second.pk,
            first.pk,
        ),
    ]
    for attempt in attempts:
        with pytest.raises(IntegrityError, match="does not follow its parent"):
            sql(*attempt)
    assert not Category.objects.exclude(parent=None).exists()


def chain(length):
    parent = None
    for level in range(length):
        parent = Category.objects.create(name=f"N{level}", parent=parent)
    return parent


def test_a_tree_has_a_deepest_level():
    deepest = chain(MAX_LEVELS)
    with pytest.raises(ValidationError, match="tingkat ke-32"):
        Category(name="Terlalu dalam", parent=deepest).full_clean()
    with pytest.raises((IntegrityError, DataError)):
        insert("X", "x", f"{deepest.path}/x", deepest.pk)


def test_a_move_that_would_push_what_lies_below_too_deep_is_refused():
    deep = chain(MAX_LEVELS - 1)
    top = make("Atas")
    make("Bawah", top)
    top.parent = deep
    with pytest.raises(ValidationError, match="tingkat ke-32"):
        top.full_clean()


def test_the_longest_path_still_fits_the_index():
    parent = None
    for level in range(MAX_LEVELS):
        slug = f"{level:02}" + "x" * 78
        parent = Category.objects.create(name=f"N{level}", slug=slug, parent=parent)
    assert len(parent.path) == MAX_LEVELS * 81 - 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("raw", [False, True])
def test_two_people_moving_two_categories_under_each_other_make_no_cycle(raw):
    pks = [make("A").pk, make("B").pk]
    paths = ["b/a", "a/b"]
    for _round in range(5):
        start = threading.Barrier(2)
        refused = []

        def move(mine, start=start, refused=refused):
            try:
                category = Category.objects.get(pk=pks[mine])
                category.parent_id = pks[1 - mine]
                start.wait(10)
                if raw:
                    Category.objects.filter(pk=pks[mine]).update(
                        parent=pks[1 - mine], path=paths[mine]
                    )
                else:
                    category.save()
            except (ValidationError, IntegrityError, OperationalError) as error:
                # The last is PostgreSQL ending a deadlock of two raw updates.
                refused.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=move, args=[mine]) for mine in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert len(refused) == 1
        assert raw or isinstance(refused[0], ValidationError)  # has words for a person
        assert Category.objects.filter(parent=None).count() == 1
        loser = Category.objects.exclude(parent=None).get()
        loser.parent = None
        loser.save()


# --- reading the tree ---------------------------------------------------------------------------


def test_all_below_and_all_above_are_one_query_each(django_assert_num_queries):
    top = make("Pemerintahan")
    middle = make("Pemilu", top)
    leaf = make("Hitung cepat", middle)
    make("Pemerintahan Desa")
    with django_assert_num_queries(2):
        assert list(Category.objects.at_or_below(top.path)) == [top, middle, leaf]
        assert list(leaf.ancestors_and_self()) == [top, middle, leaf]


def test_all_below_is_found_through_the_index_of_paths():
    Category.objects.bulk_create(
        Category(name=f"N {n}", slug=f"n-{n}", path=f"n-{n}") for n in range(1000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE categories_category")
    plan = Category.objects.at_or_below("n-5").explain()
    assert "category_path_unique" in plan
    assert "Seq Scan" not in plan


def test_a_label_is_the_whole_trail_with_one_query_for_all(django_assert_num_queries):
    top = make("Pemerintahan")
    leaf = make("Pemilu", top)
    with django_assert_num_queries(1):
        assert leaf.label() == "Pemerintahan › Pemilu"
    with django_assert_num_queries(1):
        rows = Category.objects.with_trail().in_tree_order()
        assert [str(row) for row in rows] == ["Pemerintahan", "Pemerintahan › Pemilu"]
    with django_assert_num_queries(0):
        assert [row.label() for row in rows] == ["Pemerintahan", "Pemerintahan › Pemilu"]


def test_the_menu_is_channels_in_order_with_their_children(django_assert_num_queries):
    second = make("Pemerintahan", kind="channel", position=2)
    first = make("Olahraga", kind="channel", position=1)
    make("Kanal Lama", kind="channel", is_retired=True)
    make("HUT RI", kind="event")
    old = make("Covid-19", second, is_retired=True)
    make("Vaksin", old)
    late, early = make("Pilkada", second, position=2), make("Pemilu", second, position=1)
    make("Hitung cepat", early)
    with django_assert_num_queries(1):
        menu = [(row, row.menu_children) for row in Category.objects.menu()]
    assert menu == [(first, []), (second, [early, late])]


def test_a_channel_that_is_retired_takes_its_children_out_of_the_menu():
    make("Pemilu", make("Politik", kind="channel", is_retired=True))
    assert Category.objects.menu() == []


def test_what_is_retired_is_read_but_not_chosen():
    kept, retired = make("Pemilu"), make("Covid-19", is_retired=True)
    assert list(Category.objects.choosable()) == [kept]
    assert retired in Category.objects.choosable(keeping=retired.pk)
    assert Category.objects.get(path="covid-19") == retired


def test_search_finds_beginnings_first_then_middles_then_trails():
    politics = make("Politik")
    below = make("Caleg", politics)
    middle, inside = make("Kabar Politik"), make("Geopolitik")
    found = list(Category.objects.search(" POLI "))
    assert found == [politics, middle, inside, below]
    assert list(Category.objects.search("poli cal")) == [below]
    assert not Category.objects.search("100%").exists()


def test_search_is_one_query(django_assert_num_queries):
    make("Pemilu", make("Politik"))
    with django_assert_num_queries(1):
        assert len(Category.objects.with_trail().search("pem")) == 1


def test_an_address_is_below_kategori():
    category = make("Pemilu", make("Politik"))
    assert category.get_absolute_url() == "/kategori/politik/pemilu/"
