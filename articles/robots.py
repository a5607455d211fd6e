"""What machines that come by themselves may do: be led by search, train models, read the desk.

Asking is all a robots.txt can do (RFC 9309); the desk is closed by other means.
"""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

# Those whose operators say that they collect for training models, or that this name asks for no
# training (Google-Extended, Applebot-Extended), and none that looks something up for a person or
# for search. From the operators' own pages as of October 2026: developers.openai.com/docs/bots,
# support.claude.com (8896518), developers.google.com/crawling (common crawlers),
# support.apple.com/119829, commoncrawl.org/ccbot, developers.facebook.com/docs/sharing/webmasters;
# the others from the list that github.com/ai-robots-txt/ai.robots.txt keeps.
TRAINING = (
    "AI2Bot",
    "Amazonbot",
    "anthropic-ai",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ClaudeBot",
    "cohere-training-data-crawler",
    "Diffbot",
    "FacebookBot",
    "Google-CloudVertexBot",
    "Google-Extended",
    "GPTBot",
    "ICC-Crawler",
    "ImagesiftBot",
    "Meta-ExternalAgent",
    "omgili",
    "PanguBot",
    "Timpibot",
    "Webzio-Extended",
)
# Forms and answers to what somebody typed: nothing to be found by.
NEVER = (settings.DESK_PREFIX, "/cari/", "/hak-jawab/")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [*_group(["*"], settings.ALLOW_SEARCH), *_group(TRAINING, settings.ALLOW_TRAINING)]
    if settings.ALLOW_SEARCH:
        for name in ("sitemap", "sitemap-news"):
            lines.append(f"Sitemap: {settings.SITE_URL}{reverse(name)}")
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def _group(agents: tuple[str, ...] | list[str], is_allowed: bool) -> Iterator[str]:
    """Return what is asked of `agents`: to keep out, or to keep to what is for everybody."""
    yield from (f"User-agent: {agent}" for agent in agents)
    yield from (f"Disallow: {path}" for path in (NEVER if is_allowed else ("/",)))
    yield ""
