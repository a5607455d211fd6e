"""From a reader's letter to a right of reply that stands beside its story, past two editors."""

import re

from playwright.sync_api import expect

from tests.journeys.test_access import faults

REGISTER = "/meja/perkara/"
LETTER = "Kami tidak pernah ditelepon.\n\nDana itu sudah kami kembalikan pada 3 November."


def test_a_letter_becomes_a_right_of_reply_linked_both_ways(site, person):
    reader = person(java_script_enabled=False)
    yusran, nurhayati = person("yusran"), person("nurhayati")
    story, slug = site.rows(
        "SELECT a.id, a.slug FROM articles_article a JOIN moderation_draft d ON d.article_id = a.id"
        " WHERE a.withdrawn_at IS NULL AND a.kind = 'news' AND d.status = 'released'"
        " ORDER BY a.published_at DESC LIMIT 1"
    )[0]
    address = f"/berita/{story}/{slug}/"

    # Without a script, an account or a cookie. What is missing is said, what is typed stays.
    page = reader.open(address)
    page.locator(".report a").click()
    page.locator("#id_kind_0").check()
    page.locator("#id_name").fill("Wahyu Saputra")
    page.locator("#id_text").fill(LETTER)
    page.locator("#id_consent").check()
    page.wait_for_timeout(3_100)  # nobody reads it faster
    page.locator("main form button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("#id_text")).to_have_value(LETTER)
    page.locator("#id_contact").fill("wahyu@contoh.id")
    page.locator("#id_standing").fill("Bendahara sekolah")
    page.locator("main form button").click()
    number = re.search(r"HJ-\d{4}-\d+", page.locator("main").inner_text())[0]
    assert reader.context.cookies() == []

    # The desk: one click takes the letter into a draft that quotes it.
    desk = yusran.open(REGISTER)
    desk.locator(".case-row", has_text=number).get_by_role("link").click()
    expect(desk.locator(".case-letter")).to_contain_text("wahyu@contoh.id")
    assert faults(desk) == []
    case = re.search(r"/perkara/(\d+)/", desk.url)[1]
    desk.locator("form[action$='/hak-jawab/'] button").click()
    draft = int(re.search(r"/draft/(\d+)/", desk.url)[1])
    expect(yusran.editor).to_contain_text("Dana itu sudah kami kembalikan")
    yusran.submit()
    assert site.status(draft) == "submitted"
    refused = yusran.step("release", draft)
    assert refused.status == 409
    nurhayati.takes("release", draft)

    # Both pages name the other, and the case has ended by itself.
    reply = site.value("SELECT article_id FROM moderation_draft WHERE id = %s", draft)
    page = reader.open(address)
    expect(page.locator(".replies time")).to_be_visible()
    page.locator(".replies a").click()
    assert f"/berita/{reply}/" in page.url
    expect(page.locator(".answers a")).to_have_attribute("href", address)
    desk = yusran.open(f"{REGISTER}{case}/")
    expect(desk.locator(".case-status")).to_have_class(re.compile("case-answered"))
    assert desk.locator(f"main a[href^='/berita/{reply}/']").count() == 1
