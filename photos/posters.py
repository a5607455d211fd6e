"""Draw the picture that stands beside a link to a story, and cut a photo to given shapes.

A share picture is read at a third of its size, on a telephone, among messages: few words, large.
Nothing here knows a story; `articles.shares` says what is drawn and keeps the files.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from photos.models import Rendition
from photos.renditions import Encoded, encode

SIZE = (1200, 630)  # pixels; what services that show links agree on (Open Graph, 1.91 to 1)
MOST_BYTES = 250_000  # a messenger leaves out what it finds too large; 300 KB is the lowest told
NARROWEST = 600  # a photo that would have to be stretched to more than twice its width is not shown
MARGIN = 64
CLEAR = 80  # pixels above the words in which a photo goes from itself to dark

FONTS = Path(__file__).resolve().parent / "fonts"
HEAD, SANS = "RobotoCondensed-Bold.ttf", "NotoSans-SemiBold.ttf"
# What both fonts hold (photos/fonts/README.md).
SETS = re.compile(
    "[\u0020-\u007e\u00a0-\u017f\u0218-\u021b\u2013\u2014\u2018-\u201e"
    "\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u20ac\u2212]"
)
LEADING = 1.1  # of a headline, in its size
OVER, GAP_OVER = 34, 20  # the line above the headline, and the space between
BAND = 76  # the strip of the masthead's colour at the bottom, with the site's name

# The colours of static/css/site.css in daylight: a picture cannot know the reader's setting.
PAPER, INK, ACCENT, MARK = "#ffffff", "#14181a", "#775200", "#ffc629"


@dataclass(frozen=True)
class Words:
    """What is set on a share picture. Only `site` is needed: alone it is the neutral one."""

    site: str
    headline: str = ""
    section: str = ""
    label: str = ""


@dataclass(frozen=True)
class Frame:
    """How much room a headline has, and how it looks there."""

    height: int
    largest: int
    smallest: int
    ink: str
    over: str


ON_PHOTO = Frame(height=238, largest=96, smallest=48, ink=PAPER, over=MARK)
ON_PAPER = Frame(height=350, largest=132, smallest=52, ink=INK, over=ACCENT)


def poster(
    words: Words, photo: Image.Image | None = None, focal: tuple[int, int] = (50, 50)
) -> Encoded:
    """Return the JPEG of 1200 × 630 pixels, under 250 KB, with the words on the photo or on paper.

    `focal` is percent from the left and the top. A photo too small to fill it is left out.
    """
    words = Words(
        *(printable(text) for text in (words.site, words.headline, words.section)),
        label=printable(words.label),
    )
    if not words.headline:
        return _small_enough(_neutral(words.site))
    if photo is not None and _largest(photo.size, SIZE)[0] >= NARROWEST:
        return _small_enough(_on_photo(words, photo, focal))
    return _small_enough(_on_paper(words))


def cut(
    photo: Image.Image, shape: tuple[int, int], focal: tuple[int, int], *, widest: int = SIZE[0]
) -> Encoded:
    """Return a JPEG of the largest part of the photo that has this shape, around the focal point.

    At most `widest` pixels wide and never larger than the part was.
    """
    part = photo.crop(_part(photo.size, shape, focal, up=50))
    width = min(widest, part.width)
    part = part.resize((width, round(width * shape[1] / shape[0])), Image.Resampling.LANCZOS)
    return encode(part, Rendition.Format.JPEG)


def printable(text: str) -> str:
    """Return a text as one line of what the fonts can set: of other letters the plain form."""
    signs = unicodedata.normalize("NFC", re.sub(r"\s", " ", text))
    plain = (s if SETS.match(s) else unicodedata.normalize("NFKD", s) for s in signs)
    return " ".join("".join(SETS.findall("".join(plain))).split())


def balanced(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Break a text into as few lines as fit in `width` pixels, all as long as each other can be.

    A word that is wider than a line is broken too.
    """
    pieces = [part for word in text.split() for part in _fitting(word, font, width)]
    space = font.getlength(" ")
    lengths = [font.getlength(piece) for piece in pieces]
    # best[n]: the cost of the first n pieces (lines, then the sum of squared slack) and where the
    # last of those lines begins.
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, len(pieces) + 1):
        found: list[tuple[int, float, int]] = []
        line = -space
        for start in range(end - 1, -1, -1):
            line += space + lengths[start]
            if line > width and start < end - 1:
                break
            lines, slack, _ = best[start]
            found.append((lines + 1, slack + (width - line) ** 2, start))
        best.append(min(found))
    lines, end = [], len(pieces)
    while end:
        start = best[end][2]
        lines.insert(0, " ".join(pieces[start:end]))
        end = start
    return lines


