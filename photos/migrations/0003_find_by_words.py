"""Find photos by parts of words without reading all of them.

pg_trgm comes with PostgreSQL and is trusted: whoever may create in the database may install it.
"""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models
from django.db.models.functions import Concat, Upper

SPACE = models.Value(" ")
SAID = Concat("caption", SPACE, "credit", SPACE, "creator", output_field=models.TextField())


class Migration(migrations.Migration):
    dependencies = [("photos", "0002_take_down")]

    operations = [
        TrigramExtension(),
        migrations.AddIndex(
            model_name="photo",
            index=GinIndex(OpClass(Upper(SAID), name="gin_trgm_ops"), name="photo_said"),
        ),
    ]
