/* Suggestions while typing: fills the datalist of an input from the desk.

   The input works without this; the server decides what the text names. With data-many the text is a
   list parted by commas, and the part behind the last one is completed. */
(() => {
  "use strict"

  const PAUSE = 150

  const ask = async (input, query, signal) => {
    const address = new URL(input.dataset.typeahead, document.baseURI)
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value)
    const response = await fetch(address, {
      signal, credentials: "same-origin", headers: { Accept: "application/json" },
    })
    if (!response.ok) throw new Error(`The desk answered ${response.status}.`)
    return (await response.json()).results
  }

  /* What stands before the part that is being typed, and that part. */
  const parts = (input) => {
    if (!("many" in input.dataset)) return ["", input.value.trim()]
    const at = input.value.lastIndexOf(",") + 1
    const before = input.value.slice(0, at)
    return [before ? `${before} ` : "", input.value.slice(at).trim()]
  }

  const offer = (list, before, results) => {
    list.replaceChildren(...results.map((result) => {
      const option = document.createElement("option")
      option.value = before + result.text
      if (result.missing?.length) option.label = `${result.text} (− ${result.missing.join(", ")})`
      return option
    }))
  }

  const thumbOf = (input) => document.querySelector(`[data-thumb-of="${input.id}"]`)

  const showThumb = async (input) => {
    const image = thumbOf(input)
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

  let request = new AbortController()
  let timer

  document.addEventListener("input", (event) => {
    const input = event.target
    if (!(input instanceof HTMLInputElement) || !input.dataset.typeahead) return
    const chosen = [...input.list.options].some((option) => option.value === input.value)
    if (chosen) {
      showThumb(input)
      return
    }
    clearTimeout(timer)
    timer = setTimeout(async () => {
      request.abort()
      request = new AbortController()
      const [before, typed] = parts(input)
      try {
        offer(input.list, before, await ask(input, { q: typed }, request.signal))
      } catch {
        // no suggestions: what is typed still counts
      }
    }, PAUSE)
  })

  document.addEventListener("change", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.dataset.typeahead) showThumb(event.target)
  })
})()
