/* Comfort of the draft form: how long its texts are, a checklist that follows the typing, credits moved by
   buttons, and fields that appear when they are needed. */
(() => {
  "use strict"

  /* --- Length of a text, beside its label --------------------------------------------------- */

  const meter = (input) => {
    const ideal = Number(input.dataset.meter)
    const shown = document.createElement("output")
    shown.className = "meter"
    shown.htmlFor = input.id
    const count = () => {
      const length = [...input.value.trim()].length
      shown.textContent = `${length} / ${ideal}`
      shown.classList.toggle("too-long", length > ideal)
    }
    input.insertAdjacentElement("afterend", shown)
    input.addEventListener("input", count)
    count()
  }

  /* Words are counted and minutes reckoned as the server does (articles/html.py: reading_minutes). */
  const WORD = /[\p{L}\p{N}_]+(?:[-'’.,/][\p{L}\p{N}_]+)*/gu
  const BLOCK_END = /<\/(?:p|h2|h3|li|t[hdr]|caption|figcaption|table|figure|ul|ol)>|<br>/g

  const wordMeter = (row) => {
    const area = row.querySelector("textarea")
    const shown = document.createElement("output")
    shown.className = "meter"
    shown.htmlFor = area.id
    const count = () => {
      const text = area.value.replace(BLOCK_END, "\n").replace(/<[^>]*>/g, "").replace(/&#?\w+;/g, " ")
      const words = text.match(WORD)?.length ?? 0
      const minutes = Math.max(1, Math.ceil(words / Number(row.dataset.wordsPerMinute) - 0.25))
      shown.textContent = row.dataset.sayWords.replace("%1", words).replace("%2", minutes)
    }
    row.append(shown)
    area.addEventListener("input", count)
    count()
  }

  /* --- The checklist ----------------------------------------------------------------------------- */

  const PAUSE = 1000 // after the last key; the desk answers, so that each rule is written once

  const focus = (id) => {
    const editor = window.CKEDITOR?.instances[id]
    const field = document.getElementById(id)
    field?.closest("details")?.setAttribute("open", "")
    if (editor) editor.focus()
    else field?.focus()
    return Boolean(field)
  }

  /* What somebody types, opened or stands at in the list outlives its renewal. */
  const renew = (box, html) => {
    const fresh = document.createElement("div")
    fresh.innerHTML = html
    for (const old of box.querySelectorAll("details[id]")) {
      const fold = fresh.querySelector(`#${CSS.escape(old.id)}`)
      if (fold) fold.open = old.open
    }
    for (const old of box.querySelectorAll("input[id]")) {
      const field = fresh.querySelector(`#${CSS.escape(old.id)}`)
      if (!field) continue
      for (const name of ["aria-invalid", "aria-describedby"]) {
        if (field.hasAttribute(name)) old.setAttribute(name, field.getAttribute(name))
        else old.removeAttribute(name)
      }
      field.replaceWith(old) // with what is typed
    }
    const held = box.contains(document.activeElement) ? document.activeElement : null
    const cursor = held?.matches("input") && [held.selectionStart, held.selectionEnd]
    const wanted = held && (held.id ? `#${CSS.escape(held.id)}`
      : held.value ? `button[name="${held.name}"][value="${held.value}"]` : "")
    box.replaceChildren(...fresh.childNodes)
    const again = wanted && box.querySelector(wanted)
    again?.focus({ preventScroll: true })
    if (again && cursor) again.setSelectionRange(...cursor)
    box.dispatchEvent(new CustomEvent("language:listed"))
  }

  const checklist = (form) => {
    const box = form.querySelector("[data-checklist]")
    const old = form.querySelector("[data-checklist-old]")
    let timer
    let asked = 0
    let last = ""
    const ask = async () => {
      const number = ++asked
      try {
        const body = new FormData(form)
        for (const [name, value] of [...body]) if (value instanceof File) body.delete(name)
        const { draft } = form.dataset // a new story has a number once its typing was kept
        const address = draft ? `${box.dataset.checklist}${draft}/` : box.dataset.checklist
        const response = await fetch(address, { method: "POST", body })
        if (response.status !== 200 || response.redirected) throw new Error(`The desk answered ${response.status}.`)
        const html = await response.text()
        if (number !== asked) return
        if (html !== last) renew(box, html)
        last = html
        old.hidden = true
      } catch {
        old.hidden = false // what stands here is about the text as it was
      }
    }
    const soon = () => {
      clearTimeout(timer)
      timer = setTimeout(ask, PAUSE)
    }
    for (const name of ["input", "change"]) form.addEventListener(name, soon)
    form.addEventListener("click", ({ target }) => { if (target.closest("[data-credits]")) soon() })
    box.addEventListener("language:answered", ({ detail }) => {
      asked++ // what is on its way is older
      renew(box, detail)
      last = detail
      old.hidden = true
    })
    for (const place of [box, document.querySelector(".messagelist")]) {
      place?.addEventListener("click", (event) => {
        const link = event.target.closest("a[href^='#']")
        if (link && focus(link.hash.slice(1))) event.preventDefault()
      })
    }
  }

  /* --- From field to field ------------------------------------------------------------------------ */

  /* These fields are one line of text, so Enter leads on, as in a table. */
  const leadOn = (form) => {
    const next = { kicker: "id_headline", headline: "id_standfirst", standfirst: "id_body" }
    form.addEventListener("keydown", (event) => {
      const plain = event.key === "Enter" && !event.isComposing && !(event.shiftKey || event.ctrlKey || event.metaKey || event.altKey)
      if (plain && next[event.target.name] && focus(next[event.target.name])) event.preventDefault()
    })
  }

  /* Of the inputs that name stories one more is shown than are filled. */
  const stories = (box) => {
    const inputs = [...box.querySelectorAll("input")]
    const show = () => {
      const filled = inputs.findLastIndex((input) => input.value.trim())
      inputs.forEach((input, i) => { input.hidden = i > filled + 1 })
    }
    for (const name of ["input", "change"]) box.addEventListener(name, show)
    show()
  }

  const answers = (form) => {
    const row = form.querySelector(".row-answers")
    const show = () => { row.hidden = form.elements.kind.value !== "reply" }
    form.elements.kind.addEventListener("change", show)
    show()
  }

  /* --- Credits -------------------------------------------------------------------------------- */

  const rowsOf = (box) => [...box.querySelectorAll("[data-credit]")]
  const orderOf = (row) => row.querySelector("input[name$='-ORDER']")

  const isEmpty = (row) => !row.querySelector("input[name$='-author']").value && !row.querySelector(".errorlist")

  const number = (box) => {
    rowsOf(box).forEach((row, i) => { orderOf(row).value = i + 1 })
  }

  const move = (box, row, by) => {
    const rows = rowsOf(box)
    const other = rows[rows.indexOf(row) + by]
    if (!other) return
    if (by < 0) other.before(row)
    else other.after(row)
    number(box)
  }

  const remove = (box, row) => {
    const rows = rowsOf(box)
    const next = rows[rows.indexOf(row) + 1] || rows[rows.indexOf(row) - 1]
    row.querySelector("input[name$='-author']").value = ""
    row.hidden = true // it is sent without a name, which removes it
    box.append(row)
    number(box)
    next?.querySelector("input[name$='-author']").focus()
  }

  const addRow = (form, box) => {
    const total = form.querySelector("input[name='credits-TOTAL_FORMS']")
    const template = form.querySelector("[data-credit-template]")
    const holder = document.createElement("div")
    holder.append(template.content.cloneNode(true))
    holder.innerHTML = holder.innerHTML.replaceAll("__prefix__", total.value)
    const row = holder.firstElementChild
    box.append(row)
    total.value = Number(total.value) + 1
    prepare(row)
    number(box)
    row.querySelector("input[name$='-author']").focus()
  }

  /* Who is proposed and not there yet comes last; a role nobody said is said. What is there stays. */
  const propose = (form, box, lines) => {
    const parts = (row) => [row.querySelector("input[name$='-author']"), row.querySelector("select")]
    for (const [name, role] of lines) {
      const there = rowsOf(box).find((row) => parts(row)[0].value.trim() === name)
      if (there && parts(there)[1].value !== "unknown") continue
      if (!there && !rowsOf(box).some((row) => !row.hidden && isEmpty(row))) addRow(form, box)
      const row = there ?? rowsOf(box).find((one) => !one.hidden && isEmpty(one))
      const [author, said] = parts(row)
      author.value = name
      said.value = role
    }
    number(box)
    rowsOf(box)[0].querySelector("input[name$='-author']").focus()
    box.dispatchEvent(new Event("change", { bubbles: true })) // kept and checked like typed words
  }

  /* The spare rows at the end are for a desk without this script; here the button adds them. */
  const dropSpare = (form, box) => {
    const total = form.querySelector("input[name='credits-TOTAL_FORMS']")
    const kept = Math.max(1, Number(form.querySelector("input[name='credits-INITIAL_FORMS']").value))
    const rows = rowsOf(box)
    while (rows.length > kept && isEmpty(rows.at(-1))) rows.pop().remove()
    total.value = rows.length
  }

  const prepare = (row) => {
    row.querySelector(".credit-moves").hidden = false
    row.querySelector(".credit-order").hidden = true
  }

  const credits = (form) => {
    const box = form.querySelector("[data-credits]")
    const add = form.querySelector("[data-credit-add]")
    rowsOf(box).forEach(prepare)
    dropSpare(form, box)
    number(box)
    add.hidden = false
    add.addEventListener("click", () => addRow(form, box))
    form.querySelector("[data-credit-lines]")?.addEventListener("click", (event) => {
      event.preventDefault() // it would save the form, which a desk without this script does
      propose(form, box, JSON.parse(event.currentTarget.dataset.creditLines))
      event.currentTarget.closest("[data-proposal]").hidden = true
    })
    box.addEventListener("click", (event) => {
      const button = event.target.closest("button")
      if (!button) return
      const row = button.closest("[data-credit]")
      if ("remove" in button.dataset) remove(box, row)
      else {
        move(box, row, Number(button.dataset.move))
        button.focus()
      }
    })
  }

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("draft-form")
    if (!form) return
    form.querySelectorAll("[data-meter]").forEach(meter)
    form.querySelectorAll("[data-words-per-minute]").forEach(wordMeter)
    form.querySelectorAll("[data-stories]").forEach(stories)
    answers(form)
    leadOn(form)
    checklist(form)
    credits(form)
  })
})()
