"""PDFs made by hand, as small as they can be."""

HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def content_of(lines: list[str]) -> bytes:
    """Return the drawing of a page: each line 14 points below the one before; "" leaves a gap."""
    shown = [
        f"BT /F1 10 Tf 1 0 0 1 72 {760 - 14 * place} Tm ({line}) Tj ET"
        for place, line in enumerate(lines)
        if line
    ]
    return "\n".join(shown).encode("cp1252")


def pdf(*pages: list[str] | bytes, trailer: str = "", filters: str = "") -> bytes:
    """Return a PDF with these pages: lines of words, or a drawing as it stands in the file."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        HELVETICA,
    ]
    for number, page in enumerate(pages):
        drawing = page if isinstance(page, bytes) else content_of(page)
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (5 + 2 * number)
        )
        head = f"<< /Length {len(drawing)} {filters} >>".encode()
        bodies.append(head + b"\nstream\n" + drawing + b"\nendstream")
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}trailer\n"
    end += f"<< /Root 1 0 R /Size {len(bodies) + 1} {trailer} >>\nstartxref\n{len(made)}\n%%EOF\n"
    return made + end.encode()
