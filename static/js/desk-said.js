/* What a button beside a remark did is said above the buttons of the page, and goes by itself: after a while,
   when somebody types on, and when the list of remarks has another length than it told. Whoever points at it
   or stands in it keeps it. What it takes back is taken back elsewhere too: by the editor's own undo, or on
   the page of versions. */
(() => {
  "use strict"

  const watch = (bar) => {
    const stays = Number(bar.dataset.stays) * 1000
    let timer
    let told = 0

    const remarks = () => document.querySelectorAll("[data-remark]").length
    const isHeld = () => bar.matches(":hover, :focus-within")
    const hide = () => {
      clearTimeout(timer)
      bar.hidden = true
    }
    const wait = () => {
      clearTimeout(timer)
      timer = setTimeout(() => { if (!isHeld()) hide() }, stays)
    }
    const begin = () => {
      if (bar.hidden) return
      told = remarks()
      wait()
    }

    new MutationObserver(begin).observe(bar, { attributeFilter: ["hidden"], childList: true, subtree: true })
    for (const name of ["pointerleave", "focusout"]) bar.addEventListener(name, wait)
    document.addEventListener("input", ({ isTrusted }) => { if (isTrusted && !isHeld()) hide() })
    document.addEventListener("language:listed", () => { if (!bar.hidden && remarks() !== told) hide() }, { capture: true })
    begin()
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const bar of document.querySelectorAll("[data-stays]")) watch(bar)
  })
})()
