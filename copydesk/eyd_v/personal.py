"""Numbers and addresses that lead to somebody: identity, telephone, account, home."""

import re
from collections.abc import Iterator

from copydesk.findings import Topic
from copydesk.reading import Reading
from copydesk.seeking import Sought

_SIXTEEN = Sought(
    r"(?<![\d.,-])(?:\d{16}|\d{4}([ \u00a0.-])\d{4}\1\d{4}\1\d{4}"
    r"|\d{6}([ \u00a0.-])\d{6}\2\d{4}|\d\d\.\d\d\.\d\d\.\d{6}\.\d{4})(?![\d-])"
)
# However its sixteen digits are parted, where the words before say what it is.
_PARTED_NIK = Sought(
    r"\b(?:NIK|KTP|KK|KIA|(?i:nomor (?:induk kependudukan|identitas|kependudukan|kartu keluarga)))"
    r"\b[^\d.]{0,30}?(?<!\d)(\d(?:[ \u00a0.-]?\d){15})(?![\d/])"
)
_MOBILE = Sought(r"(?<![\d.,/-])(?:\+?62[\s.-]?|\(?0)8\d{1,3}\)?(?:[\s.-]?\d{2,5}){2,3}(?![\d-])")
_ACCOUNT = Sought(
    r"\b(?:(?i:rekening|norek|no\.?\s?rek\b\.?|mandiri|bank\s+\w+)|BRI|BCA|BNI|BSI|BTN)"
    r"[^\d.]{0,40}?(\d[\d\u00a0 .-]{6,22}\d)"
)
_DOCUMENT = Sought(
    r"\b(?:(?i:paspor|npwp|bpjs|nisn|kis)\w*"
    r"|SIM)(?:-nya)?\b[^\d.]{0,20}?\b([A-Z]?\d[\d.-]{5,22}\d)(?![\d])"
)
_HOUSE = Sought(
    r"\b(?:(?i:jalan|jl\.?|gang|gg\.?|perumahan|perum"
    r"|dusun|kampung|komplek|kompleks|apartemen|rusun"
    r"|rusunawa))\s+[A-Z][\w.'-]*(?:\s+[A-Z\d][\w.'-]*){0,6},?\s+"
    r"(?:(?i:blok)\s+\w+\s*[/-]\s*\d+\w?|(?:[IVX]+|[A-Z]\d{1,2})\s?/\s?\d{1,3}\b|(?:(?i:tower"
    r"|menara)\s+\w+,?\s+)?(?:(?i:lantai)\s+\d+,?\s+)?(?i:unit|kamar)\s+\d+\w?"
    r"|(?:(?i:blok)\s+\w+,?\s+)?(?:(?i:lantai)\s+\d+,?\s+)?(?:(?i:no(?:mor)?)\.?\s*)\d+\w?(?:,?\s+RT\.?\s*\d+(?:\s*/\s*"
    r"|,?\s+)RW\.?\s*\d+)?"
    r"|RT\.?\s*\d+\s*/?,?\s*RW\.?\s*\d+|RT\.?\s*\d+\s*/\s*\d+)"
    r"|\bRT\.?\s*\d+(?:\s*/\s*|,?\s+)RW\.?\s*\d+,?\s+(?i:no(?:mor)?)\.?\s*\d+\w?"
    r"|\b(?i:rumah\s+(?:ber)?nomor)\s+\d+\w?,?\s+(?:di\s+)?(?i:jalan|jl\.?|gang|gg\.?)\s+[A-Z]\w+"
)
_LIVES = re.compile(
    r"\b(?:rumah(?:nya)?|tinggal|kediaman\w*|alamat(?:nya|\s+rumah)|beralamat|berdomisili"
    r"|domisili|indekos|kontrakan"
    r"|warga|korban|pelaku|tersangka|terdakwa|terduga|pasien|saksi|keluarga|berasal|asal|menetap"
    r"|bermukim|penghuni|mendiang|almarhum\w*|janda|pria|wanita|perempuan|pemuda|lansia|nenek|kakek"
    r"|buron\w*)\b|RT\.?\s*\d",
    re.IGNORECASE,
)
# A street and a bare number, where somebody is said to live.
_HOME = Sought(
    r"\b(?i:rumah(?:nya)?|tinggal|kediaman(?:nya)?|beralamat|berdomisili|indekos|kos|menetap"
    r"|bermukim"
    r"|(?:keluarga\s+)?(?:korban|pelaku|tersangka)\s+di)\b[^.]{0,30}?\b"
    r"((?:[Jj]alan|[Jj]l\.|[Gg]ang)\s+[A-Z][\w'-]*(?:\s+[A-Z][\w'-]*){0,4}\s+\d{1,3})\b"
    r"(?!\s*(?:[.,:/]\d|(?i:km|kilometer|meter|persen|orang|unit|rumah)\b))"
)
_OFFICE = re.compile(
    r"\b(?:kantor|gedung|balai|toko|kafe|restoran|hotel|loket|posko|sekolah|sd|smp|sma|smk"
    r"|puskesmas"
    r"|rumah\s+sakit|rsud|klinik|apotek|masjid|gereja|pasar|pabrik|kampus|dinas|polsek|polres|bank"
    r"|warung|universitas|museum|studio|swalayan|minimarket|mendaftar|melapor|digelar|berlangsung"
    r"|diadakan|dibuka|berkumpul|sekretariat|pendaftaran|rs|ruko|lapas|panti|kodim|polda|mapolres"
    r"|kejaksaan|pengadilan|terminal|stasiun|bandara|stadion|gor|aula|hotel|bengkel|kios)\b"
    # Unless somebody lives there: pemilik toko, Hartanto, tinggal di …
    r"(?:(?!\b(?:tinggal|kediaman|berdomisili|menetap|bermukim|indekos|rumahnya)\b)[^.])*$",
    re.IGNORECASE,
)
# A number with an area code is mostly an office's: asked about only where a person's is spoken of.
_LANDLINE = Sought(r"(?<![\d.,/-])(?:\(0[2-9]\d{1,2}\)\s?|0[2-7]\d{1,2}[- ])\d{5,8}(?![\d-])")
_SOMEBODYS = re.compile(
    r"\b(?:rumah(?:nya)?(?!\s+(?:sakit|makan|dinas|singgah|tahanan|zakat|yatim|potong|aman"
    r"|ibadah|susun"
    r"|kreatif|duka|produksi))|pribadi(?:nya)?|kediaman\w*|suami(?:nya)?|istri(?:nya)?|ayah(?:nya)?"
    r"|orang\s+tua(?:nya)?|janda|duda|keluarga(?:nya)?|kerabat(?:nya)?|korban|pelaku|tersangka"
    r"|terdakwa"
    r"|saksi|pelapor|ahli\s+waris|tetangga(?:nya)?|ditelepon)\b",
    re.IGNORECASE,
)
_OF_SERVICE = re.compile(
    r"\b(?:kantor|layanan|pelayanan|pengaduan|aduan|posko|pos|redaksi|pusat|panggilan|darurat"
    r"|hotline|call"
    r"|rumah\s+(?:sakit|makan|aman|singgah|duka)|sekretariat|panitia|informasi|reservasi"
    r"|pendaftaran|konseling"
    r"|pendampingan|bantuan|hotel|toko|restoran|polres\w*|polsek|polda|puskesmas|dinas|rsud"
    r"|klinik|lembaga"
    r"|yayasan|lbh|uptd|kpai|komisi|satgas|tim|pemerintah|kecamatan|kelurahan|sekolah|bank|pmi"
    r"|bpbd|basarnas"
    r"|(?:me|di)?lapor(?:kan)?|melapor|mengadu|menghubungi\s+(?:nomor\s+)?(?=\(?0)"
    r"|hubungi\s+(?:nomor\s+)?(?=\(?0))",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s*,?\s*(?:nomor\s+)?(?:rumah|pribadi|milik\s+(?:keluarga|korban))(?:nya)?\b(?!\s+(?:sakit"
    r"|makan))",
    re.IGNORECASE,
)


def personal(reading: Reading, topics: frozenset[Topic]) -> Iterator[tuple[str, int, int]]:
    """Yield the kind and place of each number or address that may be somebody's own."""
    text = reading.text
    numbers = {found.span() for found in _SIXTEEN.among(reading)}
    parted = {found.span(1) for found in _PARTED_NIK.among(reading)}
    for start, end in sorted(numbers | parted):
        yield "nik", start, end
    for found in _MOBILE.among(reading):
        if 10 <= sum(sign.isdigit() for sign in found[0]) <= 14:
            yield "telepon", *found.span()
    for found in _LANDLINE.among(reading):
        before = text[max(reading.sentence(found.start()).start, found.start() - 100) : found.end()]
        if not _OF_SERVICE.search(before) and (
            _SOMEBODYS.search(before) or _BEHIND.match(text, found.end())
        ):
            yield "telepon", *found.span()
    for found in _ACCOUNT.among(reading):
        digits = sum(sign.isdigit() for sign in found[1])
        if 8 <= digits <= 18 and found.span(1) not in numbers | parted:
            yield "rekening", *found.span(1)
    for found in _DOCUMENT.among(reading):
        if found.span(1) not in numbers | parted:
            yield "identitas", *found.span(1)
    homes = set[tuple[int, int]]()
    for found in _HOUSE.among(reading):
        office = _OFFICE.search(text[max(0, found.start() - 40) : found.start()])
        # Where somebody died by suicide, no address at all.
        if Topic.SUICIDE in topics or (not office and reading.says(_LIVES, found.start())):
            homes.add(found.span())
    for found in _HOME.among(reading):
        if not _OFFICE.search(text[max(0, found.start() - 30) : found.start(1)]):
            homes.add(found.span(1))
    yield from (("alamat", start, end) for start, end in sorted(homes))
