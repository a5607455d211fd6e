import io

import pytest
from PIL import Image

from photos import renditions
from photos.models import Rendition
from photos.renditions import Refused
from tests.photos import files


def decoded(encoded) -> Image.Image:
    image = Image.open(io.BytesIO(encoded.content))
    image.load()
    return image


def is_red(pixel) -> bool:
    red, green, blue = pixel
    return red > 180 and green < 80 and blue < 80


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_the_four_kinds_are_taken_and_shown_as_jpeg(kind):
    file = files.upload(files.encode(files.picture(2000, 1000), kind), "lies.gif", "image/gif")
    inspected = renditions.inspect(file)
    display = renditions.make_display(file)
    assert (inspected.kind, inspected.width, inspected.height) == (kind, 2000, 1000)
    assert decoded(display).format == "JPEG"
    assert (display.width, display.height) == (1600, 800)


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<!doctype html><script>alert(1)</script>",
        b"This is a text.",
        b"%PDF-1.7\n%\xff\xd8\xff",
        b"GIF89a/*\xff\xd8\xff*/=1;",
        b"",
        files.encode(files.picture(), "GIF"),
        files.encode(files.picture(), "TIFF"),
        files.encode(files.picture(), "BMP"),
        files.encode(files.picture(), "AVIF"),
        files.encode(files.picture(), "JPEG2000"),
    ],
    ids=[
        "svg",
        "html",
        "text",
        "pdf",
        "gif-polyglot",
        "empty",
        "gif",
        "tiff",
        "bmp",
        "avif",
        "jp2",
    ],
)
def test_nothing_else_is_taken_whatever_its_name(content):
    with pytest.raises(Refused, match="JPEG"):
        renditions.inspect(files.upload(content, "foto.jpg", "image/jpeg"))


def test_what_hides_behind_a_picture_is_not_served():
    content = files.encode(files.picture()) + b"<script>alert(1)</script>PK\x03\x04<?php evil();"
    display = renditions.make_display(files.upload(content))
    assert b"script" not in display.content
    assert b"php" not in display.content


def test_a_bomb_is_refused_before_it_is_decoded(monkeypatch):
    bomb = files.png_that_says(13_000, 13_000)  # below the library's own error, 169 megapixels
    assert len(bomb) < 300_000
    monkeypatch.setattr(Image.Image, "load", forbidden)
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", forbidden)
    for step in (renditions.inspect, renditions.make_display):
        with pytest.raises(Refused, match="50"):
            step(files.upload(bomb, "bomb.png"))


def forbidden(*args, **kwargs):
    raise AssertionError("decoded")


@pytest.mark.parametrize(("height", "taken"), [(5_000, True), (5_001, False), (6_000, False)])
def test_the_limit_is_fifty_megapixels(height, taken):
    file = files.upload(files.png_that_says(10_000, height), "besar.png")
    if taken:
        assert renditions.inspect(file).height == height
    else:
        with pytest.raises(Refused):
            renditions.inspect(file)


def test_frames_are_counted():
    frames = [files.picture(2000, 2000, color) for color in ["teal", "navy"] * 7]
    still, *rest = frames
    moving = files.encode(still, "WEBP", save_all=True, append_images=rest, quality=1)
    with pytest.raises(Refused, match="50"):
        renditions.inspect(files.upload(moving))


@pytest.mark.parametrize("kind", ["WEBP", "PNG"])
def test_a_moving_picture_is_refused_by_that_name(kind):
    moving = files.encode(
        files.picture(40, 40), kind, save_all=True, append_images=[files.picture(40, 40, "navy")]
    )
    with pytest.raises(Refused, match=r"still|diam"):
        renditions.inspect(files.upload(moving))


def test_a_jpeg_of_several_pictures_shows_the_first_and_counts_all():
    def several(width: int, height: int) -> bytes:
        first, second = files.picture(width, height), files.picture(width, height, "navy")
        return files.encode(first, "MPO", save_all=True, append_images=[second])

    taken = files.upload(several(400, 300))
    assert Image.open(taken).format == "MPO"
    assert renditions.inspect(taken).kind == "JPEG"
    assert is_red(decoded(renditions.make_display(taken)).getpixel((5, 5)))
    with pytest.raises(Refused, match="50"):
        renditions.inspect(files.upload(several(5100, 5000)))


