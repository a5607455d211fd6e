/* Who else has this draft open, and whether somebody saved a newer version of what is shown here. */
(() => {
  "use strict"

  const EVERY = 8000
  const PATIENCE = 6000

  const watch = (box) => {
    const form = document.getElementById("draft-form")
    const people = box.querySelector("[data-people]")
    const news = document.querySelector("[data-news]")
    let timer

    const facts = (more = {}) => {
      const sent = new FormData()
      const shown = {
        csrfmiddlewaretoken: document.querySelector("[name=csrfmiddlewaretoken]").value,
        version: Math.max(form?.querySelector("[name=version]").value ?? 0, box.dataset.version),
        status: box.dataset.status,
        ...more,
      }
      for (const [name, value] of Object.entries(shown)) sent.append(name, value)
      return sent
    }

    const name = (company) => {
      const items = company.map(({ says, open }) => {
        const item = document.createElement("li")
        item.textContent = says
        item.classList.toggle("is-open", open)
        return item
      })
      const isSame = people.children.length === items.length
        && items.every((item, i) => item.isEqualNode(people.children[i]))
      if (!isSame) people.replaceChildren(...items) // said aloud only when it changes
    }

    const tell = (says) => {
      const line = news.querySelector("[data-news-says]")
      if (line.textContent !== says) line.textContent = says
      news.hidden = !says
    }

    const attend = async () => {
      clearTimeout(timer)
      if (document.hidden) return
      timer = setTimeout(attend, EVERY)
      if (!box.dataset.attend) return
      try {
        const answer = await fetch(box.dataset.attend, {
          method: "POST", body: facts(), redirect: "manual", signal: AbortSignal.timeout(PATIENCE),
        })
        if (answer.status !== 200) return
        const { company, news: says } = await answer.json()
        name(company)
        tell(says)
      } catch {
        // nobody is told what could not be asked; the next answer comes soon
      }
    }

    form?.addEventListener("draft:begun", ({ detail: { presence, status } }) => {
      Object.assign(box.dataset, { attend: presence, status })
      attend()
    })
    // A page of two texts shows the newer one already; of a third its own question tells.
    form?.addEventListener("draft:news", ({ detail }) => { if (!Number(box.dataset.version)) tell(detail) })
    document.addEventListener("visibilitychange", attend)
    window.addEventListener("pageshow", ({ persisted }) => { if (persisted) attend() })
    window.addEventListener("pagehide", () => {
      clearTimeout(timer)
      if (box.dataset.attend) navigator.sendBeacon(box.dataset.attend, facts({ leave: "1" }))
    })
    attend()
  }

  document.addEventListener("DOMContentLoaded", () => {
    const box = document.querySelector("[data-company]")
    if (box) watch(box)
  })
})()
