"""The pages of the plan; below /meja/, behind the staff login."""

from datetime import date

from django.contrib import admin
from django.urls import path, register_converter

from planning import views

guard = admin.site.admin_view


class PlanDayConverter:
    """A day as `2026-11-23`, as a date field sends it."""

    regex = "20[0-9]{2}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(PlanDayConverter, "plan-day")

urlpatterns = [
    path("rencana/", guard(views.plans), name="plans"),
    path("rencana/pekan/", guard(views.week), name="plan-week"),
    path("rencana/pekan/<plan-day:day>/", guard(views.week), name="plan-week"),
    path("rencana/anggaran/", guard(views.budget), name="plan-budget"),
    path("rencana/anggaran/<plan-day:day>/", guard(views.budget), name="plan-budget"),
    path("rencana/baru/", guard(views.add), name="plan-add"),
    path("rencana/<int:pk>/", guard(views.plan), name="plan"),
    path("rencana/<int:pk>/pindah/", guard(views.move), name="plan-move"),
    path("rencana/<int:pk>/ambil/", guard(views.take), name="plan-take"),
    path("rencana/<int:pk>/tulis/", guard(views.start), name="plan-start"),
    path("rencana/<int:pk>/tutup/", guard(views.close), name="plan-close"),
]
