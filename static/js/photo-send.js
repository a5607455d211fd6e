/* Sends a file to the photo library in pieces and goes on where it stopped.

   `Later` means: nothing is wrong with the file, try again; its `why` is Offline, Server or Signin.
   `Refused` carries the server's sentence: trying again would not help. */
(() => {
  "use strict"

  const SMALLEST = 64 * 1024
  const LARGEST = 2 * 1024 * 1024
  const FIRST = 256 * 1024
  const PATIENCE = 60 * 1000

  class Later extends Error {
    constructor(why) {
      super(why)
      this.why = why
    }
  }
  class Refused extends Error {}

  const ask = async (url, options = {}) => {
    const limit = AbortSignal.timeout(PATIENCE)
    const signal = options.signal && AbortSignal.any ? AbortSignal.any([options.signal, limit]) : options.signal || limit
    let response
    try {
      response = await fetch(url, {
        credentials: "same-origin", redirect: "manual", ...options, signal,
        headers: { Accept: "application/json", ...options.headers },
      })
    } catch (error) {
      if (options.signal?.aborted) throw error
      throw new Later("Offline")
    }
    // Whoever is not signed in is sent to the sign-in page; who signed in again has a new token.
    if (response.type === "opaqueredirect" || response.status === 403) throw new Later("Signin")
    const answer = await response.json().catch(() => null)
    if (!answer || response.status >= 500) throw new Later("Server")
    if (response.status === 422 && answer.error) throw new Refused(answer.error)
    return answer
  }

  const formOf = (values) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(values)) if (value) form.append(name, value)
    return form
  }

  /* Send `entry` ({key, name, blob, head, words}) to `url`; return the answer {photo, is_new, errors}. */
  const send = async (url, entry, { fallback, signal, progress }) => {
    const size = entry.blob.size
    let { received, photo, token } = await ask(url, { signal })
    if (photo) return { photo, is_new: true, errors: {} }
    const headers = { "X-CSRFToken": token }
    let step = FIRST
    for (let corrections = 0; ;) {
      while (received < size) {
        progress(received / size)
        const started = performance.now()
        const answer = await ask(`${url}?at=${received}`, {
          method: "PUT", signal, body: entry.blob.slice(received, received + step),
          headers: { ...headers, "Content-Type": "application/octet-stream" },
        })
        if (answer.received <= received && ++corrections > 5) throw new Later("Server")
        received = answer.received // also what a piece out of place is answered
        const took = performance.now() - started
        if (took < 1000) step = Math.min(LARGEST, step * 2)
        else if (took > 4000) step = Math.max(SMALLEST, step / 2)
      }
      progress(1)
      const body = formOf({ name: entry.name, size, head: entry.head, fallback, ...entry.words })
      const answer = await ask(`${url}selesai/`, { method: "POST", signal, headers, body })
      if (answer.photo) return answer
      if (++corrections > 5) throw new Later("Server")
      received = answer.received
    }
  }

  const stateOf = (url) => ask(url)

  /* Save words; return {photo} or {errors}. */
  const save = async (url, words) => {
    const { token } = await ask(url)
    const body = new FormData()
    for (const [name, value] of Object.entries(words)) body.append(name, value)
    return ask(url, { method: "POST", headers: { "X-CSRFToken": token }, body })
  }

  const forget = async (url) => {
    const { token } = await ask(url)
    return ask(url, { method: "DELETE", headers: { "X-CSRFToken": token } })
  }

  window.newsPhotos = { ...window.newsPhotos, send, save, stateOf, forget, Later, Refused }
})()
