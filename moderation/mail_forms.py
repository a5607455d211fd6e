"""The form in which a person chooses what comes by mail."""

from typing import Any

from django import forms

from accounts.models import User
from moderation.models import Notice, NoticeChoice
from moderation.notices import default_mail

Kind = Notice.Kind

# Who can get a kind of notice at all: whoever has one of these. The others are everybody's who
# has to do with stories.
NEEDS = {
    Kind.SUBMITTED: ("moderation.release_draft",),
    Kind.SECOND: ("moderation.release_draft", "moderation.withdraw_article"),
    Kind.ASSIGNED: ("planning.view_assignment",),
    Kind.LETTER: ("moderation.handle_case",),
    Kind.RELEASE: ("moderation.release_draft",),
    Kind.ALARM: ("moderation.view_record",),
}
STORIES = ("moderation.view_draft",)


def kinds_of(person: User) -> list[Notice.Kind]:
    """Return the kinds of notices that `person` can get, in the order of the table."""
    return [kind for kind in Kind if any(person.has_perm(one) for one in NEEDS.get(kind, STORIES))]


class ChoicesForm(forms.Form):
    """One field for each kind of notice: no mail, at once, or in the daily digest."""

    def __init__(self, data: Any = None, *, person: User) -> None:
        super().__init__(data)
        self.person = person
        chosen = dict(person.notice_choices.values_list("kind", "mail"))
        for kind in kinds_of(person):
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                choices=NoticeChoice.Mail.choices,
                initial=chosen.get(kind.value, default_mail(kind)),
                widget=forms.RadioSelect,
            )

    def save(self) -> None:
        """Keep the choices: one row for each kind."""
        rows = [
            NoticeChoice(person=self.person, kind=kind, mail=mail)
            for kind, mail in self.cleaned_data.items()
        ]
        NoticeChoice.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["person", "kind"], update_fields=["mail"]
        )
