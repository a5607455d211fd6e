"""Writes an export of any size, with the traits of real ones, to measure the import by."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import escape

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Kabar Lama</title><link>https://lama.example</link>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://lama.example</wp:base_blog_url>
"""


def _listed(text: str) -> list[str]:
    return text.split()


_WORDS = _listed(
    "warga pasar kota jalan sekolah guru siswa dokter puskesmas sungai jembatan sawah petani harga"
    " beras wali bupati dinas rapat anggaran program bantuan lomba juara tim pemuda desa lurah"
    " banjir hujan pohon sampah taman lampu listrik air pipa mobil motor polisi tertib aman damai"
    " pagi siang sore malam senin selasa rabu kamis jumat tahun bulan pekan hari ribu juta persen"
    " membuka menutup meninjau membahas menyiapkan mengajak menilai meminta berharap mengatakan"
    " yang di dan untuk dari dengan pada oleh dalam akan telah sudah tidak lebih juga ini itu"
)
_CATEGORIES = _listed(
    "Pemerintahan Politik Hukum Ekonomi Pembangunan Pendidikan Kesehatan Lingkungan Olahraga"
    " UMKM Pariwisata Pertanian Perikanan Pilkada Pemilu Infrastruktur Kesenian Zakat Pramuka"
)
_LOGINS = ("admin", "redaksi", "sri", "budi", "tono")
_FIRST = datetime(2012, 1, 1, 1, tzinfo=UTC)


def export(posts: int, *, seed: int = 1) -> Iterator[str]:
    """Yield the parts of an export of `posts` stories; the same seed gives the same export."""
    # Numbers that look like chance, for texts that look like news: nothing is kept secret by them.
    chance = random.Random(seed)  # noqa: S311
    yield _HEAD
    for number, login in enumerate(_LOGINS, 1):
        yield (
            f"<wp:author><wp:author_id>{number}</wp:author_id><wp:author_login>{login}"
            f"</wp:author_login><wp:author_display_name>{login.title()} Lama"
            "</wp:author_display_name></wp:author>\n"
        )
    for number, name in enumerate(_CATEGORIES, 1):
        yield (
            f"<wp:category><wp:term_id>{number}</wp:term_id><wp:category_nicename>{name.lower()}"
            f"</wp:category_nicename><wp:cat_name>{name}</wp:cat_name></wp:category>\n"
        )
    for number in range(1, posts + 1):
        yield _post(number, chance)
    yield "</channel></rss>\n"


def _post(number: int, chance: random.Random) -> str:
    title = " ".join(chance.choices(_WORDS, k=8)).title()
    slug = f"{title.lower().replace(' ', '-')}-{number}"
    date = _FIRST + timedelta(hours=2 * number)
    local = date + timedelta(hours=7)
    category = chance.choice(_CATEGORIES)
    tag = chance.choice(_WORDS)
    return (
        f"<item><title>{escape(title)}</title>"
        f"<link>https://lama.example/{date:%Y/%m/%d}/{slug}/</link>"
        f"<guid>https://lama.example/?p={number}</guid>"
        f"<dc:creator>{chance.choice(_LOGINS)}</dc:creator>"
        f"<content:encoded><![CDATA[{_body(number, chance)}]]></content:encoded>"
        f"<excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_date>{local:%Y-%m-%d %H:%M:%S}</wp:post_date>"
        f"<wp:post_date_gmt>{date:%Y-%m-%d %H:%M:%S}</wp:post_date_gmt>"
        f"<wp:post_name>{slug}</wp:post_name><wp:status>publish</wp:status>"
        "<wp:post_type>post</wp:post_type>"
        f'<category domain="category" nicename="{category.lower()}">{category}</category>'
        f'<category domain="post_tag" nicename="{tag}">{tag}</category></item>\n'
    )


def _body(number: int, chance: random.Random) -> str:
    """Return twelve paragraphs of 30 words, every other post in blocks, some with a link."""
    paragraphs = [" ".join(chance.choices(_WORDS, k=30)).capitalize() + "." for _turn in range(12)]
    if number > 10:
        before = chance.randint(1, number - 1)
        paragraphs[3] += f' <a href="https://lama.example/?p={before}">Baca juga</a>.'
    if number % 3:
        paragraphs[-1] += "(tm/yl)"
    if number % 2:
        return "".join(
            f"<!-- wp:paragraph --><p>{text}</p><!-- /wp:paragraph -->\n" for text in paragraphs
        )
    return "\n\n".join(paragraphs)
