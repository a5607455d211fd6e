/* The photos of a story beside its text: chosen, dropped, pasted or taken with the camera, several at once.

   They are sent in the background while somebody writes, and their words are asked for right here. The page
   says what is happening to each; a file that is refused names its reason and stops no other.

   Other scripts: "desk:photos" on the document hands files over ({files, place}; photo-drop.js, the editor);
   "desk:photo-used" names a photo that the text now has ({id}). The form hears "desk:photo" (what the server
   knows of it: id, text, thumb, words, missing) whenever a photo changes. */
(() => {
  "use strict"

  const AT_ONCE = 2
  const PAUSE = 1500 // before typed words are saved
  const RETRY = [3, 5, 10, 20, 30].map((seconds) => seconds * 1000)
  const TAB = "desk-photos" // which uploads began in this tab, before the story had a number
  const STEPS = ["_submit", "_step"] // names of buttons after which the story is out of the writer's hands
  const PICTURE = /^image\//
  const NAMED = /\.(jpe?g|png|webp|hei[cf])$/i
  const { store, prepare, draw, send, save, stateOf, forget, Later, Refused } = window.newsPhotos

  const newKey = () => { // crypto.randomUUID() is not there without HTTPS
    const digits = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0"))
    return digits.join("").replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")
  }

  const begin = (box) => {
    const form = box.closest("form")
    const lead = form.querySelector("[name=lead_photo]")
    const list = box.querySelector("[data-photo-list]")
    const template = box.querySelector("template[data-photo-template]")
    const hint = box.querySelector("[data-photo-wait]")
    const say = (name, ...values) => values.reduce(
      (text, value, i) => text.replace(`{${i + 1}}`, value), box.dataset[`say${name}`] ?? "")
    const items = new Map()
    let sending = 0
    let waiting = null // the button that was pressed while photos were on their way

    const sendUrl = (key) => box.dataset.send.replace(/[0-9-]{36}/, key)
    const wordsUrl = (id) => box.dataset.words.replace("/0/", `/${id}/`)
    const part = (item, name) => item.element.querySelector(`[data-photo-${name}]`)
    const fields = (item) => [...item.element.querySelectorAll("[data-photo-word]")]
    const numberOfLead = () => lead.value.match(/^\s*#?(\d{1,9})(?!\d)/)?.[1] ?? ""
    const keep = (item) => {
      item.entry.draft = form.dataset.draft || "new"
      return store.put(item.entry)
    }

    /* --- What an item shows ------------------------------------------------------------------- */

    const tell = (item, text, isWrong = false) => {
      const state = part(item, "state")
      state.textContent = text
      state.classList.toggle("photo-item-wrong", isWrong)
    }

    const meter = (item, done) => {
      const bar = part(item, "progress")
      bar.hidden = done === null
      bar.value = Math.round((done ?? 0) * 100)
    }

    const markLead = () => {
      const number = numberOfLead()
      for (const item of items.values()) {
        const isLead = item.entry.photo !== null && String(item.entry.photo) === number
        part(item, "is-lead").hidden = !isLead
        part(item, "make-lead").hidden = isLead || item.entry.photo === null || item.takenDown
        part(item, "insert").hidden = item.entry.photo === null || item.takenDown || !window.CKEDITOR
      }
    }

    const showState = (item, photo) => {
      item.element.dataset.photoArrived = ""
      item.takenDown = photo.taken_down
      part(item, "name").textContent = photo.text
      part(item, "canvas").hidden = true
      Object.assign(part(item, "thumb"), { src: photo.thumb, hidden: false })
      for (const field of fields(item)) {
        const name = field.dataset.photoWord
        if (!(name in (item.entry.words ?? {})) && document.activeElement !== field) field.value = photo.words[name]
        field.disabled = !photo.may_change
      }
      const lacks = part(item, "lacks")
      lacks.hidden = !photo.missing.length
      lacks.textContent = say("Lacks", photo.missing.join(", "))
      form.dispatchEvent(new CustomEvent("desk:photo", { detail: photo, bubbles: true }))
      markLead()
    }

    /* The checklist beside the form has something new to say. */
    const changed = () => box.dispatchEvent(new Event("change", { bubbles: true }))

    const showErrors = (item, errors) => {
      for (const field of fields(item)) {
        const wrong = errors[field.dataset.photoWord]
        field.setCustomValidity(wrong?.join(" ") ?? "")
        field.setAttribute("aria-invalid", String(Boolean(wrong)))
      }
      if (Object.keys(errors).length) tell(item, Object.values(errors).flat().join(" "), true)
    }

    const remove = (item) => {
      item.stop?.abort()
      clearTimeout(item.timer)
      items.delete(item.entry.key)
      item.element.remove()
      store.remove(item.entry.key)
      if (item.entry.photo === null) forget(sendUrl(item.entry.key)).catch(() => {}) // swept anyway
      item.release?.()
      passLeadOn(item)
      next()
    }

    const take = (element, entry) => {
      const item = { element, entry, stop: null, timer: 0, tries: 0, place: null, takenDown: false }
      items.set(entry.key, item)
      part(item, "buttons").hidden = false
      part(item, "make-lead").addEventListener("click", () => putLead(item))
      part(item, "insert").addEventListener("click", () => document.dispatchEvent(
        new CustomEvent("desk:photo-insert", { detail: { id: String(entry.photo) } })))
      part(item, "again").addEventListener("click", () => { item.tries = 0; entry.refused = false; next() })
      part(item, "close").addEventListener("click", () => remove(item))
      for (const field of fields(item)) {
        field.removeAttribute("name") // saved by itself: the form has nothing to keep
        field.value = entry.words?.[field.dataset.photoWord] ?? field.value
        field.addEventListener("input", (event) => { event.stopPropagation(); typed(item, field, PAUSE) })
        field.addEventListener("change", (event) => { event.stopPropagation(); if (entry.words) typed(item, field, 0) })
      }
      return item
    }

    const show = (entry) => {
      const element = template.content.firstElementChild.cloneNode(true)
      list.append(element)
      const item = take(element, entry)
      part(item, "name").textContent = entry.name
      const credit = element.querySelector("[data-photo-word=credit]")
      if (!credit.value) credit.value = box.dataset.credit
      if (entry.blob) {
        draw(entry.blob, part(item, "canvas")).then((worked) => { part(item, "canvas").hidden = !worked })
      }
      markLead()
      return item
    }

    /* --- Words -------------------------------------------------------------------------------- */

    const typed = (item, field, pause) => {
      item.entry.words = { ...item.entry.words, [field.dataset.photoWord]: field.value }
      keep(item)
      clearTimeout(item.timer)
      if (item.entry.photo !== null) item.timer = setTimeout(saveWords, pause, item)
    }

    const saveWords = async (item) => {
      clearTimeout(item.timer)
      const words = item.entry.words
      if (!words || item.entry.photo === null) return
      try {
        const answer = await save(wordsUrl(item.entry.photo), words)
        showErrors(item, answer.errors ?? {})
        if (answer.errors) return
        if (item.entry.words === words) item.entry.words = null // else more was typed meanwhile
        item.tries = 0
        await keep(item)
        tell(item, say("Words"))
        showState(item, answer.photo)
        changed()
      } catch (error) {
        if (!(error instanceof Later)) throw error
        tell(item, say(`Words${error.why}`))
        item.timer = setTimeout(saveWords, RETRY[Math.min(item.tries++, RETRY.length - 1)], item)
      }
    }

    /* --- Lead photo ---------------------------------------------------------------------------- */

    const putLead = (item) => {
      item.isLeading = false
      lead.value = part(item, "name").textContent
      for (const name of ["input", "change"]) lead.dispatchEvent(new Event(name, { bubbles: true }))
      markLead()
    }

    /* The first photo that was chosen leads, whichever arrives first; if it was refused, the next one. */
    const passLeadOn = (item) => {
      if (!item.isLeading) return
      item.isLeading = false
      const heir = [...items.values()].find((one) => one.canLead && !one.entry.refused)
      if (heir) heir.isLeading = true
      if (heir?.entry.photo != null) leadIfWanted(heir)
    }

    const leadIfWanted = (item) => {
      if (item.isLeading && !lead.value.trim()) putLead(item)
      item.isLeading = false
    }

    /* --- Sending ------------------------------------------------------------------------------- */

    const isOpen = ({ entry }) => entry.photo === null && !entry.refused
    const open = () => [...items.values()].filter(isOpen)

    const next = () => {
      for (const item of open()) {
        if (sending >= AT_ONCE) break
        if (!item.stop && !item.isWaiting) start(item)
      }
      if (waiting && !open().length) {
        const button = waiting
        stopWaiting()
        form.requestSubmit(button)
      }
    }

    const start = async (item) => {
      const { entry } = item
      item.stop = new AbortController()
      sending += 1
      part(item, "again").hidden = true
      try {
        if (!entry.isPrepared) {
          tell(item, say("Prepare"))
          Object.assign(entry, await prepare(entry.blob), { isPrepared: true })
          await keep(item)
        }
        if (entry.blob.size > Number(box.dataset.most)) throw new Refused(say("Toolarge", entry.name))
        const answer = await send(sendUrl(entry.key), entry, {
          fallback: box.dataset.credit, signal: item.stop.signal,
          progress: (done) => { meter(item, done); tell(item, say("Send", Math.round(done * 100))) },
        })
        await arrived(item, answer)
      } catch (error) {
        if (item.stop.signal.aborted) return
        failed(item, error)
      } finally {
        item.stop = null
        sending -= 1
        next()
      }
    }

    const arrived = async (item, { photo, is_new: isNew, errors }) => {
      const sent = item.entry.words
      Object.assign(item.entry, { photo: photo.id, blob: null, head: null })
      if (!Object.keys(errors).length && item.entry.words === sent) item.entry.words = null
      await keep(item)
      meter(item, null)
      tell(item, say(isNew ? "Done" : "There"))
      showState(item, photo)
      showErrors(item, errors)
      item.place?.(photo)
      leadIfWanted(item)
      changed()
      if (item.entry.words) saveWords(item) // typed while the last piece was on its way
    }

    const failed = (item, error) => {
      meter(item, null)
      if (!(error instanceof Later)) {
        Object.assign(item.entry, { refused: true, blob: error instanceof Refused ? null : item.entry.blob, head: null })
        tell(item, error instanceof Refused ? error.message : say("Failed", item.entry.name), true)
        part(item, "again").hidden = !item.entry.blob
        item.element.classList.toggle("photo-item-refused", !item.entry.blob)
        store.remove(item.entry.key)
        passLeadOn(item)
        return
      }
      tell(item, say(error.why))
      part(item, "again").hidden = false
      item.isWaiting = setTimeout(() => { item.isWaiting = 0; next() }, RETRY[Math.min(item.tries++, RETRY.length - 1)])
    }

    /* The network is back, or somebody looks at the page again: no need to wait any longer. */
    const hurry = () => {
      for (const item of items.values()) {
        if (item.isWaiting) {
          clearTimeout(item.isWaiting)
          item.isWaiting = 0
        }
        if (item.entry.photo !== null && item.entry.words) saveWords(item)
      }
      next()
    }
    window.addEventListener("online", hurry)
    document.addEventListener("visibilitychange", () => { if (!document.hidden) hurry() })

    /* --- Files come in ------------------------------------------------------------------------- */

    const mine = () => JSON.parse(sessionStorage.getItem(TAB) ?? "[]")

    /* A page holds its uploads, so that another tab of the same story does not send them too. */
    const hold = (key) => new Promise((resolve) => {
      if (!navigator.locks) return resolve(() => {})
      navigator.locks.request(`news-photo:${key}`, { ifAvailable: true }, (lock) => lock
        ? new Promise((release) => resolve(release)) : resolve(null)).catch(() => resolve(() => {}))
    })

    const add = async (files, place = null) => {
      for (const file of files) {
        const entry = {
          key: newKey(), person: form.dataset.person, at: Date.now() + items.size, name: file.name || say("Nameless"),
          blob: file, head: null, isPrepared: false, isPlaced: Boolean(place), refused: false, photo: null, words: null,
        }
        const item = show(entry)
        item.place = place
        item.canLead = !place
        item.isLeading = item.canLead && !lead.value.trim() && ![...items.values()].some((one) => one.isLeading)
        if (!PICTURE.test(file.type) && !NAMED.test(file.name)) {
          failed(item, new Refused(say("Nopicture", entry.name)))
          continue
        }
        tell(item, say("Queue"))
        sessionStorage.setItem(TAB, JSON.stringify([...mine(), entry.key].slice(-50)))
        item.release = await hold(entry.key)
        keep(item)
      }
      next()
    }

    document.addEventListener("desk:photos", ({ detail }) => add(detail.files, detail.place))

    /* --- Photos that are there already --------------------------------------------------------- */

    const known = (id) => [...items.values()].find(({ entry }) => String(entry.photo) === id)

    const fetchState = async (id) => {
      if (!id || known(id)) return
      const answer = await stateOf(wordsUrl(id)).catch(() => null)
      if (!answer?.photo || known(id)) return
      const item = show({ key: `photo-${id}`, person: form.dataset.person, at: Date.now(), name: "", blob: null, photo: Number(id), words: null })
      showState(item, answer.photo)
    }
    lead.addEventListener("change", () => { markLead(); fetchState(numberOfLead()) })
    document.addEventListener("desk:photo-used", ({ detail }) => fetchState(detail.id))

    const restore = async () => {
      for (const element of list.querySelectorAll("[data-photo-item]")) {
        const id = Number(element.dataset.photo)
        take(element, { key: `photo-${id}`, person: form.dataset.person, at: Date.now(), name: "", blob: null, photo: id, words: null })
      }
      const own = mine()
      for (const entry of await store.all(form.dataset.person)) {
        const isHere = entry.draft === (form.dataset.draft || "new") || (entry.draft === "new" && own.includes(entry.key))
        if (!isHere || items.has(entry.key) && !entry.words) continue
        const release = await hold(entry.key)
        if (!release) continue
        const shown = entry.photo !== null && known(String(entry.photo))
        if (shown) { // the form shows it; only words that were not saved yet are news
          if (entry.key !== shown.entry.key) store.remove(entry.key)
          if (!entry.words) continue
          shown.entry.words = entry.words
          for (const field of fields(shown)) field.value = entry.words[field.dataset.photoWord] ?? field.value
          saveWords(shown)
          continue
        }
        const item = show(entry)
        item.release = release
        item.canLead = !entry.isPlaced
        item.isLeading = item.canLead && entry.photo === null && !lead.value.trim() && ![...items.values()].some((one) => one.isLeading)
        keep(item)
        if (entry.photo === null) tell(item, say("Queue"))
        else {
          stateOf(wordsUrl(entry.photo)).then(({ photo }) => { showState(item, photo); saveWords(item) }).catch(() => {})
        }
      }
      markLead()
      next()
    }

    /* --- The form ------------------------------------------------------------------------------ */

    form.addEventListener("formdata", ({ formData }) => {
      for (const { entry } of items.values()) {
        for (const [name, value] of Object.entries(entry.photo === null ? {} : entry.words ?? {})) {
          formData.set(`foto-${entry.photo}-${name}`, value)
        }
      }
    })

    const stopWaiting = () => { waiting = null; hint.hidden = true }

    /* Saving never waits. A step would leave the photo behind: it is taken as soon as all have arrived.
       Caught on its way down, before other scripts believe that the page is being left. */
    document.addEventListener("submit", (event) => {
      const button = event.submitter
      if (event.target !== form || !STEPS.includes(button?.name) || !open().length || waiting === button) return
      event.preventDefault()
      event.stopPropagation()
      waiting = button
      hint.textContent = say("Wait", open().length, button.textContent.trim())
      hint.hidden = false
    }, true)
    new MutationObserver(() => {
      for (const item of items.values()) if (item.entry.draft === "new") keep(item)
    }).observe(form, { attributes: true, attributeFilter: ["data-draft"] })

    for (const one of box.querySelectorAll("[data-photo-script]")) one.hidden = false
    for (const one of box.querySelectorAll("[data-photo-plain]")) one.hidden = true
    restore()
  }

  document.addEventListener("DOMContentLoaded", () => {
    const box = document.querySelector("[data-photo-desk]")
    if (box) begin(box)
  })
})()
