"""The form below each story: a right of reply, a right of correction, or a complaint.

Free of charge, without an account, a cookie or a script. The readers' role may add a letter and
read none (newsroom/roles.sql); how many there may be in an hour is counted by the database
(migration `letters_are_counted`). What becomes of a letter is the desk's business.
"""

from datetime import timedelta
from ipaddress import ip_address, ip_network
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.core.validators import validate_email
from django.db import DatabaseError, router, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles.html import one_line
from articles.models import Article, Letter

# Nobody reads and fills in the form in less; and a page that was open longer is asked once more.
LEAST_SECONDS = 3
MOST_SECONDS = 24 * 60 * 60
WAIT_SECONDS = 60 * 60

opened = Signer(salt="articles.letters.opened")
receipts = Signer(salt="articles.letters.receipt")
private = cache_control(private=True, no_store=True)


class TooManyLetters(Exception):
    """This sender, or all about this story, have sent too many letters within the hour."""


class Text(forms.CharField):
    """A text of several lines, whose line breaks count once as they do in a browser."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return super().to_python(str(value or "").replace("\r\n", "\n"))


class LetterForm(forms.Form):
    """A letter. `article_id` is the story it is about."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What do you ask for?"),
        choices=Letter.Kind,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you ask for.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Write your name.")},
    )
    contact = forms.CharField(
        label=gettext_lazy("Your e-mail address or telephone number"),
        max_length=160,
        help_text=gettext_lazy("So that we can answer you. It is not published."),
        error_messages={"required": gettext_lazy("Write how we can reach you.")},
    )
    standing = forms.CharField(
        label=gettext_lazy("What have you to do with the story?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "For example: I am named in it, I speak for the school. Needed for a right of reply."
        ),
    )
    text = Text(
        label=gettext_lazy("Your letter"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "Which passage is it, what is wrong, and what is right? Name what shows it. A reply no "
            "longer than the story can be published whole."
        ),
        error_messages={"required": gettext_lazy("Write your letter.")},
    )
    consent = forms.BooleanField(
        label=gettext_lazy(
            "What I write is true to my knowledge. The newsroom may use my name and contact to "
            "handle this letter."
        ),
        error_messages={"required": gettext_lazy("We need your consent to handle the letter.")},
    )
    # A trap: people do not see it, programs fill it in.
    nomor_lain = forms.CharField(required=False)
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, article_id: int) -> None:
        super().__init__(data, use_required_attribute=False)
        self.article_id = article_id
        if data is None:
            self.initial["opened"] = sign_opened(article_id)
        else:
            self.is_valid()  # judged as it was sent; then made ready to be sent again
            again = {"nomor_lain": "", "opened": sign_opened(article_id, ago=LEAST_SECONDS)}
            self.data = {**data.dict(), **again}
        for name, field in self.fields.items():
            notes = [f"{name}-note"] if field.help_text else []
            notes += [f"{name}-error"] if self.errors.get(name) else []
            if notes:
                field.widget.attrs["aria-describedby"] = " ".join(notes)

    def clean_contact(self) -> str:
        """Return an e-mail address or a telephone number, as it was written."""
        contact = one_line(self.cleaned_data["contact"])
        if "@" in contact:
            try:
                validate_email(contact)
            except ValidationError as error:
                raise ValidationError(
                    _("This is no e-mail address. Is it complete, as in nama@contoh.id?")
                ) from error
        elif sum(sign.isdigit() for sign in contact) < 8:
            raise ValidationError(_("Write an e-mail address or a telephone number."))
        return contact

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("name", "standing"):
            if name in cleaned:
                cleaned[name] = one_line(cleaned[name])
        if cleaned.get("kind") == Letter.Kind.REPLY and cleaned.get("standing") == "":
            self.add_error(
                "standing",
                _("A right of reply belongs to who is harmed: say what you have to do with it."),
            )
        if cleaned.get("nomor_lain"):
            raise ValidationError(
                _("A field that nobody sees was filled in. Look at the form and send it again.")
            )
        if not self.errors and (reason := self.why_not_opened(cleaned.get("opened", ""))):
            raise ValidationError(reason)
        return cleaned

    def why_not_opened(self, token: str) -> str:
        """Return what is wrong with when the form was opened; "" if nothing is."""
        try:
            article_id, _sep, then = opened.unsign(token).partition(".")
        except BadSignature:
            then = article_id = ""
        age = int(timezone.now().timestamp()) - int(then or 0)
        if article_id != str(self.article_id) or age > MOST_SECONDS:
            return _("The form was open for too long. Your words are still here: send them again.")
        if age < LEAST_SECONDS:
            return _("That was very quick. Read your letter once more, then send it.")
        return ""


