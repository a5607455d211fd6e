// The one script of the public pages: they are whole without it. Loaded by a page it registers
// itself; as the service worker it keeps the pages that were read, for when there is no network,
// and remembers the size of letters on this device. docs/design.md says why.
"use strict";

const OFFLINE = "{% url "offline" %}";
const SIZES = "{% url "text-size" %}";
const PRIVATE = ["{{ desk_prefix }}", "/api/", "/healthz"];
const COPIES = "salinan-{{ version }}";
const CHOICES = "pilihan"; // outlives versions
const LONGEST = 24 * 60 * 60 * 1000; // a copy is shown for a day: a story may be withdrawn meanwhile
const MOST_PAGES = 30;
const MOST_FILES = 60;
const KEPT_AT = "X-Kept-At";

if (typeof document === "undefined") {
  addEventListener("install", (event) => event.waitUntil(install()));
  addEventListener("activate", (event) => event.waitUntil(activate()));
  addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== location.origin) return;
    if (PRIVATE.some((prefix) => url.pathname.startsWith(prefix))) return;
    if (request.mode === "navigate") event.respondWith(answer(event, url));
    else if (request.destination === "image") event.respondWith(file(request));
  });
} else if ("serviceWorker" in navigator) {
  const address = document.currentScript.src;
  addEventListener("load", () => navigator.serviceWorker.register(address).catch(() => {}));
}

async function install() {
  const copies = await caches.open(COPIES);
  await copies.add(OFFLINE);
  await skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name !== COPIES && name !== CHOICES) await caches.delete(name);
  }
  if (registration.navigationPreload) await registration.navigationPreload.enable();
  await clients.claim();
}

async function answer(event, url) {
  const wanted = url.pathname === SIZES && url.searchParams.get("ukuran");
  if (wanted) {
    await choose(wanted);
    const back = event.request.referrer;
    const from = back && new URL(back);
    if (from && from.origin === location.origin && from.pathname !== SIZES) {
      return Response.redirect(back, 303);
    }
  }
  try {
    const fresh = (await event.preloadResponse) || (await fetch(event.request));
    await keep(event, url, fresh);
    return sized(fresh);
  } catch {
    return sized((await copyOf(url)) || (await offline()));
  }
}

// The network answers first. What it no longer has, or no longer shows, is no longer kept either.
async function keep(event, url, fresh) {
  const copies = await caches.open(COPIES);
  if (fresh.type === "opaqueredirect") {
    await copies.delete(url.pathname + url.search); // a withdrawn story moves to its notice
    return;
  }
  const control = fresh.headers.get("Cache-Control") || "";
  const html = (fresh.headers.get("Content-Type") || "").startsWith("text/html");
  if (fresh.ok && html && control.includes("public")) {
    const copy = stamped(fresh.clone());
    event.waitUntil(copy.then((one) => copies.put(url.pathname + url.search, one)).then(tidy));
  } else if (fresh.status === 404 || fresh.status === 410) {
    await copies.delete(url.pathname + url.search);
    if (fresh.status === 410) event.waitUntil(forget(copies, url.pathname));
  }
}

// A story that was withdrawn goes from every copy that names it, lists and other stories alike.
async function forget(copies, path) {
  const story = (path.match(/^\/berita\/\d+\//) || [path])[0];
  for (const request of await copies.keys()) {
    const here = new URL(request.url).pathname;
    if (here === OFFLINE || !isPage(here)) continue;
    if (here.startsWith(story) || (await (await copies.match(request)).text()).includes(story)) {
      await copies.delete(request);
    }
  }
}

async function file(request) {
  const copies = await caches.open(COPIES);
  try {
    const fresh = await fetch(request);
    if (fresh.ok) await copies.put(request, await stamped(fresh.clone()));
    else await copies.delete(request);
    return fresh;
  } catch {
    const copy = await copies.match(request);
    return copy && !isOld(copy) ? copy : Response.error(); // or taken down by now
  }
}

async function stamped(response) {
  const headers = plain(response.headers);
  headers.set(KEPT_AT, String(Date.now()));
  return new Response(await response.blob(), { status: response.status, headers });
}

function plain(headers) {
  const kept = new Headers(headers);
  for (const name of ["Content-Encoding", "Content-Length"]) kept.delete(name);
  return kept;
}

const isPage = (path) => !path.startsWith("/static/") && !path.startsWith("/media/");
const isOld = (response) => Date.now() - Number(response.headers.get(KEPT_AT)) > LONGEST;

async function tidy() {
  const copies = await caches.open(COPIES);
  const left = { true: MOST_PAGES, false: MOST_FILES };
  for (const request of (await copies.keys()).reverse()) {
    const path = new URL(request.url).pathname;
    if (path === OFFLINE) continue;
    if (isOld(await copies.match(request)) || left[isPage(path)]-- <= 0) await copies.delete(request);
  }
}

async function copyOf(url) {
  const copies = await caches.open(COPIES);
  const copy = await copies.match(url.pathname + url.search);
  if (!copy || isOld(copy)) return null;
  const when = new Date(Number(copy.headers.get(KEPT_AT)));
  const clock = when.toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });
  const note = `<p class="frame offline-note" role="status">{{ offline_note|escapejs }} ${clock}.</p>`;
  const html = (await copy.text()).replace("<main", () => `${note}<main`);
  return new Response(html, { headers: plain(copy.headers) });
}

async function offline() {
  const copies = await caches.open(COPIES);
  const links = [];
  for (const request of (await copies.keys()).reverse()) {
    const path = new URL(request.url).pathname;
    if (path === OFFLINE || !isPage(path)) continue;
    const copy = await copies.match(request);
    if (isOld(copy)) continue;
    const title = (await copy.text()).match(/<title>([^<|]*)/); // escaped, as the page has it
    if (title) links.push(`<li><a href="${encodeURI(path)}">${title[1]}</a></li>`);
  }
  const page = await copies.match(OFFLINE);
  const html = (await page.text()).replace('<ul id="dibaca">', () => `<ul id="dibaca">${links.join("")}`);
  return new Response(html, { status: 503, headers: plain(page.headers) });
}

async function choose(size) {
  const choices = await caches.open(CHOICES);
  if (["besar", "terbesar"].includes(size)) await choices.put(SIZES, new Response(size));
  else await choices.delete(SIZES);
}

// Only for a reader who chose a size is a page taken apart; for all others it streams as it came.
async function sized(response) {
  const chosen = await (await caches.open(CHOICES)).match(SIZES);
  const html = (response.headers.get("Content-Type") || "").startsWith("text/html");
  if (!chosen || !html) return response;
  const size = await chosen.text();
  const text = (await response.text()).replace("<html ", () => `<html data-huruf="${size}" `);
  return new Response(text, { status: response.status, headers: plain(response.headers) });
}
