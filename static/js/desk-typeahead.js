/* Suggestions while typing: a list below the input, from the desk.

   The input works without this, with the list of the page; the server decides what the text names. With
   data-many the text is a list parted by commas, and the part behind the last one is completed. Arrow keys
   choose, Enter takes, Escape closes: the pattern of a combobox. Nothing is chosen before an arrow key is pressed.
   Enter then takes the first, which carries the sign of that key, where the text has to name something that is
   there; where it may be new, as with tags, it stays as it was typed. */
(() => {
  "use strict"

  const PAUSE = 150
  const [LEAST, MOST] = [180, 320] // px that the list takes

  const ask = async (input, query, signal) => {
    const address = new URL(input.dataset.typeahead, document.baseURI)
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value)
    const response = await fetch(address, {
      signal, credentials: "same-origin", headers: { Accept: "application/json" },
    })
    if (!response.ok) throw new Error(`The desk answered ${response.status}.`)
    return (await response.json()).results
  }

  const element = (tag, attributes, ...children) => {
    const made = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
    made.append(...children)
    return made
  }

  const say = (field) => {
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }))
  }

  /* What stands before the part that is being typed, and that part. */
  const parts = (input) => {
    if (!("many" in input.dataset)) return ["", input.value.trim()]
    const at = input.value.lastIndexOf(",") + 1
    const before = input.value.slice(0, at)
    return [before ? `${before} ` : "", input.value.slice(at).trim()]
  }

  /* --- The picture beside a photo's number ------------------------------------------------------ */

  const showThumb = async (input) => {
    const image = document.querySelector(`[data-thumb-of="${input.id}"]`)
    if (!image) return
    const number = input.value.match(/^\s*#?(\d{1,9})(?!\d)/)
    const [photo] = number ? await ask(input, { id: number[1] }).catch(() => []) : []
    image.hidden = !photo
    if (photo) image.src = photo.thumb
  }

  /* A photo uploaded from here, in the tab that the link opened, is put in where none is yet. */
  const takePhoto = async (input, number) => {
    if (input.value.trim()) return
    const [photo] = await ask(input, { id: number }).catch(() => [])
    if (!photo || input.value.trim()) return
    input.value = photo.text
    input.dispatchEvent(new Event("change", { bubbles: true })) // shows it, and is kept like typed text
  }

  window.addEventListener("message", ({ origin, data }) => {
    const link = document.querySelector("[data-photo-into]")
    if (origin !== location.origin || !link || !/^\d{1,9}$/.test(data?.photo)) return
    takePhoto(document.getElementById(link.dataset.photoInto), data.photo)
  })

  /* --- One list for the page, below the input that is being typed into -------------------------- */

  const list = element("ul", { id: "desk-typeahead", role: "listbox", class: "typeahead", hidden: "" })
  let open = null // the input whose list it is
  let results = []
  let active = -1
  let request = new AbortController()
  let timer

  const close = () => {
    clearTimeout(timer)
    request.abort()
    if (!open) return
    open.setAttribute("aria-expanded", "false")
    open.removeAttribute("aria-activedescendant")
    list.hidden = true
    list.removeAttribute("aria-label") // the label is the input's own
    open = null
    results = []
    active = -1
  }

  const point = (to) => {
    active = to
    const options = [...list.children]
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === active)))
    if (active < 0) return open.removeAttribute("aria-activedescendant")
    open.setAttribute("aria-activedescendant", options[active].id)
    return options[active].scrollIntoView({ block: "nearest" })
  }

  const take = (i) => {
    const input = open
    const [before] = parts(input)
    input.value = before + results[i].text
    close()
    say(input)
    close() // what was taken is not asked for again
  }

  const option = (result, i) => {
    const made = element("li", { role: "option", id: `desk-typeahead-${i}`, "aria-selected": "false" },
      element("span", {}, result.text))
    if (result.thumb) made.prepend(element("img", { src: result.thumb, alt: "", loading: "lazy" }))
    if (result.missing?.length) made.lastChild.append(element("small", {}, `− ${result.missing.join(", ")}`))
    return made
  }

  /* Below the input, or above it where the window, or the keyboard on it, leaves no room. */
  const place = (input) => {
    const box = input.getBoundingClientRect()
    const bottom = window.visualViewport ? visualViewport.offsetTop + visualViewport.height : innerHeight
    const isAbove = bottom - box.bottom < LEAST && box.top > bottom - box.bottom
    const room = isAbove ? box.top : bottom - box.bottom
    Object.assign(list.style, {
      insetInlineStart: `${box.left}px`,
      inlineSize: `${Math.max(box.width, Math.min(MOST, innerWidth - box.left - 8))}px`,
      maxBlockSize: `${Math.max(LEAST / 2, Math.min(MOST, room - 12))}px`,
      insetBlockStart: isAbove ? "auto" : `${box.bottom + 2}px`,
      insetBlockEnd: isAbove ? `${innerHeight - box.top + 2}px` : "auto",
    })
  }

  const offer = (input, found, typed) => {
    results = found
    list.replaceChildren(...results.map(option))
    if (!results.length) return close()
    open = input
    list.setAttribute("aria-label", input.labels?.[0]?.textContent.trim() || input.getAttribute("aria-label") || "")
    input.setAttribute("aria-expanded", "true")
    place(input)
    list.hidden = false
    list.classList.toggle("names-one", Boolean(typed) && !("many" in input.dataset))
    return point(-1)
  }

  const search = async (input) => {
    request.abort()
    request = new AbortController()
    const [, typed] = parts(input)
    try {
      const found = await ask(input, { q: typed }, request.signal)
      if (document.activeElement !== input) return
      if (found.length === 1 && parts(input)[0] + found[0].text === input.value) close()
      else offer(input, found, typed)
    } catch {
      // no suggestions: what is typed still counts
    }
  }

  const isOne = (input) => input instanceof HTMLInputElement && Boolean(input.dataset.typeahead)

  const prepare = (input) => {
    if (input.hasAttribute("role")) return
    input.removeAttribute("list")
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": list.id,
    })) input.setAttribute(name, value)
  }

  /* --- What the person does ---------------------------------------------------------------------- */

  document.addEventListener("focusin", ({ target }) => { if (isOne(target)) prepare(target) })
  document.addEventListener("focusout", ({ target }) => { if (target === open) close() })

  document.addEventListener("input", ({ target, isTrusted }) => {
    if (!isOne(target) || !isTrusted) return
    clearTimeout(timer)
    timer = setTimeout(search, PAUSE, target)
  })

  document.addEventListener("keydown", (event) => {
    const input = event.target
    if (!isOne(input) || event.isComposing) return
    const last = results.length - 1
    if (event.key === "ArrowDown" && !open) search(input)
    else if (!open) return
    else if (event.key === "ArrowDown") point(active < last ? active + 1 : 0)
    else if (event.key === "ArrowUp") point(active > 0 ? active - 1 : last)
    else if (event.key === "Enter" && (active >= 0 || list.classList.contains("names-one"))) take(Math.max(active, 0))
    else if (event.key === "Enter" && parts(input)[1]) close()
    else if (event.key === "Escape") close()
    else return
    event.preventDefault() // Enter would send the form
  })

  list.addEventListener("mousedown", (event) => event.preventDefault()) // the input keeps the focus
  list.addEventListener("click", ({ target }) => {
    const chosen = target.closest("[role=option]")
    if (chosen && open) take([...list.children].indexOf(chosen))
  })
  document.addEventListener("click", ({ target }) => {
    if (isOne(target) && !open && !target.value) search(target)
  })
  window.addEventListener("resize", close)
  document.addEventListener("scroll", ({ target }) => { if (open && target !== list) place(open) }, true)

  document.addEventListener("change", ({ target }) => { if (isOne(target)) showThumb(target) })
  document.addEventListener("DOMContentLoaded", () => {
    const main = document.querySelector("main") ?? document.body
    main.append(list)
    document.querySelectorAll("input[data-typeahead]").forEach(prepare)
  })
})()