def test_too_many_bytes_are_refused_unread(monkeypatch):
    monkeypatch.setattr(renditions, "MAX_BYTES", 1000)
    with pytest.raises(Refused, match="MB"):
        renditions.inspect(files.jpeg_file())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_file_that_was_cut_off_is_refused(kind, share):
    noise = Image.effect_noise((600, 400), 60).convert("RGB")
    content = files.encode(noise, kind)
    with pytest.raises(Refused):
        renditions.make_display(files.upload(content[: int(len(content) * share)]))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_applied(orientation):
    upright = files.picture(900, 600)
    undo = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    stored = upright if undo is None else upright.transpose(undo)
    content = files.encode(stored, exif=files.exif_with_secrets(orientation))
    shown = decoded(renditions.make_display(files.upload(content)))
    assert shown.size == (900, 600)
    assert is_red(shown.getpixel((10, 10)))
    assert not is_red(shown.getpixel((890, 590)))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_place_and_camera_are_in_nothing_that_is_served(kind):
    content = files.encode(
        files.picture(),
        kind,
        exif=files.exif_with_secrets(),
        xmp=files.xmp("<dc:creator><rdf:Seq><rdf:li>Sari</rdf:li></rdf:Seq></dc:creator>"),
        icc_profile=files.srgb_profile(),
        comment=b"comment",
    )
    assert files.GPS_WORDS in content  # else this test proves nothing
    shown = renditions.make_display(files.upload(content))
    for secret in (files.GPS_WORDS, files.CAMERA.encode(), b"SERIAL", b"Exif", b"http", b"comment"):
        assert secret not in shown.content
    image = decoded(shown)
    assert not image.getexif()
    assert set(image.info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }


def test_colours_are_converted_by_the_profile_before_it_is_dropped():
    swapped = files.encode(files.picture(), "PNG", icc_profile=files.red_is_green_profile())
    red, green, blue = decoded(renditions.make_display(files.upload(swapped))).getpixel((5, 5))
    assert green > 180
    assert max(red, blue) < 80


@pytest.mark.parametrize(
    ("mode", "value", "shown"),
    [
        ("RGBA", (0, 0, 0, 0), (255, 255, 255)),
        ("LA", (0, 0), (255, 255, 255)),
        ("L", 90, (90, 90, 90)),
        ("1", 1, (255, 255, 255)),
        ("P", 0, (0, 0, 0)),
        ("I;16", 40_000, (155, 155, 155)),
    ],
)
def test_every_mode_of_a_png_can_be_shown(mode, value, shown):
    content = files.encode(Image.new(mode, (50, 40), value), "PNG")
    pixel = decoded(renditions.make_display(files.upload(content))).getpixel((20, 20))
    assert pixel == pytest.approx(shown, abs=3)


def test_a_cmyk_jpeg_with_a_broken_profile_is_shown():
    content = files.encode(Image.new("CMYK", (60, 40), (0, 255, 255, 0)), icc_profile=b"broken")
    assert is_red(decoded(renditions.make_display(files.upload(content))).getpixel((20, 20)))


def test_small_pictures_are_never_enlarged():
    display = renditions.make_display(files.jpeg_file(120, 90))
    assert (display.width, display.height) == (120, 90)


def test_the_small_format_is_avif_and_webp_where_there_is_none(monkeypatch):
    assert renditions.rendition_formats() == (Rendition.Format.AVIF, Rendition.Format.JPEG)
    monkeypatch.setattr(renditions.features, "check", lambda name: False)
    assert renditions.rendition_formats() == (Rendition.Format.WEBP, Rendition.Format.JPEG)


def test_the_lock_is_free_after_a_refusal():
    with pytest.raises(Refused):
        renditions.make_display(files.upload(b"\xff\xd8\xff broken"))
    assert not renditions._one_at_a_time.locked()
