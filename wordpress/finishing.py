"""What can be said only when every story is here: addresses of labels, authors, files, menus."""

from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from django.db.models import Q

from articles.models import Author, OldAddress, Tag
from articles.models.tags import tag_key
from wordpress import addresses
from wordpress.models import OldItem
from wordpress.people import People
from wordpress.placing import Place, Places
from wordpress.survey import Survey

Outcome = OldItem.Outcome
CHUNK = 500


def finish(survey: Survey, places: Places, people: People, bases: Mapping[str, str]) -> int:
    """Keep the addresses of everything that is no story; return how many."""
    count = 0
    for base in dict.fromkeys(bases.values()):
        count += addresses.keep(_of_labels(survey, places, base))
        count += addresses.keep(_of_authors(survey, people, base))
    for site, base in bases.items():
        count += _of_the_rest(site, base)
    return count


def _of_labels(survey: Survey, places: Places, base: str) -> Iterator[OldAddress]:
    tags = {tag.key: tag for tag in Tag.objects.all().iterator(chunk_size=2000)}
    parents = {slug: term.parent for (_kind, slug), term in survey.terms.items()}
    for (taxonomy, slug), term in survey.terms.items():
        if taxonomy == "category":
            place = places.by_slug.get(slug, Place())
            folder, slugs = addresses.CATEGORY_BASE, _chain(slug, parents)
            tag = tags.get(tag_key(place.tag)) if place.tag else None
            target = {"category": place.category} if place.category else {"tag": tag}
        else:
            folder, slugs = addresses.TAG_BASE, [slug]
            target = {"tag": tags.get(tag_key(term.name))}
        if not any(target.values()):
            target = {"leads_to": addresses.LATEST}
        paths = addresses.of_label(base, folder, slugs, term.term_id)
        yield from addresses.rows(paths, **target)


def _chain(slug: str, parents: Mapping[str, str]) -> list[str]:
    """Return a category's slug and those above it, the top one first; a circle is cut."""
    chain = [slug]
    while (above := parents.get(chain[0], "")) and above not in chain and len(chain) < 20:
        chain.insert(0, above)
    return chain


def _of_authors(survey: Survey, people: People, base: str) -> Iterator[OldAddress]:
    logins = {login: author.author_id for login, author in survey.authors.items()}
    logins |= {login: "" for login in survey.creators if login and login not in logins}
    for login, number in logins.items():
        author = people.by_name.get(people.name_of(login).lower())
        has_page = author is not None and Author.objects.filter(pk=author.pk).exists()
        target = {"author": author} if has_page else {"leads_to": addresses.LATEST}
        paths = addresses.of_author(base, unquote(login), number)
        yield from addresses.rows(paths, **target)


def _of_the_rest(site: str, base: str) -> int:
    """Lead attachments to the story they hang on, lines of menus to what they name."""
    rest = OldItem.objects.filter(site=site).filter(
        Q(kind="attachment") | Q(outcome=Outcome.NOT_KEPT, status="publish")
    )
    count, last = 0, 0
    while chunk := list(rest.filter(pk__gt=last).select_related("photo").order_by("pk")[:CHUNK]):
        last = chunk[-1].pk
        parents = {item.parent for item in chunk} - {""}
        above = {
            item.key: item
            for item in OldItem.objects.filter(site=site, key__in=parents)
            .exclude(kind__in=["attachment", "nav_menu_item"])
            .select_related("page")
        }
        found: list[OldAddress] = []
        for item in chunk:
            paths = [item.path, f"{base}?p={item.key}", f"{base}?attachment_id={item.key}"]
            known = paths if item.key.isdecimal() else paths[:1]
            found += addresses.rows(known, **_target(item, above.get(item.parent)))
        count += addresses.keep(found)
    return count


def _target(item: OldItem, above: OldItem | None) -> dict[str, object]:
    if above is not None and above.outcome == Outcome.PUBLIC:
        return {"article_id": above.number}
    if above is not None and above.page:
        return {"page": above.page}
    if item.photo is not None and item.photo.display:
        return {"leads_to": item.photo.display.url}
    return {"leads_to": addresses.LATEST}
