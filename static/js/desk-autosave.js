/* What is typed into the draft form goes to the server by itself, after the browser has kept its copy.

   Two seconds after the last change, and every five while somebody writes on. It is no save: no version
   comes of it. Where it does not get through, the form says why beside the buttons, and this tries again:
   by itself, when the network is back, and when somebody returns to the tab after signing in. */
(() => {
  "use strict"

  const PAUSE = 1500 // desk-copy.js has waited half a second already
  const LONGEST = 4500
  const PATIENCE = 15000
  const FIRST_RETRY = 2000
  const LAST_RETRY = 10000
  const BEACON = 60000 // what a page may send while it is being closed (Fetch, "keepalive")

  /* What nobody has to hear, and what is over without trying again. */
  const QUIET = ["", "pending", "saving", "saved"]
  const FINAL = ["gone", "large", "moved", "refused"]

  const tokens = () => [...document.querySelectorAll("[name=csrfmiddlewaretoken]")]

  class SignedOut extends Error {}

  /* Ask the desk. A redirect is the way to the sign-in page. */
  const ask = async (url, options = {}) => {
    const answer = await fetch(url, {
      signal: AbortSignal.timeout(PATIENCE),
      ...options,
      redirect: "manual",
      headers: { "X-CSRFToken": tokens()[0].value, Accept: "application/json", ...options.headers },
    })
    if (answer.type === "opaqueredirect" || answer.status === 401) throw new SignedOut()
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json")
    return [answer.status, isJson ? await answer.json() : null]
  }

  const watch = (form) => {
    const box = form.querySelector("[data-typing]")
    const aloud = box.querySelector("[data-typing-aloud]")
    const person = Number(form.dataset.person)
    let heard = null // what desk-copy.js told last
    let since = 0 // when the oldest change was made that is not on the server
    let sending = null
    let stop = new AbortController()
    let timer
    let wait = FIRST_RETRY
    let state = ""
    let leaving = false

    const show = (now) => {
      const wasBad = !QUIET.includes(state)
      state = now
      for (const part of form.querySelectorAll("[data-when]")) {
        part.hidden = !part.dataset.when.split(" ").includes(now)
      }
      if (now === "saved") {
        form.querySelector("[data-copy-kept]").hidden = true
        if (wasBad) aloud.textContent = aloud.dataset.good
      } else if (!QUIET.includes(now)) {
        const shown = box.querySelector("[data-when]:not([hidden])")
        if (aloud.textContent !== shown.textContent) aloud.textContent = shown.textContent
      }
    }

    const plan = (delay) => {
      clearTimeout(timer)
      timer = setTimeout(send, delay)
    }

    const fieldsOf = () => {
      const fields = {}
      for (const [name, value] of new FormData(form)) {
        if (typeof value !== "string" || ["csrfmiddlewaretoken", "copy"].includes(name)) continue
        fields[name] = [...(fields[name] ?? []), value]
      }
      return fields
    }

    const begun = (answer, words) => {
      form.dataset.draft = answer.draft
      form.action = answer.address
      form.querySelector("[name=version]").value = answer.version
      box.dataset.keep = answer.keep
      history.replaceState(null, "", answer.address)
      form.dispatchEvent(new CustomEvent("draft:begun", { detail: { ...answer, words, isWhole: answer.whole } }))
    }

    /* The token of a page is void after a new login; a fresh one also lets the buttons work again. */
    const renewToken = async () => {
      const [status, answer] = await ask(box.dataset.keep)
      if (status !== 200) return "failed"
      if (answer.person !== person) return "other"
      for (const field of tokens()) field.value = answer.token
      return ""
    }

    const judge = async (status, answer, words) => {
      if (status === 200) {
        if (answer.draft) begun(answer, words)
        if (answer.time) box.querySelector("[data-when=saved] time").textContent = answer.time
        if (answer.news) form.dispatchEvent(new CustomEvent("draft:news", { detail: answer.news }))
        return answer.dropped ? "" : "saved"
      }
      if (status === 403) return answer?.person ? "other" : await renewToken() || "again"
      if (status === 409) {
        form.querySelector("[data-typing-reason]").textContent = answer?.reason ?? ""
        return "moved"
      }
      if (status === 404) return "gone"
      if (status === 413) return "large"
      return status === 429 || status >= 500 ? "failed" : "refused"
    }

    const attempt = async () => {
      const { page, isStored, words } = heard
      const body = JSON.stringify({ page, person, fields: isStored ? {} : fieldsOf() })
      const headers = { "Content-Type": "application/json" }
      const signal = AbortSignal.any?.([stop.signal, AbortSignal.timeout(PATIENCE)]) ?? stop.signal
      try {
        return await judge(...await ask(box.dataset.keep, { method: "POST", body, headers, signal }), words)
      } catch (error) {
        if (error instanceof SignedOut) return "ended"
        return navigator.onLine ? "unreachable" : "offline"
      }
    }

    const run = async () => {
      const of = heard
      show("saving")
      let result = await attempt()
      if (result === "again") result = await attempt()
      if (stop.signal.aborted) return
      show(result === "again" ? "failed" : result)
      if (QUIET.includes(result)) {
        wait = FIRST_RETRY
        if (heard === of) since = 0
        else plan(PAUSE)
      } else if (!FINAL.includes(result)) {
        plan(wait)
        wait = Math.min(wait * 2, LAST_RETRY)
      } else if (heard !== of) plan(LONGEST)
    }

    const send = () => {
      clearTimeout(timer)
      if (!heard || sending || leaving) return
      sending = run().finally(() => { sending = null })
    }

    const hasWords = () => ["kicker", "headline", "standfirst", "body"].some((name) =>
      form.querySelector(`[name=${name}]`)?.value.trim())

    form.addEventListener("input", () => { if (state === "saved") show("pending") })
    form.addEventListener("copy:kept", ({ detail }) => {
      if (!form.dataset.draft && (detail.isStored || !hasWords())) {
        heard = null
        show("")
        return
      }
      heard = detail
      since ||= Date.now()
      if (QUIET.includes(state)) show("pending")
      if (!sending) plan(Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())))
    })

    form.addEventListener("copy:same", () => { if (state === "pending" && !since) show("saved") })

    /* Signing in, or a network that is back, is nothing to wait for. What is on its way may have left
       too early for it: then the next try is near. */
    const tryNow = () => {
      wait = FIRST_RETRY
      if (!QUIET.includes(state) && !FINAL.includes(state)) send()
    }
    window.addEventListener("online", tryNow)
    window.addEventListener("focus", tryNow)
    document.addEventListener("visibilitychange", () => { if (!document.hidden) tryNow() })
    window.addEventListener("offline", () => { if (since) show("offline") })

    /* A draft that is being begun is awaited, or the form would begin another. */
    let awaited = false
    form.addEventListener("submit", (event) => {
      if (sending && !form.dataset.draft && !awaited) {
        event.preventDefault()
        awaited = true
        const enough = new Promise((done) => setTimeout(done, 3000))
        Promise.race([sending, enough]).then(() => form.requestSubmit(event.submitter))
        return
      }
      awaited = false
      leaving = true
      clearTimeout(timer)
      stop.abort() // the form holds all of it, and more
    })
    window.addEventListener("pageshow", ({ persisted }) => {
      leaving = false
      stop = new AbortController()
      if (persisted && since) send()
    })
    window.addEventListener("pagehide", () => {
      if (leaving || !since || !heard) return
      const body = JSON.stringify({ page: heard.page, person, fields: heard.isStored ? {} : fieldsOf() })
      if (body.length > BEACON) return // this browser has it
      fetch(box.dataset.keep, {
        method: "POST", body, keepalive: true, redirect: "manual",
        headers: { "X-CSRFToken": tokens()[0].value, "Content-Type": "application/json" },
      }).catch(() => {})
    })

    /* --- What the server offers --------------------------------------------------------------- */

    for (const button of form.querySelectorAll("[data-offer-discard]")) {
      button.addEventListener("click", async (event) => {
        event.preventDefault()
        const item = button.closest("[data-offer]")
        const body = JSON.stringify({ page: item.dataset.offer, person, fields: {} })
        try {
          const [status] = await ask(button.formAction, {
            method: "POST", body, headers: { "Content-Type": "application/json" },
          })
          if (status !== 200) return
          item.remove()
          if (!form.querySelector("[data-offer]")) form.querySelector("[data-offers]").hidden = true
        } catch {
          // it stays and is offered the next time
        }
      })
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("draft-form")
    if (form) watch(form)
  })
})()
