"""Keeping what documents are found by, and finding them: bounded, by index, and complete."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from resemblance import search, shingles, sketches
from resemblance.models import Fingerprint, Sketch
from resemblance.search import Document, near
from tests.resemblance.texts import APART, ONE, RELEASE, TWO

pytestmark = pytest.mark.django_db

STORY, LETTER = Sketch.Kind.DRAFT.value, Sketch.Kind.RELEASE.value


def keep(**texts):
    """Keep texts as stories by their numbers: `n7="…"`."""
    sketches.keep(STORY, {int(name[1:]): text for name, text in texts.items()})


def rows():
    return sorted(Fingerprint.objects.values_list("sketch__number", "fingerprint"))


# --- Keeping ------------------------------------------------------------------------------------


def test_every_number_of_a_text_leads_to_its_document():
    keep(n1=ONE, n2=TWO)
    wanted = [(n, one) for n, text in ((1, ONE), (2, TWO)) for one in shingles.fingerprints(text)]
    assert rows() == sorted(wanted)


def test_words_that_were_changed_are_not_found_any_more():
    keep(n1=ONE)
    keep(n1=APART)
    assert rows() == [(1, one) for one in shingles.fingerprints(APART)]
    assert near(ONE) == []


def test_a_save_writes_only_what_changed(django_assert_num_queries):
    keep(n1=ONE)
    kept = set(Fingerprint.objects.extra(select={"at": "ctid"}).values_list("fingerprint", "at"))
    keep(n1=ONE.replace("gembira", "ragu"))
    after = set(Fingerprint.objects.extra(select={"at": "ctid"}).values_list("fingerprint", "at"))
    assert len(kept & after) >= len(kept) - 4
    with django_assert_num_queries(1):
        keep(n1=ONE.replace("gembira", "ragu"))


def test_many_documents_take_as_many_statements_as_one(django_assert_num_queries):
    with django_assert_num_queries(1):
        keep(**{f"n{n}": f"{ONE} {n} {APART} {n}" for n in range(1, 31)})


def test_a_text_of_a_few_words_is_kept_as_found_by_nothing():
    keep(n1="Judul saja")
    assert Sketch.objects.get().fingerprints == []
    assert near("Judul saja") == []


def test_nothing_to_keep_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        sketches.keep(STORY, {})


def test_a_document_of_an_unknown_kind_is_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        sketches.keep("photo", {1: ONE})


@pytest.mark.parametrize("table", ["resemblance_sketch", "resemblance_fingerprint"])
def test_readers_may_read_neither_table(as_reader, table):
    keep(n1=ONE)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone() > (0,)
        with as_reader(), pytest.raises(ProgrammingError), transaction.atomic():
            cursor.execute(f"SELECT count(*) FROM {table}")


# --- Finding ------------------------------------------------------------------------------------


def test_two_tellings_of_one_release_find_each_other_and_the_release():
    keep(n1=ONE, n2=TWO, n3=APART)
    sketches.keep(LETTER, {1: RELEASE})
    assert near(ONE, but=Document(STORY, 1)) == [Document(LETTER, 1), Document(STORY, 2)]
    assert set(near(TWO, but=Document(STORY, 2))) == {Document(LETTER, 1), Document(STORY, 1)}
    assert near(APART, but=Document(STORY, 3)) == []


def test_a_document_with_the_same_number_but_of_another_kind_is_another_one():
    sketches.keep(LETTER, {7: RELEASE})
    assert near(RELEASE, but=Document(STORY, 7)) == [Document(LETTER, 7)]
    assert near(RELEASE, but=Document(LETTER, 7)) == []


def test_a_formula_of_the_house_does_not_hide_what_is_alike():
    formula = " ".join(f"baca{n}" for n in range(40))
    others = {
        f"n{n}": f"{formula} cerita{n} {' '.join(f'w{n}x{k}' for k in range(30))}"
        for n in range(100, 300)
    }
    keep(n1=f"{ONE} {formula}", **others)
    found = near(f"{TWO} {formula}")
    assert found[0] == Document(STORY, 1)
    assert len(found) <= search.BEST


def test_of_a_text_that_stands_everywhere_the_newest_are_found():
    keep(**{f"n{n}": ONE for n in range(1, 101)})
    assert near(ONE) == [Document(STORY, n) for n in range(100, 100 - search.BEST, -1)]


def test_a_search_reads_by_index_however_many_documents_there_are():
    formula = " ".join(f"baca{n}" for n in range(40))
    keep(n9000=ONE, n9001=formula)
    common = shingles.fingerprints(formula)
    with connection.cursor() as cursor:
        # Twenty thousand documents, the first with the formula and thirty numbers of their own.
        cursor.execute(
            """
            INSERT INTO resemblance_sketch (kind, number, fingerprints, version)
            SELECT 'draft', n, CASE WHEN n <= 12000 THEN %s::int[] ELSE '{}' END, 1
            FROM generate_series(10001, 30000) n
            """,
            [common],
        )
        cursor.execute(
            """
            INSERT INTO resemblance_fingerprint (fingerprint, sketch_id)
            SELECT unnest(fingerprints), id FROM resemblance_sketch WHERE number > 10000
            UNION SELECT hashint4(id * 31 + k), id
            FROM resemblance_sketch, generate_series(1, 30) k
            WHERE number BETWEEN 10001 AND 12000
            """
        )
        cursor.execute("ANALYZE resemblance_sketch, resemblance_fingerprint")
        values = {"numbers": shingles.fingerprints(f"{TWO} {formula}"), "kind": "", "number": 0}
        values |= {"nearest": search.NEAREST, "best": search.BEST}
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {search.FIND}", values)
        ((plan,),) = cursor.fetchone()
    nodes = list(walk(plan["Plan"]))
    assert {"Seq Scan", "Bitmap Heap Scan"} & {node["Node Type"] for node in nodes} == set(), plan
    (scan,) = (n for n in nodes if n.get("Index Name") == "resemblance_fingerprint_pkey")
    assert scan["Actual Rows"] <= search.NEAREST
    assert near(f"{TWO} {formula}")[0] == Document(STORY, 9000)


def walk(node):
    yield node
    for child in node.get("Plans", []):
        yield from walk(child)
