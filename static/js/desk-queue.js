/* Shows the number beside the queue on every desk page, as desk-notices.js hears it, and keeps the
   lines of the queue fresh on its own page.

   Without this the page says what was true when it was opened. Nothing is asked while the tab is
   hidden; after an answer that is not one (signed out, no network) the pauses grow. */
(() => {
  "use strict"

  const PAUSE = 10_000
  const LONGEST = 5 * 60_000

  const lines = document.querySelector("[data-queue-lines]")
  let pause = PAUSE
  let timer

  /* `number` is "200+" where more wait than were counted, and "" where nothing does. */
  const show = (number) => {
    document.title = document.title.replace(/^(\(\d+\+?\) )?/, number ? `(${number}) ` : "")
    for (const badge of document.querySelectorAll("[data-waiting]")) {
      badge.hidden = !number
      badge.querySelector("[data-number]").textContent = number
    }
  }

  const get = async (address) => {
    const response = await fetch(address, { credentials: "same-origin", redirect: "error" })
    if (!response.ok) throw new Error(`The desk answered ${response.status}.`)
    return response.text()
  }

  /* The focus stays on the button or link it was on, if that is still there. */
  const put = (lines, html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html").body
    if (fresh.innerHTML === lines.dataset.shown) return
    lines.dataset.shown = fresh.innerHTML
    const focused = lines.contains(document.activeElement) ? document.activeElement.id : ""
    lines.replaceChildren(...fresh.childNodes)
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true })
  }

  const ask = async () => {
    put(lines, await get(lines.dataset.queueLines))
    show(lines.querySelector("[data-queue-number]").dataset.queueNumber)
  }

  const next = () => {
    clearTimeout(timer)
    if (!document.hidden) timer = setTimeout(turn, pause)
  }

  const turn = async () => {
    try {
      await ask()
      pause = PAUSE
    } catch {
      pause = Math.min(pause * 2, LONGEST)
    }
    next()
  }

  document.addEventListener("desk:pulse", ({ detail }) => show(detail.waiting))
  if (lines) {
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) clearTimeout(timer)
      else turn()
    })
    next()
  }

  /* The second level of the menu closes like a menu: by Escape, and by a click beside it. */
  const more = () => document.querySelector(".desk-more details[open]")
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && more()
    if (!open) return
    open.open = false
    open.querySelector("summary").focus()
  })
  document.addEventListener("click", (event) => {
    const open = more()
    if (open && !open.contains(event.target)) open.open = false
  })
})()
