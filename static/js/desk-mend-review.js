/* The buttons beside the remarks of the copy desk on the page of a review. The desk saves what they do and
   answers with the page as it is then (moderation/views/language.py); its story and what stands beside it
   are put in here, so the page stays where it is and what is typed for a decision stays typed. Without
   this script the same buttons load the page anew. */
(() => {
  "use strict"

  const FIELDS = "input[id]:not([type=hidden]), textarea[id], select[id]"

  const isChanged = (field) => field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
    : field.options ? [...field.options].some((option) => option.selected !== option.defaultSelected)
      : field.value !== field.defaultValue

  /* What was typed and opened in `old` is so in `fresh`. */
  const keep = (old, fresh) => {
    const twin = ({ id }) => fresh.querySelector(`#${CSS.escape(id)}`)
    for (const fold of old.querySelectorAll("details[id]")) {
      const same = twin(fold)
      if (same) same.open = fold.open
    }
    for (const field of old.querySelectorAll(FIELDS)) {
      const same = isChanged(field) && twin(field)
      if (!same) continue
      if ("checked" in field) same.checked = field.checked
      same.value = field.value
    }
  }

  const start = (form) => {
    const side = document.querySelector(".review-side")
    const story = document.querySelector("[data-live=story]")
    const bar = document.querySelector("[data-mended]")
    const company = document.querySelector("[data-company]")
    let isAsking = false

    const remarks = () => [...form.querySelectorAll("[data-remark]")]

    const say = (text, undo) => {
      bar.hidden = false
      const says = bar.querySelector("[data-mended-says]")
      bar.querySelector("[data-mended-undo]").replaceChildren(...undo)
      says.textContent = "" // what comes into a place that is there already is read out
      requestAnimationFrame(() => { says.textContent = text })
    }

    /* Put the answered page in; the form stays the same element, others listen to it. */
    const exchange = (page) => {
      const section = form.closest("section")
      const sideNow = page.querySelector(".review-side")
      const formNow = page.getElementById(form.id)
      keep(side, sideNow)
      form.replaceChildren(...formNow.childNodes)
      formNow.closest("section").replaceWith(section)
      side.replaceChildren(...sideNow.childNodes)
      const storyNow = page.querySelector("[data-live=story]")
      keep(story, storyNow)
      story.replaceChildren(...storyNow.childNodes)
      const actions = document.querySelector(".review .dock > .actions")
      actions.replaceChildren(...page.querySelector(".review .dock > .actions").childNodes)
      const { version, status } = page.querySelector("[data-company]").dataset
      Object.assign(company.dataset, { version, status })
      for (const field of document.querySelectorAll(".review input[name=version]")) field.value = version
      document.dispatchEvent(new CustomEvent("review:renewed"))
      form.dispatchEvent(new CustomEvent("language:listed"))
    }

    /* Where to stand then: at the remark that took the answered one's place, or in the passage whose
       words were put right. Whoever undoes it stands there again. */
    let last = null
    const placeOf = (button) => {
      if (last && !form.contains(button) && ["_undo", "_forget"].includes(button.name)) return { ...last, top: find(last)?.getBoundingClientRect().top }
      const item = button.closest("li[id]")
      if (form.contains(button)) {
        const at = item?.matches("[data-remark]") ? remarks().indexOf(item) : -1
        return { id: item?.id, at, top: (item ?? button).getBoundingClientRect().top }
      }
      const node = document.getSelection().anchorNode
      const passage = (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("[id^=bagian-]")
      return { id: passage?.id, at: -1, top: passage?.getBoundingClientRect().top }
    }
    const find = ({ id, at }) => (id && document.getElementById(id))
      || (at >= 0 && remarks()[Math.min(at, remarks().length - 1)])
      || document.getElementById("language-heading")

    const standAt = (place) => {
      const element = find(place)
      element.closest("details")?.setAttribute("open", "")
      if (!element.hasAttribute("tabindex")) element.tabIndex = -1
      element.focus({ preventScroll: true })
      if (!form.contains(element)) document.getSelection().collapse(element, 0) // the next mark is one below
      if (place.top !== undefined) window.scrollBy({ top: element.getBoundingClientRect().top - place.top, behavior: "instant" })
      last = place
    }

    const ask = async (button) => {
      const place = placeOf(button)
      const response = await fetch(form.action, { method: "POST", body: new FormData(form, button) })
      const page = new DOMParser().parseFromString(await response.text(), "text/html")
      if (!response.ok || !page.getElementById(form.id)) return false
      exchange(page)
      const told = [...page.querySelectorAll(".messagelist li")]
      const links = told.flatMap((line) => [...line.querySelectorAll("a")]) // to what somebody else changed
      links.forEach((link) => link.remove())
      say(told.map((line) => line.textContent.trim()).join(" "), [...links, ...page.querySelectorAll("[data-mended-undo] button")])
      const wrong = form.querySelector("[aria-invalid=true]") // a reason that will not do
      if (wrong) wrong.focus()
      else standAt(place)
      return true
    }

    /* The Enter key in the field of a reason presses the button beside it. Without this the desk takes every
       reason that was typed. */
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || !event.target.name?.startsWith("reason-")) return
      event.preventDefault()
      if (!event.repeat) event.target.parentElement.querySelector("[name=_leave]").click()
    })

    form.addEventListener("submit", async (event) => {
      const button = event.submitter
      if (!button?.name || button.isUnanswered) return
      event.preventDefault()
      if (isAsking) return
      isAsking = true
      try {
        if (!await ask(button)) {
          button.isUnanswered = true // the desk answers with another page: to sign in, or that it is gone
          form.requestSubmit(button)
        }
      } catch {
        say(bar.dataset.noAnswer, [])
      } finally {
        isAsking = false
      }
    })
  }

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("form[data-language]")
    if (form) start(form)
  })
})()
