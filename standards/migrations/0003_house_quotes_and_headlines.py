"""Two more choices of the house: the shape of quotation marks, and capitals in headlines."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("standards", "0002_stamp_of_the_standards")]

    operations = [
        migrations.AddField(
            model_name="housestyle",
            name="quotes",
            field=models.CharField(
                choices=[
                    ("lurus", 'straight: "…"'),
                    ("lengkung", "curly: “…”"),
                    ("bebas", "either"),
                ],
                default="bebas",
                max_length=8,
                verbose_name="quotation marks",
            ),
        ),
        migrations.AddField(
            model_name="housestyle",
            name="titles",
            field=models.CharField(
                choices=[("kapital", "A Capital for Each Word"), ("kalimat", "Like a sentence")],
                default="kapital",
                max_length=8,
                verbose_name="headlines",
            ),
        ),
    ]
