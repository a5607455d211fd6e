/* Comments without leaving the page: words that are selected become the passage of a remark, a sent
   form changes only what is about comments, so nothing typed elsewhere is lost, and @ offers names.
   Without this script every form here is a plain form.

   Words that people read come from the page. */
(() => {
  "use strict"

  const root = document.querySelector("[data-mention-people]")
  if (!root) return
  const newForm = () => root.querySelector("[data-new-comment]")
  const spaced = (text) => text.replace(/\s+/g, " ").trim()

  /* --- Comments are sent and shown in place -------------------------------------------------- */

  const liveParts = (page) => [...page.querySelectorAll("[data-live]")]

  /* What is typed and not sent survives the exchange of the parts around it. */
  const typedTexts = () => new Map([...root.querySelectorAll("textarea[id]")].map((area) => [area.id, area.value]))

  const exchange = (page, sent) => {
    const typed = typedTexts()
    for (const area of sent.querySelectorAll("textarea[id]")) typed.delete(area.id)
    for (const fresh of liveParts(page)) {
      const old = document.querySelector(`[data-live="${fresh.dataset.live}"]`)
      if (old) old.replaceChildren(...fresh.childNodes)
    }
    for (const [id, text] of typed) {
      const area = document.getElementById(id)
      if (area && text) area.value = text
    }
  }

  const showForms = () => {
    root.querySelectorAll("[data-needs-script]").forEach((form) => { form.hidden = false })
  }

  const send = async (form, button) => {
    const data = new FormData(form)
    if (button?.name) data.set(button.name, button.value)
    const response = await fetch(form.action, { method: "POST", body: data, credentials: "same-origin" })
    const html = await response.text()
    const page = new DOMParser().parseFromString(html, "text/html")
    if (!liveParts(page).length) throw new Error(`The desk answered ${response.status}.`)
    return { page, ok: response.ok, address: response.url }
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target
    if (!("commentForm" in form.dataset) || !window.DOMParser) return
    event.preventDefault()
    const failed = root.querySelector("[data-comment-failed]")
    failed.hidden = true
    const buttons = [...form.querySelectorAll("button")]
    buttons.forEach((button) => { button.disabled = true })
    try {
      const { page, ok, address } = await send(form, event.submitter)
      if (!ok) {
        const told = page.querySelector("[data-error]")
        failed.textContent = told ? told.textContent : failed.textContent
        form.append(failed)
        failed.hidden = false
        return
      }
      exchange(page, form)
      if (form.isConnected && "newComment" in form.dataset) empty(form)
      showForms()
      mark()
      const shown = document.getElementById(new URL(address).hash.slice(1)) || root.querySelector("[data-thread]")
      shown?.focus({ preventScroll: false })
    } catch {
      form.append(failed)
      failed.hidden = false
    } finally {
      buttons.forEach((button) => { button.disabled = false })
    }
  })

  const empty = (form) => {
    form.elements.text.value = ""
    form.elements.piece.value = ""
    quote(form, "", "")
  }

  /* --- A passage is chosen by selecting its words -------------------------------------------- */

  const quote = (form, words, before) => {
    const shown = form.querySelector("[data-quoted]")
    form.elements.quote.value = words
    form.elements.context.value = before
    shown.querySelector("span").textContent = words
    shown.hidden = !words
    form.querySelector("[data-choose-passage]").hidden = Boolean(words)
  }

  const sayHere = root.querySelector("[data-say-here]")

  const selected = () => {
    const selection = document.getSelection()
    if (!selection.rangeCount || selection.isCollapsed) return null
    const range = selection.getRangeAt(0)
    const inside = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest("[data-passage]")
    const first = inside(range.startContainer)
    const words = spaced(selection.toString())
    if (!first || !words || words.length > 1000 || range.commonAncestorContainer.nodeType === Node.DOCUMENT_NODE) return null
    const before = document.createRange()
    before.setStart(first, 0)
    before.setEnd(range.startContainer, range.startOffset)
    return { words, before: spaced(before.toString()).slice(-60), range }
  }

  let chosen = null

  document.addEventListener("selectionchange", () => {
    const found = selected()
    if (!found) {
      if (document.activeElement !== sayHere) sayHere.hidden = true
      return
    }
    chosen = found
    document.body.append(sayHere)
    sayHere.hidden = false
    const box = found.range.getBoundingClientRect()
    sayHere.style.setProperty("top", `${window.scrollY + box.bottom + 6}px`)
    const left = Math.min(window.scrollX + box.left, document.documentElement.clientWidth - sayHere.offsetWidth - 8)
    sayHere.style.setProperty("left", `${Math.max(8, left)}px`)
  })

  const begin = (words, before) => {
    const form = newForm()
    quote(form, words, before)
    sayHere.hidden = true
    form.elements.text.focus()
    form.scrollIntoView({ block: "center" })
  }

  sayHere.addEventListener("mousedown", (event) => event.preventDefault()) // keeps the selection
  sayHere.addEventListener("click", () => { if (chosen) begin(chosen.words, chosen.before) })

  /* The keyboard's way, as in word processors; templates/admin/_keys.html lists it. */
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "m" || !event.altKey || !(event.ctrlKey || event.metaKey)) return
    const found = selected()
    event.preventDefault()
    if (found) begin(found.words, found.before)
    else newForm()?.elements.text.focus()
  })

  document.addEventListener("click", (event) => {
    const say = event.target.closest?.("[data-say]")
    if (say && newForm()) {
      event.preventDefault()
      const form = newForm()
      quote(form, "", "")
      form.elements.piece.value = say.dataset.say
      form.elements.text.focus()
      form.scrollIntoView({ block: "center" })
    }
    if (event.target.closest?.("[data-unquote]")) quote(newForm(), "", "")
  })

  /* --- A remark and its words point at each other --------------------------------------------- */

  const mark = () => {
    for (const words of root.querySelectorAll("mark[data-comment]")) {
      words.addEventListener("click", () => document.getElementById(`komentar-${words.dataset.comment}`)?.focus())
    }
  }

  document.addEventListener("focusin", (event) => {
    const thread = event.target.closest?.("[data-thread]")
    for (const words of root.querySelectorAll("mark[data-comment]")) {
      words.classList.toggle("is-current", words.dataset.comment === thread?.dataset.thread)
    }
  })

  /* --- Decisions open where they are ----------------------------------------------------------- */

  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-opens]")
    const decision = opener && document.getElementById(opener.dataset.opens)
    if (!decision) return
    event.preventDefault()
    decision.open = true
    decision.scrollIntoView({ block: "center" })
    decision.querySelector("textarea, select, input:not([type=hidden]), button")?.focus()
  })

  /* --- What is typed for a decision outlives another button of the page -------------------------- */

  /* In this tab, until the decision is sent: then the page says itself what became of it. */
  const KEPT = `decision ${location.pathname} ${root.dataset.person}`
  const notes = () => [...root.querySelectorAll(".decision textarea[id]")]
  const kept = () => {
    try {
      return JSON.parse(sessionStorage.getItem(KEPT) ?? "{}")
    } catch {
      return {} // a browser that keeps nothing
    }
  }
  const keepNotes = (typed) => {
    try {
      if (Object.keys(typed).length) sessionStorage.setItem(KEPT, JSON.stringify(typed))
      else sessionStorage.removeItem(KEPT)
    } catch {
      // nor here
    }
  }
  root.addEventListener("input", ({ target }) => {
    if (!target.closest(".decision")) return
    keepNotes(Object.fromEntries(notes().filter(({ value }) => value.trim()).map(({ id, value }) => [id, value])))
  })
  root.addEventListener("submit", ({ target }) => { if (target.closest(".decision")) keepNotes({}) })
  const typedBefore = kept()
  for (const area of notes()) {
    if (!typedBefore[area.id] || area.value.trim()) continue
    area.value = typedBefore[area.id]
    if (!root.querySelector(".decision[open]")) area.closest("details").open = true
  }

  /* --- Names behind an @ ------------------------------------------------------------------------ */

  const list = root.querySelector("[data-mention-list]")
  let area = null
  let asking = new AbortController()

  const typedName = () => area.value.slice(0, area.selectionStart).match(/(?:^|[\s(])@([\p{L}\w.-]{0,30})$/u)

  const close = () => {
    list.hidden = true
    area?.removeAttribute("aria-activedescendant")
  }

  const choose = (option) => {
    const found = typedName()
    if (!found) return close()
    const start = area.selectionStart - found[1].length
    area.setRangeText(`${option.dataset.name} `, start, area.selectionStart, "end")
    close()
    area.focus()
  }

  const point = (option) => {
    for (const one of list.children) one.setAttribute("aria-selected", String(one === option))
    area.setAttribute("aria-activedescendant", option.id)
  }

  const offer = async () => {
    const found = typedName()
    if (!found) return close()
    asking.abort()
    asking = new AbortController()
    const address = new URL(root.dataset.mentionPeople, document.baseURI)
    address.searchParams.set("q", found[1])
    let people = []
    try {
      const response = await fetch(address, { signal: asking.signal, credentials: "same-origin" })
      people = response.ok ? (await response.json()).results : []
    } catch {
      return
    }
    if (!people.length) return close()
    list.replaceChildren(...people.map((person, i) => {
      const option = document.createElement("li")
      option.id = `mention-${i}`
      option.role = "option"
      option.dataset.name = person.name
      option.textContent = `${person.text} (@${person.name})`
      return option
    }))
    area.after(list)
    list.hidden = false
    area.setAttribute("aria-controls", (list.id = "mention-list"))
    point(list.firstElementChild)
  }

  document.addEventListener("input", (event) => {
    if (!event.target.matches?.("[data-mentions]")) return
    area = event.target
    offer()
  })

  document.addEventListener("keydown", (event) => {
    if (list.hidden || event.target !== area) return
    const now = list.querySelector('[aria-selected="true"]')
    const next = { ArrowDown: now?.nextElementSibling, ArrowUp: now?.previousElementSibling }
    if (event.key in next) {
      event.preventDefault()
      if (next[event.key]) point(next[event.key])
    } else if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault()
      choose(now)
    } else if (event.key === "Escape") close()
  })

  list.addEventListener("mousedown", (event) => event.preventDefault())
  list.addEventListener("click", (event) => {
    const option = event.target.closest("li")
    if (option) choose(option)
  })
  document.addEventListener("focusout", (event) => { if (event.target === area) setTimeout(close, 150) })

  // An answered remark of the copy desk exchanged the story and what stands beside it.
  document.addEventListener("review:renewed", () => {
    showForms()
    mark()
  })

  showForms()
  mark()
  // A step that was refused for a field. The place in the address takes the focus away while the page loads.
  const missing = root.querySelector("[aria-invalid=true]")
  if (missing) window.addEventListener("load", () => requestAnimationFrame(() => missing.focus()))
  root.querySelector(".way[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" })
})()
