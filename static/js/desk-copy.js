/* A copy of what is being typed into the draft form, kept in this browser until the desk has saved it.

   A session that ended, a closed tab or an error of the server then costs nothing: the form offers the
   copy again. Each page keeps a copy of its own, named by person, draft and page, and sends that name
   along; the desk says which of them it has saved (data-saved-copies).

   First here, then on the server: desk-autosave.js hears of each change by the event `copy:kept`, of one that
   was taken back at once by `copy:same`, and this script by `draft:begun` that the server has made a draft of the first words. */
(() => {
  "use strict"

  const PREFIX = "desk-copy:"
  const PAUSE = 500
  const LONGEST = 2000 // of typing without a pause
  const PATIENCE = 5000 // for the editor to start
  const MOST = 20
  const OLDEST = 14 * 24 * 60 * 60 * 1000
  const kept = window.deskCopies // desk-copy-store.js

  /* --- The form ------------------------------------------------------------------------------- */

  /* Version, token and formset counts are hidden; credits are rows, which move; choices between two texts
     are made anew. */
  const fieldsOf = (form) => [
    ...form.querySelectorAll("input[name]:not([type=hidden], [type=password]), textarea[name], select[name]"),
  ].filter((field) => !field.closest("[data-credits], .conflict"))

  const creditsOf = (form) => [...form.querySelectorAll("[data-credits] [data-credit]:not([hidden])")]
  const partsOf = (row) => [row.querySelector("[name$='-author']"), row.querySelector("[name$='-role']")]
  const versionOf = (form) => form.querySelector("[name=version]")
  const editorOf = (field) => window.CKEDITOR?.instances[field.id]

  const isTicked = ({ type }) => type === "checkbox" || type === "radio"
  const valueOf = (field) => field.type === "checkbox" ? String(field.checked) : field.value
  const isSet = (field, value) => field.type === "radio"
    ? field.checked === (field.value === value)
    : valueOf(field) === value
  const set = (field, value) => {
    if (field.type === "radio") field.checked = field.value === value
    else if (field.type === "checkbox") field.checked = value === "true"
    else field.value = value
  }

  const wordsOf = (form) => ({
    fields: Object.fromEntries(fieldsOf(form)
      .filter((field) => field.type !== "radio" || field.checked)
      .map((field) => [field.name, valueOf(field)])),
    credits: creditsOf(form).map((row) => partsOf(row).map(({ value }) => value)).filter(([author]) => author),
  })

  const same = (one, other) =>
    JSON.stringify([one.fields, one.credits]) === JSON.stringify([other.fields, other.credits])

  const say = (field) => {
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }))
  }

  const putCredits = (form, credits) => {
    for (let i = creditsOf(form).length; i < credits.length; i++) form.querySelector("[data-credit-add]").click()
    creditsOf(form).forEach((row, i) => {
      if (i >= credits.length) row.querySelector("[data-remove]").click()
      else partsOf(row).forEach((field, part) => { field.value = credits[i][part] })
    })
  }

  const put = (form, copy) => {
    for (const field of fieldsOf(form)) {
      if (!(field.name in copy.fields) || isSet(field, copy.fields[field.name])) continue
      set(field, copy.fields[field.name])
      editorOf(field)?.setData(field.value)
      say(field)
    }
    putCredits(form, copy.credits)
    versionOf(form).value = copy.version // so that the desk compares with what was saved since
  }

  /* The editor writes the same text with other line ends: what is shown is known when it has started. */
  const editorsReady = (form) => Promise.race([
    new Promise((done) => setTimeout(done, PATIENCE)),
    Promise.all([...form.querySelectorAll("textarea[data-type=ckeditortype]")].map((area) => new Promise((done) => {
      if (!window.CKEDITOR || editorOf(area)?.status === "ready") done()
      else CKEDITOR.on("instanceReady", ({ editor }) => { if (editor.name === area.id) done() })
    }))),
  ])

  const updateEditors = (form) => {
    for (const field of fieldsOf(form)) {
      if (editorOf(field)?.status === "ready") editorOf(field).updateElement()
    }
  }

  /* Some browsers put back by themselves what was typed before a reload; the desk has not seen it. */
  const isFilledIn = (form) => fieldsOf(form).some((field) => isTicked(field)
    ? field.checked !== field.defaultChecked
    : "defaultValue" in field && field.value !== field.defaultValue)

  /* --- The copies ----------------------------------------------------------------------------- */

  /* Return [key, copy] of every copy in this browser, newest first, without the expired ones. */
  const copies = () => {
    const found = []
    for (const key of kept.names(PREFIX)) {
      try {
        const copy = JSON.parse(kept.read(key))
        if (copy.fields && copy.credits && copy.at > Date.now() - OLDEST) found.push([key, copy])
        else kept.remove(key)
      } catch {
        kept.remove(key)
      }
    }
    return found.sort(([, one], [, other]) => other.at - one.at)
  }

  /* A page holds the names of its copies as locks, so that no other page offers what is still open. */
  let letGo = () => {}
  const hold = (key) => {
    navigator.locks?.request(key, () => new Promise((done) => {
      const before = letGo
      letGo = () => { before(); done() }
    })).catch(() => {})
  }
  const heldKeys = async () => {
    const { held } = await navigator.locks?.query().catch(() => ({})) ?? {}
    return new Set(held?.map(({ name }) => name))
  }

  /* --- When ----------------------------------------------------------------------------------- */

  const newName = () => `${Date.now()}-${Math.random().toString(36).slice(2)}`

  const clock = (form, options) =>
    new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: form.dataset.timeZone, ...options })

  const watch = (form) => {
    const person = `${PREFIX}${form.dataset.person}:`
    let whose = `${person}${form.dataset.draft || "new"}:`
    const time = clock(form, { hour: "2-digit", minute: "2-digit" })
    const day = clock(form, { day: "numeric", month: "long", year: "numeric" })
    const [said, failed] = ["kept", "failed"].map((name) => form.querySelector(`[data-copy-${name}]`))
    const sent = document.createElement("input") // the names of the copies that a save makes needless
    Object.assign(sent, { type: "hidden", name: "copy", value: form.dataset.unsaved || newName() })
    form.append(sent)
    let key = whose + sent.value.split(" ").at(-1)
    let shown = "unsaved" in form.dataset || isFilledIn(form) ? null : wordsOf(form) // null: not what is stored
    let last = shown
    let touched = false
    let isSent = false
    let stopped = false
    let timer
    let waits = false

    /* What is typed after the form was sent is not what the desk will say it has saved. */
    const renew = () => {
      const name = newName()
      sent.value = `${sent.value} ${name}`
      key = whose + name
      isSent = false
      hold(key)
    }

    const keep = () => {
      clearTimeout(timer)
      waits = false
      const words = wordsOf(form)
      const isStored = shown !== null && same(words, shown)
      if (stopped) return
      if (last && same(words, last)) { // typed and taken back
        form.dispatchEvent(new CustomEvent("copy:same"))
        return
      }
      last = words
      if (isSent) renew()
      said.hidden = failed.hidden = true
      if (isStored) kept.remove(key)
      else {
        const at = Date.now()
        const worked = kept.write(key, JSON.stringify({ ...words, version: versionOf(form).value, at }))
        said.querySelector("time").textContent = time.format(at)
        said.hidden = !worked
        failed.hidden = worked
      }
      form.dispatchEvent(new CustomEvent("copy:kept", {
        detail: { page: key.slice(whose.length), isStored, words },
      }))
    }

    /* The server made a draft of what this page sent first: `words`, or less where some could not be saved. */
    form.addEventListener("draft:begun", ({ detail: { words, isWhole } }) => {
      const before = key
      const copy = kept.read(before)
      const page = key.slice(whose.length)
      whose = `${person}${form.dataset.draft}:`
      key = whose + page
      hold(key)
      shown = isWhole ? words : null
      if (copy) kept.write(key, copy.replace(/"version":"\d*"/, `"version":"${versionOf(form).value}"`))
      kept.remove(before)
    })

    const keepAtOnce = () => {
      if (touched) updateEditors(form) // else its other line ends would look like typing
      keep()
    }

    const keepSoon = (event) => {
      if (event.type === "input") touched = true
      clearTimeout(timer)
      if (!waits) waits = Date.now()
      timer = setTimeout(keep, Math.max(0, Math.min(PAUSE, waits + LONGEST - Date.now())))
    }
    for (const name of ["input", "change", "click"]) form.addEventListener(name, keepSoon)
    form.addEventListener("submit", () => { keepAtOnce(); isSent = true })
    window.addEventListener("pagehide", () => { keepAtOnce(); letGo() })
    window.addEventListener("pageshow", ({ persisted }) => { if (persisted) renew() })
    form.querySelector("[data-copy-drop]")?.addEventListener("click", () => {
      stopped = true
      kept.remove(key)
    })

    /* --- Offering what is not saved ----------------------------------------------------------- */

    const box = form.querySelector("[data-copy-offer]")
    let offered = []

    const offer = () => {
      box.hidden = !offered.length
      if (!offered.length) return
      const [[, copy]] = offered
      box.querySelector("time").textContent = `${day.format(copy.at)}, ${time.format(copy.at)} WIB`
      box.querySelector("[data-copy-headline]").textContent = copy.fields.headline ?? ""
    }

    box.querySelector("[data-copy-restore]").addEventListener("click", () => {
      keepAtOnce() // what stands here now is a copy of its own
      const [[name, copy]] = offered
      key = name
      sent.value = name.slice(whose.length)
      hold(key)
      put(form, copy)
      touched = true
      last = null
      keep()
      offered = []
      offer()
      form.querySelector("[name=headline]").focus()
    })

    box.querySelector("[data-copy-discard]").addEventListener("click", () => {
      const [[name]] = offered.splice(0, 1)
      kept.remove(name)
      kindred(name)?.querySelector("[data-offer-discard]").click() // the server's copy of the same page
      offer()
    })

    /* Return what the server offers of the page that a copy is of. */
    const kindred = (name) => form.querySelector(`[data-offer="${CSS.escape(name.split(":").at(-1))}"]`)
    const hideOffer = (name) => {
      const item = kindred(name)
      if (!item) return
      item.hidden = true
      form.querySelector("[data-offers]").hidden = !form.querySelector("[data-offer]:not([hidden])")
    }

    const start = async () => {
      hold(key)
      await Promise.all([editorsReady(form), kept.revive()])
      const held = await heldKeys()
      if (!touched) {
        updateEditors(form)
        if (shown) shown = last = wordsOf(form)
      }
      if (!shown) {
        touched = true
        keep()
      }
      held.forEach(hideOffer) // it is open in another tab
      const saved = form.dataset.savedCopies.split(" ")
      for (const [i, [name, copy]] of copies().entries()) {
        if (name === key || held.has(name)) continue
        const isSaved = saved.some((one) => one && name.startsWith(person) && name.endsWith(`:${one}`))
        const isShown = name.startsWith(whose) && same(copy, shown ?? wordsOf(form))
        if (isSaved || isShown || i >= MOST) kept.remove(name)
        else if (name.startsWith(whose)) {
          offered.push([name, copy])
          hideOffer(name) // this browser had it before the server
        }
      }
      offer()
    }
    start()
  }

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("draft-form")
    try {
      if (form && localStorage) watch(form)
    } catch {
      // a browser that allows pages to keep nothing: the form works without a copy
    }
  })
})()
