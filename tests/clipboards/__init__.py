"""What programs put on the clipboard, and what the desk makes of it. The words are invented.

The files are text/html as the program writes it; `STORED` says what a save of each stores.
"""

from pathlib import Path

# (text/plain, the stored body)
CHATS = [
    (
        "*Pasar malam dibuka*\nWarga _sangat_ antusias.\n~Batal~ 5*3 porsi",
        "<p><strong>Pasar malam dibuka</strong></p>\n<p>Warga <em>sangat</em> antusias.</p>\n"
        "<p>~Batal~ 5*3 porsi</p>",
    ),
    (
        "*_Judul penting_*, kata (*Budi*).\n\nBaris satu\nbaris dua & < tiga",
        "<p><strong><em>Judul penting</em></strong>, kata (<strong>Budi</strong>).</p>\n"
        "<p>Baris satu<br>baris dua &amp; &lt; tiga</p>",
    ),
    (
        "Syarat:\n• KTP\n• Kartu keluarga\nUrutan:\n1. Antre\n2. Bayar\n3. Pulang",
        "<p>Syarat:</p>\n<ul><li>KTP</li><li>Kartu keluarga</li></ul>\n<p>Urutan:</p>\n"
        "<ol><li>Antre</li><li>Bayar</li><li>Pulang</li></ol>",
    ),
    (
        "[19.25, 14/5/2025] Humas Kota: Siaran pers\n[19.26, 14/5/2025] Humas Kota: *Isi* rilis"
        "\n14/05/25 19.30 - Pak RT: Aman",
        "<p>Siaran pers</p>\n<p><strong>Isi</strong> rilis</p>\n<p>Aman</p>",
    ),
    (
        "\u200e[14/5, 19:25] +62 812-00: Satu\u200b\u200e dua\u2060.\n\nTiga\u00a0empat Rp\u00a05",
        "<p>Satu dua.</p>\n<p>Tiga empat Rp\u00a05</p>",
    ),
]

STORED = {
    "word": (
        "<h2>Jadwal kampanye</h2>\n"
        "<p>Kepala dinas <strong>meminta</strong> pegawai <em>tidak</em> berpihak di Kota Tirta."
        "</p>\n<ul><li>Butir satu<ul><li>Anak butir</li></ul></li><li>Butir dua</li></ul>\n"
        "<ol><li>Pertama</li><li>Kedua</li></ol>\n"
        '<p>Lihat <a href="https://kpu.go.id/jadwal?id=7">jadwal</a>.</p>'
    ),
    "gdocs": (
        "<h2>Kampanye damai</h2>\n"
        "<p><strong>Wali kota</strong> hadir <em>tepat</em> waktu, "
        '<a href="https://kpu.go.id/a">kata KPU</a>.</p>\n'
        "<ul><li>Satu</li><li>Dua</li></ul>\n<h3>Kecil</h3>\n<p>Bingkai</p>"
    ),
    "libreoffice": (
        "<h2>Subjudul</h2>\n<p>Naskah <strong>tebal</strong> dan <em>miring</em>.</p>\n"
        "<ol><li>Satu</li><li>Dua</li></ol>"
    ),
    "whatsapp": (
        "<p><strong>Siaran pers</strong></p>\n<p>Warga antre <em>sejak pagi</em>. 🙏</p>\n"
        "<ul><li>Pasar Baru</li><li>Pasar Lama</li></ul>\n<p>Selesai.</p>"
    ),
}


def copied(program: str) -> str:
    """Return what `program` put on the clipboard as HTML."""
    return (Path(__file__).parent / f"{program}.html").read_text()