def _fitting(word: str, font: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    while font.getlength(word) > width:
        lengths = range(1, len(word) + 1)
        most = max(1, bisect_right(lengths, width, key=lambda n: font.getlength(word[:n])))
        yield word[:most]
        word = word[most:]
    yield word


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    # The plain engine: the other one is not in every build, and lines would break elsewhere.
    return ImageFont.truetype(FONTS / name, size, layout_engine=ImageFont.Layout.BASIC)


def _fit(text: str, frame: Frame) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """Return the lines of a headline and the largest font in which they fit into the frame."""
    width = SIZE[0] - 2 * MARGIN
    for size in range(frame.largest, frame.smallest - 1, -2):
        font = _font(HEAD, size)
        lines = balanced(text, font, width)
        if len(lines) * size * LEADING <= frame.height and not _breaks_words(lines, text):
            return lines, font
    most = int(frame.height / (frame.smallest * LEADING))
    if len(lines) > most:  # nobody's headline, but a headline may hold anything
        lines = [*lines[: most - 1], lines[most - 1].rstrip(" .,") + "…"]
    return lines, font


def _breaks_words(lines: list[str], text: str) -> bool:
    return " ".join(lines) != text


def _on_photo(words: Words, photo: Image.Image, focal: tuple[int, int]) -> Image.Image:
    # The words take the lower half, so what matters is brought into the upper one.
    picture = photo.crop(_part(photo.size, SIZE, focal, up=28)).resize(
        SIZE, Image.Resampling.LANCZOS
    )
    lines, font = _fit(words.headline, ON_PHOTO)
    top = SIZE[1] - BAND - 32 - _height_of(lines, font, words)
    dark = Image.new("L", (1, SIZE[1]))
    for y in range(SIZE[1]):
        share = min(1, max(0, (y - top + CLEAR) / (CLEAR + 12)))
        dark.putpixel((0, y), round(255 * (0.04 + 0.8 * share * share * (3 - 2 * share))))
    picture.paste(Image.new("RGB", SIZE, INK), mask=dark.resize(SIZE))
    _set(picture, words, lines, font, top, ON_PHOTO)
    return picture


def _on_paper(words: Words) -> Image.Image:
    picture = Image.new("RGB", SIZE, PAPER)
    lines, font = _fit(words.headline, ON_PAPER)
    top = (SIZE[1] - BAND - _height_of(lines, font, words)) // 2
    _set(picture, words, lines, font, top, ON_PAPER)
    return picture


def _neutral(site: str) -> Image.Image:
    """Return the picture of a page without a headline: the name of the site, and nothing else."""
    picture = Image.new("RGB", SIZE, MARK)
    draw = ImageDraw.Draw(picture)
    lines, font = _fit(site.upper(), Frame(400, 190, 60, INK, INK))
    height = round(font.size * LEADING)
    top = (SIZE[1] - height * len(lines)) // 2
    for number, line in enumerate(lines):
        middle = (SIZE[0] / 2, top + height * (number + 0.5))
        draw.text(middle, line, fill=INK, font=font, anchor="mm")
    return picture


def _height_of(lines: list[str], font: ImageFont.FreeTypeFont, words: Words) -> int:
    over = OVER + GAP_OVER if words.section or words.label else 0
    return over + round(len(lines) * font.size * LEADING)


def _set(
    picture: Image.Image,
    words: Words,
    lines: list[str],
    font: ImageFont.FreeTypeFont,
    top: int,
    frame: Frame,
) -> None:
    """Set label, section and headline below each other from `top` on, and the masthead's band."""
    draw = ImageDraw.Draw(picture)
    sans, left, right = _font(SANS, OVER), MARGIN, SIZE[0] - MARGIN
    if words.label:
        label, small = words.label.upper(), _font(SANS, OVER - 6)
        box = (left, top - 5, left + small.getlength(label) + 28, top + OVER + 7)
        draw.rectangle(box, fill=MARK)
        draw.text((left + 14, top + OVER / 2 + 1), label, fill=INK, font=small, anchor="lm")
        left = round(box[2]) + 20
    if words.section:
        section = _cut_off(words.section, sans, right - left)
        draw.text((left, top + OVER / 2), section, fill=frame.over, font=sans, anchor="lm")
    if words.label or words.section:
        top += OVER + GAP_OVER
    for line in lines:
        baseline = top + font.size * 0.92
        draw.text((MARGIN, baseline), line, fill=frame.ink, font=font, anchor="ls")
        top += font.size * LEADING
    draw.rectangle((0, SIZE[1] - BAND, *SIZE), fill=MARK)
    name = _font(HEAD, 42)
    site = _cut_off(words.site.upper(), name, right - MARGIN)
    draw.text((MARGIN, SIZE[1] - BAND / 2), site, fill=INK, font=name, anchor="lm")


def _cut_off(text: str, font: ImageFont.FreeTypeFont, width: float) -> str:
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(text + "…") > width:
        text = text[:-1]
    return text.rstrip() + "…"


def _largest(size: tuple[int, int], shape: tuple[int, int]) -> tuple[int, int]:
    """Return width and height of the largest part of this shape."""
    width = min(size[0], size[1] * shape[0] // shape[1])
    return width, min(size[1], max(1, width * shape[1] // shape[0]))


def _part(
    size: tuple[int, int], shape: tuple[int, int], focal: tuple[int, int], *, up: int
) -> tuple[int, int, int, int]:
    """Return the box of the largest part of this shape.

    The focal point stands in its middle across and at `up` percent from its top, or as near to
    that as the picture reaches.
    """
    width, height = _largest(size, shape)
    left = round(size[0] * focal[0] / 100 - width / 2)
    top = round(size[1] * focal[1] / 100 - height * up / 100)
    left = min(max(left, 0), size[0] - width)
    top = min(max(top, 0), size[1] - height)
    return left, top, left + width, top + height


def _small_enough(picture: Image.Image) -> Encoded:
    """Encode a share picture so that it has fewer bytes than a messenger allows."""
    for quality in (84, 76, 68, 58):
        made = encode(picture, Rendition.Format.JPEG, quality=quality)
        if len(made.content) < MOST_BYTES:
            return made
    # Foliage, gravel, noise: what cannot be encoded small is not seen at this size either.
    blurred = picture.filter(ImageFilter.GaussianBlur(1.5))
    return encode(blurred, Rendition.Format.JPEG, quality=45)
