/* The ways in for photos of a story: the buttons, dragging, pasting. What comes in is handed on as
   "desk:photos" on the document; the editor takes what is dropped or pasted into the text before. */
(() => {
  "use strict"

  const PICTURE = /^image\//
  const NAMED = /\.hei[cf]$/i

  const hand = (files) => {
    if (files.length) document.dispatchEvent(new CustomEvent("desk:photos", { detail: { files } }))
  }
  const hasFiles = ({ dataTransfer }) => [...dataTransfer?.types ?? []].includes("Files")

  const listen = (box) => {
    // The camera of a computer without a touch screen looks at the person who writes.
    box.querySelector("[data-photo-camera]").hidden = !navigator.maxTouchPoints
    for (const input of box.querySelectorAll("input[type=file]")) {
      input.addEventListener("change", (event) => {
        event.stopPropagation() // no field of the form
        hand([...input.files])
        input.value = ""
      })
    }

    let depth = 0 // a drag enters each element on its way
    const lift = () => {
      depth = 0
      box.classList.remove("photo-desk-over")
    }
    document.addEventListener("dragenter", (event) => {
      if (!hasFiles(event)) return
      depth += 1
      box.classList.add("photo-desk-over")
    })
    document.addEventListener("dragleave", (event) => {
      if (hasFiles(event) && (depth -= 1) <= 0) lift()
    })
    document.addEventListener("dragover", (event) => { if (hasFiles(event)) event.preventDefault() })
    document.addEventListener("drop", lift, true)
    document.addEventListener("drop", (event) => {
      if (!hasFiles(event)) return
      event.preventDefault() // the browser would leave the page and show the picture
      hand([...event.dataTransfer.files])
    })

    document.addEventListener("paste", (event) => {
      const files = [...event.clipboardData?.files ?? []]
        .filter(({ type, name }) => PICTURE.test(type) || NAMED.test(name))
      if (event.defaultPrevented || !files.length || event.clipboardData.getData("text/plain")) return
      event.preventDefault()
      hand(files)
    })
  }

  document.addEventListener("DOMContentLoaded", () => {
    const box = document.querySelector("[data-photo-desk]")
    if (box?.querySelector("input[type=file]")) listen(box)
  })
})()
