"""Everything that opens a picture; `photos.posters` draws, and no other module imports Pillow.

A picture is a stranger's file. Its kind is told by its first bytes, its size is checked before a
pixel is decoded, one is decoded at a time per process, and what is served is encoded anew from
bare pixels: no place, no camera, no thumbnail, no comment, no colour profile.
"""

import hashlib
import io
import logging
import secrets
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

import pillow_heif
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, features

from photos import metadata
from photos.models import Photo, Rendition

logger = logging.getLogger(__name__)

MAX_BYTES = 40 * 1024 * 1024
MAX_PIXELS = 50_000_000  # all frames together; decoded, that is 200 MB at four bytes a pixel
MAX_PROFILE = 4 * 1024 * 1024  # bytes; press profiles for CMYK have up to 2 MB
DISPLAY_BOX = (1600, 3200)  # 1600 wide; the height bounds only panoramas turned upright
FORMATS = {  # how each is encoded; q55 looks like JPEG q80 at half its bytes
    Rendition.Format.AVIF: {"quality": 55, "speed": 7, "max_threads": 1},
    Rendition.Format.WEBP: {"quality": 78, "method": 4},
    Rendition.Format.JPEG: {"quality": 80, "progressive": True, "optimize": True},
}
SUFFIXES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "HEIF": "heic"}
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis"}

# The library's own pixel check warns above this number and raises above twice of it; the warning
# is made an error below. Ours comes first and counts frames, this one stands behind it.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
pillow_heif.register_heif_opener(thumbnails=False)

_one_at_a_time = threading.Lock()


class Refused(Exception):
    """This file is not taken; the message says why in words for the person who sent it."""


class _NotWanted(Exception):
    """The photo was deleted or taken down while its renditions were made."""


@dataclass(frozen=True)
class Inspected:
    """What a file says about itself before it is decoded."""

    kind: str  # JPEG, PNG, WEBP or HEIF
    width: int  # pixels, as stored: before orientation is applied
    height: int
    bytes: int
    sha256: str
    metadata: metadata.Metadata

    @property
    def suffix(self) -> str:
        return SUFFIXES[self.kind]


@dataclass(frozen=True)
class Encoded:
    """A picture ready to be served."""

    content: bytes
    width: int
    height: int

    def name(self, suffix: str) -> str:
        """Return a name that nobody can guess and no other file ever has.

        Not a hash of the content: what was taken down and is put back gets new addresses.
        """
        chance = secrets.token_hex(16)
        return f"photos/{chance[:2]}/{chance}.{suffix}"