def sign_opened(article_id: int, *, ago: int = 0) -> str:
    """Return what says, signed, when the form about a story was opened: now, or seconds `ago`."""
    return opened.sign(f"{article_id}.{int(timezone.now().timestamp()) - ago}")


@csrf_exempt  # there is no cookie to forge; `came_from_here` asks the browser
@private
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form about a story; take the letter, and lead to a page that can be loaded again.

    Whatever is refused comes back with every word that was typed. A letter that was written while
    its story was withdrawn is taken all the same.
    """
    about = get_object_or_404(Article.objects.only("slug", "headline", "withdrawn_at"), pk=pk)
    if request.method != "POST":
        if about.is_withdrawn:
            notice = get_object_or_404(Article, pk=pk)
            return render(request, "articles/withdrawn.html", {"article": notice}, status=410)
        return page(request, about, LetterForm(article_id=pk))
    form = LetterForm(request.POST, article_id=pk)
    if not came_from_here(request):
        form.add_error(
            None, _("Your browser does not say where the form came from. Send it again.")
        )
        return page(request, about, form, status=403)
    if not form.is_valid():
        return page(request, about, form, status=400)
    try:
        number = send(about, form.cleaned_data, sender_key=sender_key(request))
    except TooManyLetters:
        response = page(request, about, form, status=429, is_full=True)
        response.headers["Retry-After"] = str(WAIT_SECONDS)
        return response
    receipt = receipts.sign(f"{number}.{pk}")
    to = reverse("letter-sent", kwargs={"receipt": receipt})
    return HttpResponse(status=303, headers={"Location": to})


@private
@require_safe
def sent(request: HttpRequest, receipt: str) -> HttpResponse:
    """Confirm a letter. The receipt is signed: nobody makes one up, and it opens nothing."""
    try:
        number, _sep, pk = receipts.unsign(receipt).rpartition(".")
    except BadSignature as error:
        raise Http404("no such receipt") from error
    context = {"number": number, "story": reverse("story-number", kwargs={"pk": pk}), **promises()}
    return render(request, "articles/letter_sent.html", context)


def page(
    request: HttpRequest,
    about: Article,
    form: LetterForm,
    *,
    status: int = 200,
    is_full: bool = False,
) -> HttpResponse:
    context = {"about": about, "form": form, "is_full": is_full, **promises()}
    return render(request, "articles/letter.html", context, status=status)


def promises() -> dict[str, int]:
    """Return what readers are told about the time we take, and how long we keep their contact."""
    return {
        "answer_hours": settings.ANSWER_LETTERS_WITHIN // timedelta(hours=1),
        "keep_days": settings.KEEP_CONTACTS_FOR.days,
    }


def send(about: Article, words: dict[str, Any], *, sender_key: str) -> str:
    """Keep a letter and return its number for the sender, the first one's if it was sent twice.

    Raises TooManyLetters.
    """
    columns = {name: words[name] for name in ("kind", "name", "contact", "standing", "text")}
    made = Letter(article=about, sent_at=timezone.now(), sender_key=sender_key, **columns)
    try:
        with transaction.atomic(using=router.db_for_write(Letter)):
            made.save(force_insert=True)
    except DatabaseError as error:
        answer = error.__cause__
        match getattr(answer, "sqlstate", ""):  # what the trigger `count_letters` answers
            case "NL001":
                made.pk = int(answer.diag.message_detail)
            case "NL002":
                raise TooManyLetters from error
            case _:
                raise
    return made.reference


def came_from_here(request: HttpRequest) -> bool:
    """Say whether the browser sent a form of this very site.

    `Sec-Fetch-Site` is what browsers of today say and no page can forge; older ones name the
    `Origin`. Who says neither is no browser that people use.
    """
    ours = {settings.SITE_URL, f"{request.scheme}://{request.get_host()}"}
    origin = request.headers.get("Origin", "")
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site == "same-origin" and origin in {*ours, "", "null"}
    return origin in ours


def sender_key(request: HttpRequest) -> str:
    """Return a digest that counts one sender's letters of today and names nobody."""
    day = timezone.localdate().isoformat()
    address = sender_network(request)
    return salted_hmac(
        "articles.letters.sender", f"{day} {address}", algorithm="sha256"
    ).hexdigest()


def sender_address(request: HttpRequest) -> str:
    """Return the address that a request came from, as the proxies we trust tell it."""
    hops = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    text = forwarded[-hops] if 0 < hops <= len(forwarded) else request.META["REMOTE_ADDR"]
    return text.strip()


def sender_network(request: HttpRequest) -> str:
    """Return the sender's address; of IPv6 the network, which one household has for itself."""
    text = sender_address(request)
    try:
        address = ip_address(text)
    except ValueError:
        return text
    if address.version == 4:
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address, 64), strict=False))
