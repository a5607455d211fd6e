"""No standing page at an address that the site itself has now; one that was there moves aside."""

from django.db import migrations, models

TAKEN = (
    "api",
    "berita",
    "cari",
    "feed",
    "hak-jawab",
    "healthz",
    "huruf",
    "indeks",
    "kategori",
    "koreksi",
    "luring",
    "media",
    "meja",
    "oembed",
    "pencabutan",
    "penulis",
    "peta-situs",
    "ringkasan",
    "static",
    "tag",
    "terpopuler",
)


def move_aside(apps, schema_editor):
    """Let a page that stands at such an address go on at `<address>-halaman`."""
    pages = apps.get_model("articles", "Page").objects.using(schema_editor.connection.alias)
    for page in pages.filter(slug__in=TAKEN):
        pages.filter(pk=page.pk).update(slug=f"{page.slug[:52]}-halaman")


class Migration(migrations.Migration):
    dependencies = [("articles", "0019_stories_are_rendered_once")]

    operations = [
        migrations.RemoveConstraint(model_name="page", name="page_address_is_free"),
        migrations.RunPython(move_aside, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="page",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__in", TAKEN), _negated=True),
                name="page_address_is_free",
                violation_error_message="This address is used by the site itself.",
            ),
        ),
    ]
