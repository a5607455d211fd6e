"""Real picture files, made here: good ones, damaged ones, hostile ones."""

import io
import struct
import zlib
from typing import Any

import pillow_heif
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

pillow_heif.register_heif_opener()

GPS_WORDS = b"GPS-OF-THE-SOURCE"
CAMERA = "SecretCam 3000"


def picture(width: int = 800, height: int = 600, color: str = "teal") -> Image.Image:
    """A picture whose left top corner is red, so that one sees how it was turned."""
    image = Image.new("RGB", (width, height), color)
    ImageDraw.Draw(image).rectangle((0, 0, width // 4, height // 4), fill="red")
    return image


def encode(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def upload(content: bytes, name: str = "foto.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, kind)


def jpeg_file(
    width: int = 800, height: int = 600, name: str = "foto.jpg", color: str = "teal"
) -> SimpleUploadedFile:
    return upload(encode(picture(width, height, color)), name)


def exif_with_secrets(orientation: int = 1) -> Image.Exif:
    """Exif as a phone writes it: place, camera, a serial number, the person's name, the time."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = CAMERA
    exif[0x013B] = "Exif Person"
    exif.get_ifd(0x8769)[0x9003] = "2025:05:14 10:00:00"
    exif.get_ifd(0x8769)[0xA431] = "SERIAL-4711"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "S", (6.0, 10.0, 30.0), "E", (106.0, 49.0, 30.0)
    place[0x1D] = GPS_WORDS.decode()
    return exif


def iim(**datasets: str) -> bytes:
    """Return IPTC datasets of record 2; names are `d<number>`, as in d80 for the creator."""
    block = b"\x1c\x01\x5a\x00\x03\x1b%G"
    for name, text in datasets.items():
        value = text.encode()
        block += b"\x1c\x02" + bytes([int(name[1:])]) + len(value).to_bytes(2) + value
    return block


def with_iptc(jpeg: bytes, block: bytes) -> bytes:
    """Return the JPEG with the datasets in a Photoshop segment, as agencies send it."""
    padded = block + b"\x00" * (len(block) % 2)
    resource = b"8BIM\x04\x04\x00\x00" + len(block).to_bytes(4) + padded
    body = b"Photoshop 3.0\x00" + resource
    return jpeg[:2] + b"\xff\xed" + (len(body) + 2).to_bytes(2) + body + jpeg[2:]


def xmp(words: str) -> bytes:
    """Return an XMP packet whose description holds `words`."""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        ' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"'
        ' photoshop:Credit="ANTARA FOTO" photoshop:DateCreated="2025-05-13T08:00:00+07:00">'
        f"{words}</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def png_that_says(width: int, height: int) -> bytes:
    """Return a small file that claims to be a large picture of one colour, and decodes to it."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)

    # What a hundred rows are packed into is repeated: nobody waits for the millions of dots.
    packer = zlib.compressobj(9, wbits=-15)
    many = packer.compress(bytes(100 * (width + 1))) + packer.flush(zlib.Z_FULL_FLUSH)
    rest = packer.compress(bytes(height % 100 * (width + 1))) + packer.flush()
    adler = height * (width + 1) % 65521 << 16 | 1  # of nothing but zeros
    rows = b"\x78\xda" + many * (height // 100) + rest + adler.to_bytes(4)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def with_xmp(image: Image.Image, kind: str, packet: bytes) -> bytes:
    if kind != "PNG":
        return encode(image, kind, xmp=packet)
    text = PngImagePlugin.PngInfo()
    text.add_itxt("XML:com.adobe.xmp", packet.decode())
    return encode(image, kind, pnginfo=text)


def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def red_is_green_profile() -> bytes:
    """Return sRGB with its red and green primaries exchanged."""
    return (
        srgb_profile().replace(b"rXYZ", b"tmp_").replace(b"gXYZ", b"rXYZ").replace(b"tmp_", b"gXYZ")
    )
