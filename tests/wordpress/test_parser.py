"""Reading exports: what real ones hold, and what no export holds."""

import gzip
import io
import tracemalloc
import zipfile

import pytest

from tests.wordpress.exports import END, HEAD, author, category, item, written
from wordpress.items import Author, Item, Term
from wordpress.parser import MAX_DEPTH, Broken, Export, Hostile


def read(path):
    return list(Export(path).items())


def items_of(path):
    return [one for one in read(path) if isinstance(one, Item)]


def zipped(content):
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w") as packed:
            packed.writestr("ekspor.xml", content)
        return file.getvalue()


def until_broken(path):
    """Return what came before the break, and the break."""
    found = []
    try:
        for one in Export(path).items():
            found += [one] if isinstance(one, Item) else []
    except Broken as broken:
        return found, broken
    raise AssertionError("it did not break")


def test_an_item_says_everything_about_a_post(tmp_path):
    comment = "<wp:comment><wp:comment_id>1</wp:comment_id></wp:comment>"
    path = written(
        tmp_path,
        author(),
        category("Kota", "kota"),
        item(
            12,
            "Pasar & Terminal",
            labels=[("category", "kota", "Kota"), ("post_tag", "pasar", "Pasar")],
            meta={"_thumbnail_id": "44", "_edit_lock": "1:2"},
            extra=comment * 2,
        ),
    )
    site, person, term, post = read(path)
    assert site.address == "https://lama.example"
    assert (type(person), person.name) == (Author, "Sri Wahyuni")
    assert (type(term), term.taxonomy, term.name) == (Term, "category", "Kota")
    assert (post.post_id, post.title, post.comments) == ("12", "Pasar & Terminal", 2)
    assert post.slugs("post_tag") == ["pasar"]
    assert post.meta == {"_thumbnail_id": "44"}  # what plugins keep is not carried along


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss SYSTEM "http://169.254.169.254/wxr.dtd">',
        '<!DOCTYPE rss [<!ENTITY % remote SYSTEM "http://lama.example/x"> %remote;]>',
    ],
)
def test_a_document_type_is_refused_whatever_it_declares(tmp_path, before):
    path = written(tmp_path, item(1), before=before)
    found, broken = until_broken(path)
    assert found == []
    assert isinstance(broken, Hostile)


def test_a_file_that_nests_without_end_is_refused(tmp_path):
    deep = "<wp:x>" * (MAX_DEPTH + 1)
    _found, broken = until_broken(written(tmp_path, item(1, extra=deep)))
    assert isinstance(broken, Hostile)


def test_an_endless_tag_is_refused_before_it_fills_the_memory(tmp_path):
    path = tmp_path / "ekspor.xml"
    path.write_text(HEAD.format(encoding="UTF-8", before="") + "<x a='" + "y" * 18_000_000)
    _found, broken = until_broken(path)
    assert isinstance(broken, Hostile)


def test_a_cut_file_gives_what_was_whole_and_says_where_it_broke(tmp_path):
    path = written(tmp_path, item(1), item(2), item(3))
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.index(b"<wp:post_id>3") + 5])
    found, broken = until_broken(path)
    assert [one.post_id for one in found] == ["1", "2"]
    assert not isinstance(broken, Hostile)
    assert broken.line == whole[: whole.index(b"<wp:post_id>3")].count(b"\n") + 1


@pytest.mark.parametrize("content", [b"", b"<html><body>Bukan ekspor</body></html>", b"\x00\x01"])
def test_what_is_no_export_is_said_to_be_none(tmp_path, content):
    path = tmp_path / "ekspor.xml"
    path.write_bytes(content)
    assert until_broken(path)[0] == []


@pytest.mark.parametrize(("pack", "name"), [(gzip.compress, "gzip"), (zipped, "zip")])
def test_a_packed_file_is_said_to_be_packed(tmp_path, pack, name):
    path = tmp_path / "ekspor.xml"
    path.write_bytes(pack(b"<rss/>"))
    _found, broken = until_broken(path)
    assert broken.reason.startswith("This file is packed")
    assert broken.what == name


def test_windows_bytes_in_a_file_that_says_utf8_are_read_and_counted(tmp_path):
    path = written(tmp_path, item(1, content="<p>Kata@dia</p>"))
    path.write_bytes(path.read_bytes().replace(b"Kata@dia", b"\x93Siap\x94 \xe2\x80\x93 ya"))
    export = Export(path)
    (post,) = [one for one in export.items() if isinstance(one, Item)]
    assert post.content == "<p>“Siap” – ya</p>"
    assert export.foreign == 2


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "windows-1252", "UTF-16"])
def test_other_encodings_are_read_as_they_say(tmp_path, encoding):
    assert (
        items_of(written(tmp_path, item(1, "Café di Métro"), encoding=encoding))[0].title
        == "Café di Métro"
    )


def test_control_characters_are_left_out_and_counted(tmp_path):
    path = written(tmp_path, item(1, content="<p>Ka@bar</p>"))
    path.write_bytes(path.read_bytes().replace(b"@", b"\x08\x0b"))
    export = Export(path)
    (post,) = [one for one in export.items() if isinstance(one, Item)]
    assert post.content == "<p>Kabar</p>"
    assert export.illegal == 2


def test_an_entity_of_html_does_not_stop_the_file(tmp_path):
    path = written(tmp_path, item(1, "Harga@Naik"))
    path.write_bytes(path.read_bytes().replace(b"Harga@Naik", b"Harga&nbsp;Naik&hellip;"))
    assert items_of(path)[0].title == "Harga\xa0Naik…"


def test_labels_of_old_exports_that_name_each_twice_count_once(tmp_path):
    twice = "<category><![CDATA[Kota]]></category>"
    post = items_of(written(tmp_path, item(1, labels=[("category", "kota", "Kota")], extra=twice)))
    assert [(label.taxonomy, label.slug) for label in post[0].labels] == [("category", "kota")]


def test_memory_does_not_grow_with_the_file(tmp_path):
    def peak(number):
        path = tmp_path / f"{number}.xml"
        with path.open("w") as file:
            file.write(HEAD.format(encoding="UTF-8", before=""))
            for one in range(number):
                file.write(item(one, content="<p>Kata.</p>" * 200))
            file.write(END)
        tracemalloc.start()
        for _one in Export(path).items():
            pass
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    peak(50)
    assert peak(2000) < 1.5 * peak(500)
