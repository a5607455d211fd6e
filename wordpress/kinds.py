"""What the types and states of WordPress mean here. Nothing here knows Django."""

from datetime import datetime

from wordpress.items import Item

# What nobody ever read as a page of its own: parts of the machine.
MACHINERY = frozenset(
    {
        *("nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache"),
        *("user_request", "wp_block", "wp_template", "wp_template_part", "wp_global_styles"),
        *("wp_navigation", "wp_font_family", "wp_font_face", "elementor_library", "acf-field"),
        *("acf-field-group", "wpcf7_contact_form", "scheduled-action", "jp_img_sitemap"),
        *("jp_sitemap", "jp_sitemap_master", "feedback", "shop_order", "shop_coupon"),
        *("elementor_snippet", "elementor_font", "mc4wp-form", "postman_sent_mail"),
    }
)


def is_public(item: Item, moment: datetime | None, now: datetime) -> bool:
    """Say whether anybody could read the item there, without a password and by now."""
    return item.status == "publish" and not item.password and (moment is None or moment <= now)


def is_story(item: Item, also: frozenset[str] = frozenset()) -> bool:
    """Say whether an item becomes a story. `also` names further types that do, besides posts."""
    return item.post_type == "post" or item.post_type in also


def is_words(item: Item, also: frozenset[str] = frozenset()) -> bool:
    """Say whether an item is kept as words here: a story or a page, not a picture or machinery."""
    return is_story(item, also) or item.post_type == "page"


def is_empty(item: Item) -> bool:
    """Say whether nobody ever wrote anything into it: WordPress keeps one for each new window."""
    blank = not (item.title.strip() or item.content.strip() or item.excerpt.strip())
    return item.status == "auto-draft" or (blank and item.status != "publish")
