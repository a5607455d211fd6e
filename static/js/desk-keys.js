/* Keyboard shortcuts of the desk. The list that people see (templates/admin/_keys.html) is what is done.

   Keys without Ctrl or Alt count outside fields only, and all can be switched off for this browser, since
   they would surprise whoever dictates (WCAG 2.2, 2.1.4). */
(() => {
  "use strict"

  const OFF = "desk-keys-off"
  const CHORD = 1500 // ms between "g" and the key after it
  const STORIES = "#result_list tbody :is(th, td) a[href], .desk-list :is(ol, ul:not(.desk-counts)) > li a[href], .queue :is(li, tr, article) a[href]"

  const isOff = () => {
    try {
      return localStorage.getItem(OFF) !== null
    } catch {
      return false
    }
  }
  const setOff = (off) => {
    try {
      if (off) localStorage.setItem(OFF, "1")
      else localStorage.removeItem(OFF)
    } catch {
      // a browser that keeps nothing: they stay on
    }
  }

  const inField = (target) => target instanceof Element
    && Boolean(target.closest("input, textarea, select, [contenteditable=true], [role=textbox], .cke_editable"))

  /* Name the pressed keys as the list does; digits by their place, since Shift makes signs of them. */
  const named = (event) => {
    const key = /^Digit\d$/.test(event.code) && event.altKey ? event.code.slice(5) : event.key.toLowerCase()
    const mod = event.ctrlKey || event.metaKey
    const isSign = !mod && !event.altKey && key.length === 1
    return [mod && "mod", event.altKey && "alt", event.shiftKey && !isSign && "shift", key].filter(Boolean).join("+")
  }

  const step = (by) => {
    const links = [...document.querySelectorAll(STORIES)].filter((link, i, all) =>
      link.offsetParent && all.findIndex((one) => one.closest("li, tr, article") === link.closest("li, tr, article")) === i)
    const at = links.indexOf(document.activeElement)
    const next = at < 0 ? (by > 0 ? links[0] : null) : links[at + by]
    next?.focus()
    next?.scrollIntoView({ block: "nearest" })
    return Boolean(next)
  }

  const focus = (id) => {
    const editor = window.CKEDITOR?.instances[id]
    const field = document.getElementById(id)
    if (!editor && !field) return false
    if (editor) editor.focus()
    else field.focus()
    return true
  }

  /* The first of the named buttons that can be seen and pressed; the selectors stand in order of choice. */
  const buttonOf = (selectors) => selectors.split(",")
    .flatMap((one) => [...document.querySelectorAll(one.trim())])
    .find((one) => !one.disabled && one.offsetParent)

  /* A remark, a note to the writer: what sends the words one is writing, where they are not the story's. */
  const SENDS = "form:not(#draft-form) textarea"
  const sending = (target) => {
    const buttons = target.matches?.(SENDS) ? [...target.form.querySelectorAll("button:not([type=button])")] : []
    return buttons.find((one) => one.matches(".default") && one.offsetParent) ?? buttons.find((one) => one.offsetParent)
  }

  document.addEventListener("DOMContentLoaded", () => {
    const dialog = document.getElementById("desk-keys")
    if (!dialog) return
    const entries = [...dialog.querySelectorAll("[data-keys]")]
    const on = dialog.querySelector("[data-keys-on]")

    const isHere = ({ dataset }) => {
      if ("sends" in dataset && document.querySelector(SENDS)) return true
      if (dataset.press) return Boolean(buttonOf(dataset.press))
      if (dataset.focus) return Boolean(document.getElementById(dataset.focus))
      if (dataset.see) return Boolean(document.querySelector(dataset.see))
      if (dataset.step) return Boolean(document.querySelector(STORIES))
      return true
    }
    const show = () => {
      for (const entry of entries) entry.hidden = !isHere(entry)
      for (const group of dialog.querySelectorAll("[data-keys-group]")) {
        group.hidden = !group.querySelector("[data-keys]:not([hidden])")
      }
      on.checked = !isOff()
      dialog.showModal()
      return true
    }
    const run = ({ dataset }, target) => {
      if (dataset.press) {
        const button = "sends" in dataset && sending(target) || buttonOf(dataset.press)
        button?.click()
        return Boolean(button)
      }
      if (dataset.focus) return focus(dataset.focus)
      if (dataset.step) return step(Number(dataset.step))
      if (dataset.go) {
        location.assign(dataset.go)
        return true
      }
      return "dialog" in dataset && show()
    }

    on.addEventListener("change", () => setOff(!on.checked))
    document.querySelectorAll("[data-keys-open]").forEach((button) => button.addEventListener("click", show))

    let before = ""
    let timer
    document.addEventListener("keydown", (event) => {
      if (event.isComposing || event.repeat || event.defaultPrevented || isOff() || document.querySelector("dialog[open], .cke_dialog:not([style*='display: none'])")) return
      const name = named(event)
      const isPlain = !/^(?:mod|alt)\+/.test(name)
      if (isPlain && inField(event.target)) return
      const wanted = before ? `${before} ${name}` : name
      clearTimeout(timer)
      before = ""
      const entry = entries.find(({ dataset }) => dataset.keys === wanted)
      if (entry) {
        if (run(entry, event.target)) {
          event.preventDefault()
          event.stopPropagation()
        }
      } else if (isPlain && entries.some(({ dataset }) => dataset.keys.startsWith(`${name} `))) {
        before = name
        timer = setTimeout(() => { before = "" }, CHORD)
      }
    }, true) // before the editor, which has keys of its own
  })
})()
