from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from newsroom.roles import ROLES_SQL, apply_grants


class Command(BaseCommand):
    help = "Make the database roles of this newsroom and grant them what they need."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--print", action="store_true", help="print the SQL, change nothing")

    def handle(self, **options: Any) -> None:
        if options["print"]:
            self.stdout.write(ROLES_SQL.read_text())
            return
        using = "owner" if "owner" in connections else "default"
        try:
            apply_grants(using)
        except ImproperlyConfigured as error:
            self.stdout.write(ROLES_SQL.read_text())
            raise CommandError(str(error)) from error
        name = connections[using].settings_dict["NAME"]
        self.stdout.write(f"Roles {name}_desk and {name}_reader are ready.")
