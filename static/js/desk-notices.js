/* Keeps the badges of a desk page fresh: asks one address twice a minute while somebody looks.

   Every element with data-pulse="NAME" shows the value of that name in the answer, and what it
   stands in is hidden while there is none. Other scripts listen for the event "desk:pulse". */
(() => {
  "use strict"

  const EVERY = 30_000
  const LONGEST = 10 * 60_000
  const { pulseAt } = document.currentScript.dataset

  let pause = EVERY
  let asked = Date.now()
  let timer

  const show = (answer) => {
    for (const place of document.querySelectorAll("[data-pulse]")) {
      const value = answer[place.dataset.pulse]
      if (value === undefined || place.textContent === String(value)) continue
      place.textContent = value
      place.parentElement.hidden = !value
    }
    document.dispatchEvent(new CustomEvent("desk:pulse", { detail: answer }))
  }

  const ask = async () => {
    asked = Date.now()
    try {
      const response = await fetch(pulseAt, { credentials: "same-origin", redirect: "error" })
      if (!response.ok) throw new Error(`The desk answered ${response.status}.`)
      show(await response.json())
      pause = EVERY
    } catch {
      pause = Math.min(pause * 2, LONGEST) // signed out, or no network
    }
    wait()
  }

  const wait = () => {
    clearTimeout(timer)
    if (!document.hidden) timer = setTimeout(ask, Math.max(0, asked + pause - Date.now()))
  }

  document.addEventListener("visibilitychange", wait)
  wait()
})()
