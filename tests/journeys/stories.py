"""Two stories as they come in: invented, with the habits of real ones.

Both were written for these tests, about the demo's own city.
"""

# Pasted from a word processor: the line of codes is glued to the last sentence.
LANTERNS = "Warga Bantaran Rakit 600 Lampion dari Botol Bekas untuk Malam Sungai"
LANTERNS_STANDFIRST = "Tiap rumah menyumbang sepuluh botol. Lampunya memakai baterai isi ulang."
LANTERNS_TYPED = "Sebanyak 600 lampion botol bekas akan diapungkan di Sungai Wening, Sabtu malam."
LANTERNS_PASTED = (
    '<meta charset="utf-8"><b style="font-weight:normal" id="docs-internal-guid-7">'
    '<p style="line-height:1.4"><span style="font-weight:700">Panitia</span><span> mengumpulkan '
    "botol sejak awal bulan dari tujuh rukun tetangga.</span></p>"
    "<p><span>“Kami malu kalau sungai indah semalam lalu penuh sampah,” kata ketua panitia, "
    "Sugeng Ragawa (51).</span></p>"
    "<p><span>Setiap lampion diberi tali agar dapat ditarik kembali sebelum subuh."
    "(lw/fr/yh)</span></p></b>"
)
LANTERNS_BODY = (
    f"<p>{LANTERNS_TYPED}</p>\n"
    "<p><strong>Panitia</strong> mengumpulkan botol sejak awal bulan dari tujuh rukun "
    "tetangga.</p>\n"
    "<p>“Kami malu kalau sungai indah semalam lalu penuh sampah,” kata ketua panitia, "
    "Sugeng Ragawa (51).</p>\n"
    "<p>Setiap lampion diberi tali agar dapat ditarik kembali sebelum subuh.</p>"
)
LANTERNS_ADDED = "Air surut diperkirakan pukul 02.00 WIB, menurut penjaga pintu air."
LANTERNS_NOTE = "Jam surut airnya belum ada. Tanyakan ke penjaga pintu air, lalu ajukan lagi."

# Typed without a script: quotation marks the wrong way round, money in three spellings, sub-heads
# that are only short lines, the codes on a line of their own.
WELLS = "Sumur Bor Tegalmaya Rampung, Iuran Air Dipatok Rp. 12 ribu Sebulan"
WELLS_STANDFIRST = "Dua sumur baru mengalirkan air bersih ke 340 rumah yang biasa membeli jeriken."
WELLS_TYPED = (
    "Dua sumur bor di Tegalmaya mulai mengalirkan air ke 340 rumah, Jumat pagi.\n\n"
    "” Dulu kami beli air Rp. 5 ribu sejeriken, sekarang sebulan cukup Rp. 12 ribu, “ujar "
    "Lastini Murdaning, warga RW 04.\n\n"
    "Pembangunannya menelan biaya kurang lebih 1,3 Milyar dari kas desa dan sumbangan perantau. "
    "Sebesar Rp 90.000.000,- disisihkan untuk perawatan pompa.\n\n"
    "(bp/ns)"
)
