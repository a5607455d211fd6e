"""The old addresses that are tried against the new site."""

from pathlib import Path

from tests.wordpress.exports import author, item, written
from wordpress.crawling import paths_of
from wordpress.parser import Export
from wordpress.survey import survey


def paths(file: Path) -> set[str]:
    exports = [Export(file)]
    return set(paths_of(exports, survey(exports, copies=False)))


def test_every_kind_of_old_address_is_asked_for_with_a_slash_and_without(tmp_path):
    found = paths(written(tmp_path, author(), item(5)))
    assert {
        "/2019/03/05/pasar-5/",
        "/2019/03/05/pasar-5",
        "/author/sri/",
        "/author/sri/feed/",
        "/?author_name=sri",
        "/2019/03/",
    } <= found


def test_of_a_site_in_a_folder_everything_is_asked_for_below_it(tmp_path):
    file = written(tmp_path, author(), item(5, link="https://lama.example/warta/2019/pasar/"))
    file.write_text(
        file.read_text().replace(
            "_url>https://lama.example</wp:base_", "_url>https://lama.example/warta</wp:base_"
        )
    )
    found = paths(file)
    assert "/warta/author/sri/" in found
    outside = {path for path in found if not path.startswith("/warta/")}
    assert outside == {"/?p=5"}  # its guid, which the site had before it moved into the folder
