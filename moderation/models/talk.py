"""What people say to each other about a draft: comments, notices, links for guests."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from moderation.models.draft import Draft
from moderation.models.record import Revision, Transition

PERSON = settings.AUTH_USER_MODEL


class PreviewLink(models.Model):
    """An address below /meja/ under which somebody without an account reads one draft.

    Only a digest of the secret in it is kept, so nobody reads the address out of the database.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="preview_links")
    digest = models.CharField(max_length=64, unique=True)
    guest = models.CharField(
        _("for whom"), max_length=120, help_text=_("Name and office of who will read.")
    )
    by = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        PERSON,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("revoked by"),
    )
    # What the guest confirmed, and which words those were.
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmed_revision = models.ForeignKey(
        Revision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed version"),
    )

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="preview_link_ends",
                condition=Q(expires_at__gt=F("at")),
                violation_error_message=_("A link ends after it was made."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.guest}"


class PreviewVisit(models.Model):
    """That a preview link was opened: when, and which version was shown. Nothing of the guest."""

    link = models.ForeignKey(PreviewLink, on_delete=models.PROTECT, related_name="visits")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.link_id}: {self.at:%Y-%m-%d %H:%M}"


class Comment(models.Model):
    """A remark about a passage of a draft, or an answer to one.

    `quote` is the passage as it was in `revision`, `context` what stood before it: with both it
    is found again after the text has changed.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="comments")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    quote = models.TextField(_("passage"), blank=True, max_length=1000)
    context = models.TextField(blank=True, max_length=200)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    text = models.TextField(_("comment"), max_length=4000)
    by = models.ForeignKey(
        PERSON,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    link = models.ForeignKey(
        PreviewLink, on_delete=models.PROTECT, null=True, blank=True, related_name="comments"
    )
    at = models.DateTimeField(_("at"))
    mentions = models.ManyToManyField(PERSON, blank=True, related_name="+")
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        PERSON,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("resolved by"),
    )

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["id"]
        default_permissions = ()
        indexes = [
            models.Index(
                F("draft"),
                condition=Q(parent=None, resolved_at=None),
                name="comment_open",
            ),
            models.Index(F("at").desc(), F("id").desc(), name="comment_when"),
            models.Index(F("by"), F("at").desc(), F("id").desc(), name="comment_of_person"),
        ]
        constraints = [
            models.CheckConstraint(
                name="comment_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Write a comment."),
            ),
            models.CheckConstraint(
                name="comment_has_one_author",
                condition=Q(by__isnull=False, link=None) | Q(by=None, link__isnull=False),
                violation_error_message=_("A comment is by a person of the desk or by a guest."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Notice(models.Model):
    """Something at the desk that concerns one person: in the desk with a badge, and by mail."""

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", _("Submitted to my desk")
        RETURNED = "returned", _("My story was returned")
        DECIDED = "decided", _("My story was released, scheduled, withdrawn or spiked")
        COMMENTED = "commented", _("Comment on my story")
        MENTIONED = "mentioned", _("Somebody mentions me")
        DUE = "due", _("Due soon")
        MISSED = "missed", _("A scheduled release was missed")
        SECOND = "second", _("A second pair of eyes is needed")
        ASSIGNED = "assigned", _("An assignment for me")
        LETTER = "letter", _("A reader's letter")
        VERIFY_SOON = "verify_soon", _("A story that is out has to be verified within the hour")
        VERIFY = "verify", _("A story that is out has not been verified in time")
        RELEASE = "release", _("A press release came by mail")
        STANDARDS = "standards", _("A rule of language is let stand more often than followed")
        ALARM = "alarm", _("Somebody may have broken in")

    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    draft = models.ForeignKey(
        Draft, on_delete=models.CASCADE, null=True, blank=True, related_name="notices"
    )
    transition = models.ForeignKey(
        Transition, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    # Where it leads and what it says when it is about none of these.
    address = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    by = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("at"))
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    # By mail: empty, then when it was sent, or why it could not be.
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True)
    mail_error = models.TextField(_("why the mail failed"), blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-id"]
        default_permissions = ()
        indexes = [
            models.Index(F("person"), F("id").desc(), name="notice_latest"),
            models.Index(F("person"), condition=Q(read_at=None), name="notice_unread"),
            models.Index(F("id"), condition=~Q(mail_error=""), name="notice_failed"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.kind}"


class NoticeChoice(models.Model):
    """How a person wants a kind of notice by mail. Without a row: at once for what needs an act."""

    class Mail(models.TextChoices):
        NEVER = "never", _("no mail")
        NOW = "now", _("at once")
        DAILY = "daily", _("in the daily digest")

    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="notice_choices")
    kind = models.CharField(_("kind"), max_length=20, choices=Notice.Kind)
    mail = models.CharField(_("by mail"), max_length=10, choices=Mail)

    class Meta:
        verbose_name = _("choice of notices")
        verbose_name_plural = _("choices of notices")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="notice_choice_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.kind}"


class SavedFilter(models.Model):
    """A list of drafts that somebody looks at often: for them, or for everybody."""

    owner = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="saved_filters")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=500)
    is_shared = models.BooleanField(_("for everybody"), default=False)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name", "id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="saved_filter_name_once",
                violation_error_message=_("You have a filter of this name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
