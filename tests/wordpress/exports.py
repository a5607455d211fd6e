"""Small exports of our own, with the traits of real ones."""

from html import escape
from pathlib import Path

HEAD = """<?xml version="1.0" encoding="{encoding}"?>
{before}<rss version="2.0"
  xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Kabar Lama</title><link>https://lama.example</link>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://lama.example</wp:base_site_url>
<wp:base_blog_url>https://lama.example</wp:base_blog_url>
"""
END = "</channel></rss>"


def author(login: str = "sri", name: str = "Sri Wahyuni") -> str:
    return (
        f"<wp:author><wp:author_id>3</wp:author_id><wp:author_login>{login}</wp:author_login>"
        f"<wp:author_display_name><![CDATA[{name}]]></wp:author_display_name></wp:author>\n"
    )


def category(name: str, slug: str, parent: str = "", number: int = 7) -> str:
    return (
        f"<wp:category><wp:term_id>{number}</wp:term_id>"
        f"<wp:category_nicename>{slug}</wp:category_nicename>"
        f"<wp:category_parent>{parent}</wp:category_parent>"
        f"<wp:cat_name><![CDATA[{name}]]></wp:cat_name></wp:category>\n"
    )


def item(number: int, title: str = "Pasar Baru Dibuka", **parts: object) -> str:
    """Return an item: `labels` are (domain, slug, name), `meta` a dict, `extra` raw XML."""
    slug = parts.get("name", f"pasar-{number}")
    kind = parts.get("post_type", "post")
    link = parts.get("link", f"https://lama.example/2019/03/05/{slug}/")
    date = parts.get("date", "2019-03-05 14:30:00")
    gmt = parts.get("gmt", "2019-03-05 07:30:00")
    labels = "".join(
        f'<category domain="{domain}" nicename="{nicename}"><![CDATA[{name}]]></category>'
        for domain, nicename, name in parts.get("labels", [("category", "kota", "Kota")])
    )
    meta = "".join(
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key>"
        f"<wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
        for key, value in parts.get("meta", {}).items()
    )
    return (
        f"<item><title>{escape(title)}</title><link>{escape(str(link))}</link>"
        f"<guid>https://lama.example/?p={number}</guid>"
        f"<dc:creator><![CDATA[{parts.get('creator', 'sri')}]]></dc:creator>"
        f"<content:encoded><![CDATA[{parts.get('content', '<p>Pasar dibuka.</p>')}]]>"
        f"</content:encoded>"
        f"<excerpt:encoded><![CDATA[{parts.get('excerpt', '')}]]></excerpt:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:post_date>{date}</wp:post_date>"
        f"<wp:post_date_gmt>{gmt}</wp:post_date_gmt><wp:post_name>{slug}</wp:post_name>"
        f"<wp:status>{parts.get('status', 'publish')}</wp:status>"
        f"<wp:post_parent>{parts.get('parent', 0)}</wp:post_parent>"
        f"<wp:post_type>{kind}</wp:post_type>"
        f"<wp:post_password>{parts.get('password', '')}</wp:post_password>"
        f"{labels}{meta}{parts.get('extra', '')}</item>\n"
    )


def attachment(number: int, file: str, parent: int = 0, **parts: object) -> str:
    url = f"https://lama.example/wp-content/uploads/{file}"
    extra = f"<wp:attachment_url>{url}</wp:attachment_url>"
    parts = {"name": file.rpartition("/")[2], "labels": [], "content": "", **parts}
    return item(
        number,
        str(parts.pop("title", "Foto")),
        post_type="attachment",
        status="inherit",
        parent=parent,
        extra=extra,
        **parts,
    )


def written(
    folder: Path, *parts: str, name: str = "ekspor.xml", encoding: str = "UTF-8", before: str = ""
) -> Path:
    """Write an export of these parts, with an author and a category unless they bring their own."""
    path = folder / name
    text = HEAD.format(encoding=encoding, before=before) + "".join(parts) + END
    path.write_bytes(text.encode(encoding.lower()))
    return path
