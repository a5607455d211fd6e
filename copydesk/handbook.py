"""The rules in words, for editors: docs/penyunting.md is what this module writes.

    python -m copydesk.handbook > docs/penyunting.md

A test holds the file to the rules, so it cannot tell of a rule that is not there.
"""

import sys
from collections.abc import Iterator

from copydesk.eyd_v import RULES, VERSION
from copydesk.findings import Topic
from copydesk.rules import Bad, Good, InQuotes, Rule

_START = f"""\
# Penyunting: aturan bahasa

Penyunting membaca naskah dengan aturan tetap: naskah yang sama selalu mendapat temuan yang
sama, tanpa jaringan dan tanpa kecerdasan buatan. Ia menunjuk dan bertanya; yang memutuskan
tetap redaktur. Halaman ini ditulis dari aturan yang dipakai ({VERSION}), jadi tidak mungkin
berbeda.

Tiga tingkat:

| Tingkat | Artinya |
| --- | --- |
| galat | Salah menurut kaidah. Naskah tidak dapat diajukan sebelum diperbaiki atau diberi alasan. |
| peringatan | Hampir pasti salah; periksa. |
| saran | Lebih baik begini; tidak apa-apa dibiarkan. |

**Aman** berarti perbaikannya boleh diterima tanpa dilihat satu per satu. **Wajib dijawab**
berarti menyangkut keselamatan seseorang atau situs: tidak dapat dimatikan. Dalam kutipan
langsung, ejaan dan tanda baca diperbaiki, tetapi kata-kata pembicara tidak diganti. Alamat web,
surel, tagar, sel tabel, dan nama dalam kamus redaksi tidak disentuh.

Di isi naskah temuan ditandai di tempatnya: galat bergaris gelombang, peringatan bergaris putus,
saran bertitik-titik. Tanda itu hanya terlihat di layar dan tidak ikut tersimpan. Klik pada kata
yang bertanda, atau gerakkan kursor ke sana, dan catatannya muncul di bawahnya; Alt+Shift+8 menuju
tanda berikutnya, Alt+Shift+9 ke catatannya di daftar, dan “Tunjukkan di naskah” kembali ke
katanya. Pada judul dan ringkasan, daftar menyebut bidangnya. Di halaman tinjau tandanya sama.

Topik peka dan rubrik naskah membuat pertanyaan keselamatan (P25) lebih ketat. Di rubrik hukum
atau kriminal, dan pada naskah bertanda “anak” atau “korban kejahatan seksual”, usia anak, nama
sekolah, dan kerabat ditanyakan juga tanpa kata kejahatan di paragrafnya; pada naskah bertanda
“bunuh diri” ditanyakan cara, tempat, dan setiap alamat.

Yang tidak diperiksa karena tidak dapat diperiksa mesin: kebenaran, keberimbangan, pencemaran
nama, nada, dan apakah sebuah nama boleh dimuat.
"""
_TOPICS = {
    Topic.CRIME: "rubrik hukum atau kriminal",
    Topic.CHILD: "bertanda “anak”",
    Topic.SUICIDE: "bertanda “bunuh diri”",
    Topic.SEX_CRIME: "bertanda “korban kejahatan seksual”",
}
_IN_QUOTES = {
    InQuotes.FIX: "",
    InQuotes.TELL: "di kutipan hanya ditunjuk",
    InQuotes.SKIP: "tidak di kutipan",
}


def handbook() -> str:
    """Return the page about all rules, in Markdown."""
    return "\n".join([_START, *(line for rule in RULES for line in _section(rule))]).rstrip() + "\n"


def _section(rule: Rule) -> Iterator[str]:
    yield f"## {rule.id} {rule.name}"
    yield ""
    yield rule.about
    yield ""
    yield f"Sumber: {rule.source}."
    yield ""
    yield "| Temuan | Tingkat | Catatan |"
    yield "| --- | --- | --- |"
    for name, kind in rule.kinds.items():
        notes = [
            "aman" if kind.safe else "",
            "wajib dijawab" if kind.must_answer else "",
            _IN_QUOTES[kind.quotes],
        ]
        yield f"| `{rule.id}.{name}` | {kind.level} | {'; '.join(filter(None, notes))} |"
    yield ""
    for bad in rule.bad:
        if len(bad.text) <= 100:
            yield f"- ✗ {bad.text}" + (f" → {bad.fixed}" if bad.fixed else "") + _only(bad)
    for good in rule.good:
        yield f"- ✓ {good.text}{_only(good)}"
    yield ""


def _only(example: Bad | Good) -> str:
    """Return for which stories an example holds, "" if for all."""
    if not example.topics:
        return ""
    return f" *(naskah {' dan '.join(_TOPICS[topic] for topic in sorted(example.topics))})*"


if __name__ == "__main__":
    sys.stdout.write(handbook())
