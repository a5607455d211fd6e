"""A believable city portal for a fresh installation: Kabar Tirtamaya.

The city, its people and its news are invented. This module holds what other parts of the project
show without reading any of it: the name of the site and the logins.
"""

from dataclasses import dataclass

SITE_NAME = "Kabar Tirtamaya"

# One password for every demo login. Production refuses it.
DEMO_PASSWORD = "sungai-wening-57"  # noqa: S105 - public on purpose, printed on the login page


@dataclass(frozen=True, slots=True)
class Login:
    """A demo person who can sign in.

    `role` is the name of a group from `accounts.roles`; `code` is the byline of the same person in
    `authors.toml`, empty for somebody who does not write.
    """

    username: str
    name: str
    role: str
    code: str = ""
    password: str = DEMO_PASSWORD


LOGINS = [
    Login("laras", "Laras Widyastami", "Wartawan", "lw"),
    Login("bagus", "Bagus Pranadipa", "Wartawan", "bp"),
    Login("wulan", "Wulan Prameswari", "Koordinator liputan"),
    Login("yusran", "Yusran Halilintara", "Redaktur", "yh"),
    Login("nurhayati", "Nurhayati Selarasati", "Redaktur", "ns"),
    Login("fadli", "Fadli Rasendriya", "Fotografer", "fr"),
    Login("maria", "Maria Tanujiwa", "Redaktur pelaksana", "mt"),
    Login("surya", "Surya Atmadirana", "Pemimpin redaksi", "sa"),
    Login("dimas", "Dimas Kertapatirana", "Admin sistem"),
]
