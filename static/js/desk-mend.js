/* The buttons beside the remarks of the copy desk, in the form of a draft: the desk says what they do to
   the words (moderation/views/writing.py: mend), and it is put in here, letter by letter. So the page
   stays, the cursor stays, and one undo takes everything back: that of the editor, or the button that
   stands above the form's. Without this script the same buttons save the form and show it again. */
(() => {
  "use strict"

  const NAMES = ["_mend", "_leave", "_recall", "_learn"]
  const PIECES = /[\p{L}\p{N}]+|\s+|[^]/gu
  const LONGEST = 1500 // pieces of a paragraph that are compared one by one

  /* Return [start, end, words] for what to write where, to make `before` into `after`; the last first. */
  const changes = (before, after) => {
    const old = before.match(PIECES) ?? []
    const now = after.match(PIECES) ?? []
    let head = 0
    while (head < old.length && head < now.length && old[head] === now[head]) head++
    let tail = 0
    while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++
    const a = old.slice(head, old.length - tail)
    const b = now.slice(head, now.length - tail)
    const first = old.slice(0, head).join("").length
    if (a.length > LONGEST || b.length > LONGEST) return [[first, first + a.join("").length, b.join("")]]
    // How many pieces the rests of both have in common, in order.
    const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
    for (let i = a.length - 1; i >= 0; i--) {
      for (let j = b.length - 1; j >= 0; j--) {
        common[i][j] = a[i] === b[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1])
      }
    }
    const found = []
    let at = first
    let [i, j] = [0, 0]
    while (i < a.length || j < b.length) {
      if (i < a.length && j < b.length && a[i] === b[j]) {
        at += a[i].length
        i++
        j++
        continue
      }
      const change = [at, at, ""]
      while ((i < a.length || j < b.length) && !(i < a.length && j < b.length && a[i] === b[j])) {
        if (j >= b.length || i < a.length && common[i + 1][j] >= common[i][j + 1]) {
          at += a[i++].length
          change[1] = at
        } else {
          change[2] += b[j++]
        }
      }
      found.push(narrowed(before, change))
    }
    return found.reverse()
  }

  /* Letters that stay are not written again: half of a word may be bold. */
  const narrowed = (text, [start, end, words]) => {
    while (start < end && words && text[start] === words[0]) [start, words] = [start + 1, words.slice(1)]
    while (start < end && words && text[end - 1] === words.at(-1)) [end, words] = [end - 1, words.slice(0, -1)]
    return [start, end, words]
  }

  /* --- Into a field ------------------------------------------------------------------------------ */

  /* As typed: the browser's own undo knows of it. */
  const intoField = (field, before, after) => {
    if (field.value !== before) return false
    const held = document.activeElement
    for (const [start, end, words] of changes(before, after)) {
      field.focus({ preventScroll: true })
      field.setSelectionRange(start, end)
      const isTyped = document.execCommand(words ? "insertText" : "delete", false, words)
      if (!isTyped) field.setRangeText(words, start, end, "end")
    }
    if (held !== field) held?.focus({ preventScroll: true })
    field.dispatchEvent(new Event("input", { bubbles: true }))
    return true
  }

  /* --- Into the editor --------------------------------------------------------------------------- */

  const bodyOf = (html) => {
    const body = document.createElement("template")
    body.innerHTML = html
    return body.content
  }

  /* Write one change onto the letters of a paragraph; the marks around them stay. */
  const write = ({ places }, [start, end, words]) => {
    if (start === end) {
      const [node, offset] = places[start] ?? [places.at(-1)[0], places.at(-1)[1] + 1]
      node.insertData(offset, words)
      return
    }
    const [first, from] = places[start]
    const [last, to] = places[end - 1]
    if (first === last) {
      first.replaceData(from, to + 1 - from, words)
      return
    }
    const range = document.createRange()
    range.setStart(first, from)
    range.setEnd(last, to + 1)
    range.deleteContents()
    first.insertData(from, words)
  }

  const intoEditor = (editor, before, after) => {
    const root = editor.editable().$
    const [shown, old, now] = [root, bodyOf(before), bodyOf(after)].map(window.deskParagraphs)
    const isSame = shown.length === old.length && shown.every(({ text }, i) => text.trim() === old[i].text.trim())
    if (!isSame) return false
    editor.fire("saveSnapshot")
    if (now.length === old.length) {
      shown.forEach((paragraph, i) => {
        for (const change of changes(paragraph.text.trimEnd(), now[i].text.trimEnd())) write(paragraph, change)
      })
    } else {
      editor.setData(after, { noSnapshot: true }) // a paragraph is gone
    }
    editor.fire("saveSnapshot")
    editor.fire("change")
    editor.updateElement()
    editor.element.$.dispatchEvent(new Event("input", { bubbles: true }))
    return true
  }

  /* --- The buttons --------------------------------------------------------------------------------- */

  const start = (form) => {
    const bar = form.querySelector("[data-mend]")
    const list = form.querySelector("[data-checklist]")
    const says = bar?.querySelector("[data-mend-says]")
    const undo = bar?.querySelector("[data-mend-undo]")
    if (!bar || !list || !window.deskParagraphs) return
    let isAsking = false

    const editor = () => window.CKEDITOR?.instances[form.elements.body.id]

    /* Put the words in; false where somebody has typed since the desk read them. */
    const put = (before, after) => Object.keys(after).map((name) => name === "body"
      ? intoEditor(editor(), before.body, after.body)
      : intoField(form.elements[name], before[name], after[name])).every(Boolean)

    const say = (text, takeBack) => {
      bar.hidden = false
      undo.hidden = !takeBack
      undo.onclick = takeBack
      says.textContent = "" // what comes into a place that is there already is read out
      requestAnimationFrame(() => { says.textContent = text })
    }

    const remarks = () => [...list.querySelectorAll("[data-remark]")]

    /* Whoever goes through the list by keyboard stands at the next remark then, or at a reason that will not do. */
    const standAt = (place) => {
      const found = remarks()
      const next = list.querySelector("[aria-invalid=true]") ?? found[Math.min(place, found.length - 1)] ?? list.querySelector("#language-heading")
      next?.closest("details")?.setAttribute("open", "")
      next?.focus({ preventScroll: true })
      next?.scrollIntoView({ block: "nearest" })
    }

    /* Ask the desk what `name` and `value`, of a button, do. Whoever is in the list stands at `place` then. */
    const ask = async ({ name, value }, place, isInList) => {
      const body = new FormData(form)
      for (const [field, sent] of [...body]) if (sent instanceof File) body.delete(field)
      body.append(name, value)
      const { draft } = form.dataset // a new story has a number once its typing was kept
      const response = await fetch(draft ? `${bar.dataset.mend}${draft}/` : bar.dataset.mend, { method: "POST", body })
      if (response.status !== 200 || response.redirected) return false
      const { changed, was, says: text, checklist, learnt } = await response.json()
      if (!put(was, changed)) return false
      list.dispatchEvent(new CustomEvent("language:answered", { detail: checklist }))
      const takeBack = Object.keys(changed).length
        ? () => {
          put(changed, was)
          bar.hidden = true
          if (isInList) standAt(place)
        }
        : null
      const forget = learnt ? () => attempt({ name: "_forget", value: learnt }, place, isInList) : null
      say(text, takeBack ?? forget)
      if (isInList) standAt(place)
      return true
    }

    /* Say if the desk could not answer here, so that its page has to. */
    const attempt = async (button, place, isInList) => {
      if (isAsking) return false
      isAsking = true
      try {
        return !await ask(button, place, isInList)
      } catch {
        say(bar.dataset.noAnswer, null)
        return false
      } finally {
        isAsking = false
      }
    }

    /* The Enter key in the field of a reason presses the button beside it, not the first of the form. */
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || !event.target.name?.startsWith("reason-")) return
      event.preventDefault()
      if (!event.repeat) event.target.parentElement.querySelector("[name=_leave]").click()
    })

    form.addEventListener("submit", async (event) => {
      const button = event.submitter
      if (!NAMES.includes(button?.name) || button.isUnanswered) return
      if (button.name === "_leave" && !form.dataset.draft) return // there is nothing yet that it could stand in
      if (editor()?.mode !== "wysiwyg") return
      event.preventDefault()
      event.stopImmediatePropagation()
      const item = button.closest("[data-remark]")
      if (await attempt(button, item ? remarks().indexOf(item) : 0, list.contains(button))) {
        button.isUnanswered = true // the desk answers with a page: of what was typed, or to sign in
        form.requestSubmit(button)
      }
    }, { capture: true })
  }

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("draft-form")
    if (form) start(form)
  })
})()