def inspect(file: BinaryIO) -> Inspected:
    """Check kind, bytes and pixels of a seekable file and read its words, without decoding it.

    Raises Refused. A damaged file may pass here: only `make_display()` sees every byte of it.
    """
    size = file.seek(0, io.SEEK_END)
    if size > MAX_BYTES:
        raise Refused(
            _("The file has %(size)d MB; at most %(limit)d MB are taken. Save it smaller.")
            % {"size": -(-size // 1024**2), "limit": MAX_BYTES // 1024**2}
        )
    with _opened(file) as image:
        words = _words_of(image)
        kind = "JPEG" if image.format == "MPO" else str(image.format)
        width, height = image.size
    file.seek(0)
    return Inspected(
        kind=kind,
        width=width,
        height=height,
        bytes=size,
        sha256=hashlib.file_digest(file, "sha256").hexdigest(),
        metadata=words,
    )


def words_of_head(head: bytes) -> metadata.Metadata:
    """Return the words at the beginning of a JPEG whose pixels are not here; none if unreadable.

    A browser that sends a smaller picture loses them; nothing of these bytes is decoded or kept.
    """
    try:
        with Image.open(io.BytesIO(head), formats=["JPEG"]) as image:
            return _words_of(image)
    except Exception:  # a stranger's bytes, cut off on purpose, and nothing here is needed
        return metadata.Metadata()


def make_display(file: BinaryIO) -> Encoded:
    """Return the JPEG that pages show until there is something better. Raises Refused."""
    return encode(opened(file), Rendition.Format.JPEG)


def opened(file: BinaryIO, box: tuple[int, int] = DISPLAY_BOX) -> Image.Image:
    """Return the upright pixels of a file in sRGB, within `box`. Raises Refused."""
    with _opened(file) as image:
        return _pixels(image, box)


def make_renditions(photo: Photo) -> int:
    """Make the renditions of `photo` that do not exist yet; return how many were made.

    Never wider than the displayed picture, so nothing is scaled up. Any number of processes may
    do this at once: the database keeps one of each. Of a photo that was taken down none is made.
    """
    if photo.is_taken_down:
        return 0
    wanted = [
        (kind, width)
        for width in Rendition.Width
        if width < photo.width
        for kind in rendition_formats()
    ]
    existing = set(photo.renditions.values_list("format", "width"))
    missing = [one for one in wanted if one not in existing]
    if not missing:
        return 0
    widest = max(width for _kind, width in missing)
    with photo.original.open("rb") as file, _opened(file) as image:
        pixels = _pixels(image, _box(photo, widest))
    return sum(_make_one(photo, pixels, kind, width) for kind, width in missing)


def rendition_formats() -> tuple[Rendition.Format, Rendition.Format]:
    """Return the small format and the one that every browser reads.

    AVIF is half of WebP at newspaper sizes; WebP steps in where Pillow was built without AVIF.
    """
    small = Rendition.Format.AVIF if features.check("avif") else Rendition.Format.WEBP
    return small, Rendition.Format.JPEG


def _make_one(photo: Photo, pixels: Image.Image, kind: Rendition.Format, width: int) -> bool:
    smaller = pixels.copy()
    smaller.thumbnail(_box(photo, width), Image.Resampling.LANCZOS)
    encoded = encode(smaller, kind)
    name = save(default_storage, encoded.name(kind.value), encoded.content)
    try:
        with transaction.atomic():
            # The lock lets nobody take the photo down between the question and the row.
            locked = Photo.objects.usable().select_for_update(no_key=True).filter(pk=photo.pk)
            if not locked.exists():
                raise _NotWanted
            Rendition.objects.create(
                photo=photo,
                format=kind,
                width=width,
                height=encoded.height,
                file=name,
                bytes=len(encoded.content),
            )
    except (IntegrityError, _NotWanted):  # made by another process, or the photo is gone or down
        default_storage.delete(name)
        return False
    return True


def save(storage: Storage, name: str, content: bytes) -> str:
    """Write a file and return its name, which no other file had (so it may be deleted alone)."""
    return storage.save(name, ContentFile(content))


def _box(photo: Photo, width: int) -> tuple[int, int]:
    """Return a box of this width and of the displayed picture's shape, a pixel too high."""
    return width, -(-photo.height * width // photo.width) + 1


@contextmanager
def _opened(file: BinaryIO) -> Iterator[Image.Image]:
    """Open a checked picture; hold the lock until the caller is done with its pixels.

    Whatever a decoder raises becomes Refused: to the person who sent the file it all means that
    the file is damaged, and decoders raise nearly everything.
    """
    file.seek(0)
    kind = _kind(file.read(64))
    file.seek(0)
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(file, formats=[kind]) as image:
                _check_pixels(image)
                yield image
        except Refused:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise _too_many_pixels() from error
        except Exception as error:
            logger.info("A picture could not be read.", exc_info=True)
            raise Refused(
                _("The file is damaged or cut off. Export or send it once more.")
            ) from error


def _kind(head: bytes) -> str:
    """Tell the format from the first bytes; a name or a content type says nothing."""
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp":
        size = min(int.from_bytes(head[:4]), len(head))
        brands = {head[8:12], *(head[at : at + 4] for at in range(16, size, 4))}
        if brands & HEIC_BRANDS:
            return "HEIF"
    raise Refused(_("This is not a JPEG, PNG, WebP or HEIC picture. Nothing else is taken."))


def _check_pixels(image: Image.Image) -> None:
    """Refuse what would take too much memory, and moving pictures, before anything is decoded."""
    pixels = image.width * image.height
    frames = getattr(image, "n_frames", 1)
    # A JPEG of several pictures (MPO: phones add depth and brightness maps) is a still: the first
    # is shown, the others are never decoded. They are counted as if they had its size.
    if pixels * frames > MAX_PIXELS:
        raise _too_many_pixels()
    if frames > 1 and image.format in {"PNG", "WEBP"}:
        raise Refused(_("This picture moves. Send a single still picture."))


def _too_many_pixels() -> Refused:
    return Refused(
        _("The picture is too large; at most %(limit)d megapixels are taken. Save it smaller.")
        % {"limit": MAX_PIXELS // 1_000_000}
    )


def _pixels(image: Image.Image, box: tuple[int, int]) -> Image.Image:
    """Decode, turn upright, fit into `box` (never larger), and return bare sRGB pixels."""
    if image.getexif().get(0x0112, 1) in {5, 6, 7, 8}:  # stored on its side
        box = (box[1], box[0])
    if image.format in {"JPEG", "MPO"}:
        # The decoder itself scales by 2, 4 or 8: a fraction of the memory and time.
        scale = min(1, box[0] / image.width, box[1] / image.height)
        image.draft(None, (int(image.width * scale * 2), int(image.height * scale * 2)))
    image.load()
    profile = image.info.get("icc_profile")
    small = _with_plain_mode(image)
    small.thumbnail(box, Image.Resampling.LANCZOS)
    small = ImageOps.exif_transpose(small)
    small = _flat(_to_srgb(small, profile))
    small.info.clear()
    return small


def _with_plain_mode(image: Image.Image) -> Image.Image:
    """Return the picture in a mode that scales well: palettes, bits and 16 bits have none."""
    if image.mode.startswith("I"):
        plain = image.convert("I").point(lambda value: value / 257).convert("L")
    elif image.has_transparency_data:
        plain = image.convert("RGBA")
    elif image.mode in {"RGB", "L", "CMYK"}:
        return image  # not copied: it may be the largest thing in the process
    else:
        plain = image.convert("RGB")
    plain.info = dict(image.info)
    return plain


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert colours to what a picture without a profile means; phones write wider ones."""
    if not profile or len(profile) > MAX_PROFILE or image.mode not in {"RGB", "RGBA", "CMYK"}:
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(image, source, target, outputMode=mode) or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a broken profile: slightly wrong colours beat no picture


def _flat(image: Image.Image) -> Image.Image:
    """Lay a transparent picture on white, which is what a JPEG can hold."""
    if image.mode != "RGBA":
        return image.convert("RGB")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def encode(image: Image.Image, kind: Rendition.Format, **options: int) -> Encoded:
    """Return the file of a picture; `options` go before those of its format (`FORMATS`)."""
    out = io.BytesIO()
    image.save(out, kind.value, **FORMATS[kind] | options)
    return Encoded(out.getvalue(), image.width, image.height)


def _words_of(image: Image.Image) -> metadata.Metadata:
    return metadata.read(iptc=_iptc_of(image), xmp=_xmp_of(image), exif=_exif_words_of(image))


def _iptc_of(image: Image.Image) -> bytes:
    blocks = image.info.get("photoshop")  # a JPEG's image resource blocks, by number
    block = blocks.get(0x0404) if isinstance(blocks, dict) else None
    return block if isinstance(block, bytes) else b""


def _xmp_of(image: Image.Image) -> bytes:
    packet = image.info.get("xmp") or b""
    return packet.encode() if isinstance(packet, str) else packet


def _exif_words_of(image: Image.Image) -> dict[int, object]:
    """Return the tags that hold words; a broken block holds none."""
    try:
        exif = image.getexif()
        return {**exif, **exif.get_ifd(0x8769)}
    except Exception:  # a stranger's bytes, and nothing here is needed
        return {}
