/* What the copy desk remarks on, marked where it stands: in the editor while somebody writes, and in the
   story that an editor reads. By the CSS Custom Highlight API, so nothing is ever written into the text:
   a mark is a range that the browser moves along with the letters, and is gone when its words change. The
   list of remarks stays the record; without that API it stands alone.

   A place is found by its words and what stands around them, because the list is about the text as it was
   a second ago. White space is compared as one space, as the desk stores it.

   Words that people read come from the page (templates/admin/moderation/draft/_marks.html). */
(() => {
  "use strict"

  /* The last is drawn over the others. Below all is what was let stand, for whoever decides on the story. */
  const LEVELS = ["left", "saran", "peringatan", "galat"]
  const BLOCKS = /^(?:P|H[1-6]|LI|UL|OL|T[DHR]|TABLE|THEAD|TBODY|CAPTION|FIGURE|FIGCAPTION|BLOCKQUOTE|DIV|BR)$/
  const MOVES = /^(?:Arrow|Home$|End$|Page)/
  const LETTER = /[\p{L}\p{N}]/u
  const UNSEEN = /[\u200b\ufeff]/ // what the editor puts in to hold the cursor

  const one = (text) => text.replace(/\s+/g, " ")

  /* --- Texts as the desk reads them ------------------------------------------------------------ */

  /* Return the paragraphs below `root`: their text, and for each letter its node and offset. */
  const paragraphsOf = (root) => {
    const found = []
    let text = ""
    let places = []
    const finish = () => {
      if (text.trim()) found.push({ text, places })
      text = ""
      places = []
    }
    const read = (node) => {
      for (let i = 0; i < node.data.length; i++) {
        const letter = /\s/.test(node.data[i]) ? " " : node.data[i]
        if (UNSEEN.test(letter) || (letter === " " && (!text || text.endsWith(" ")))) continue
        text += letter
        places.push([node, i])
      }
    }
    const walk = (parent, counts) => {
      for (const child of parent.childNodes) {
        if (child.nodeType === Node.TEXT_NODE) {
          if (counts) read(child)
        } else if (child.nodeType === Node.ELEMENT_NODE) {
          const isBlock = BLOCKS.test(child.tagName)
          if (isBlock) finish()
          const own = child.getAttribute("contenteditable") // a picture shows the library's words too
          walk(child, own === null ? counts : own === "true")
          if (isBlock) finish()
        }
      }
    }
    walk(root, true)
    finish()
    return found
  }
  window.deskParagraphs = paragraphsOf // static/js/desk-mend.js writes onto the same letters

  const rangeOf = ({ places }, start, end) => {
    const range = document.createRange()
    range.setStart(...places[start])
    const [node, offset] = places[end - 1]
    range.setEnd(node, offset + 1)
    return range
  }

  /* --- Where a remark's words stand -------------------------------------------------------------- */

  const sameEnd = (text, end, context) => {
    let count = 0
    while (count < context.length && count < end && text[end - 1 - count] === context.at(-1 - count)) count++
    return count
  }
  const sameStart = (text, start, context) => {
    let count = 0
    while (count < context.length && text[start + count] === context[count]) count++
    return count
  }

  /* Part of a longer word is not the word. */
  const isWord = (text, start, end) =>
    !(LETTER.test(text[start]) && LETTER.test(text[start - 1] ?? "")) && !(LETTER.test(text[end - 1]) && LETTER.test(text[end] ?? ""))

  /* Return the range of a remark, or null: of several places the one with most of what stood around it,
     and at least all that stood on one side. `isTaken` says of a range that it has another's mark. */
  const find = (remark, paragraphs, isTaken) => {
    const { words, before, after } = remark
    let best = null
    let most = -1
    for (const paragraph of paragraphs) {
      const { text } = paragraph
      for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
        const end = at + words.length
        const [left, right] = [sameEnd(text, at, before), sameStart(text, end, after)]
        const fits = left === before.length && (before || at === 0) || right === after.length && (after || end === text.trimEnd().length)
        if (!fits || left + right <= most || !isWord(text, at, end)) continue
        const range = rangeOf(paragraph, at, end)
        if (isTaken(range)) continue
        best = range
        most = left + right
      }
    }
    return best
  }

  /* Say whether a range still holds its words and no letter was written onto them. */
  const holds = ({ range, words }) => {
    const { startContainer: first, startOffset: start, endContainer: last, endOffset: end } = range
    if (!first.isConnected || one(range.toString()).replaceAll("\u200b", "") !== words) return false
    return !(LETTER.test(words[0]) && LETTER.test(first.data?.[start - 1] ?? ""))
      && !(LETTER.test(words.at(-1)) && LETTER.test(last.data?.[end] ?? ""))
  }

  /* --- The remarks of the list ------------------------------------------------------------------- */

  const remarksOf = (list) => [...list.querySelectorAll("[data-remark], [data-left]")].map((item) => {
    const mark = item.querySelector(".language-words mark")
    const words = mark.textContent
    const before = mark.previousSibling.data.slice(1) // a space parts it from what is only heard
    const after = mark.nextSibling?.data ?? ""
    return {
      item,
      level: item.dataset.level,
      field: item.dataset.field,
      raw: words,
      words: one(words),
      before: one(before.replace(/^…/, "")),
      after: one(after.replace(/…$/, "")),
    }
  }).filter(({ words }) => words)

  const reveal = (element) => {
    for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true
    element.scrollIntoView({ block: "center" })
    element.focus({ preventScroll: true })
  }

  /* Put the cursor before the words: selected, they would be gone with the next key. */
  const goTo = (range) => {
    document.getSelection().collapse(range.startContainer, range.startOffset)
    range.startContainer.parentElement.scrollIntoView({ block: "center" })
  }

  /* `page` shows the marks and `list` holds the remarks. `texts(field)` are the elements that show a field,
     `fieldOf(field)` is the input that it is typed into instead; `enter()` leads into the text. */
  const watch = ({ list, page, texts, enter, fieldOf }) => {
    const bar = page.querySelector("[data-marks-bar]")
    const note = page.querySelector("[data-mark-note]")
    const drawn = window.Highlight && CSS.highlights
      ? Object.fromEntries(LEVELS.map((level, i) => {
        const highlight = Object.assign(new Highlight(), { priority: i })
        CSS.highlights.set(`remark-${level}`, highlight)
        return [level, highlight]
      }))
      : null
    const current = drawn && Object.assign(new Highlight(), { priority: LEVELS.length })
    if (current) CSS.highlights.set("remark-current", current)
    let marks = []

    const draw = (mark, range) => {
      if (mark.range) drawn[mark.level].delete(mark.range)
      mark.range = range
      if (range) drawn[mark.level].add(range)
    }

    const read = () => {
      const known = new Map()
      return (field) => {
        if (!known.has(field)) known.set(field, texts(field).flatMap(paragraphsOf))
        return known.get(field)
      }
    }

    /* Two remarks of one rule about the same words are about two places. */
    const takenBy = (mark, others) => (range) => others.some((other) => other !== mark && other.range
      && other.item.dataset.rule === mark.item.dataset.rule && other.words === mark.words
      && !other.range.compareBoundaryPoints(Range.START_TO_START, range))

    const place = () => {
      LEVELS.forEach((level) => drawn[level].clear())
      const paragraphs = read()
      marks = remarksOf(list)
      for (const mark of marks) draw(mark, find(mark, paragraphs(mark.field), takenBy(mark, marks)))
      marks = marks.filter(({ field }) => texts(field).length)
      count()
    }

    /* After a change: what does not hold its words any more is looked for anew, once a frame. */
    let isPlanned = false
    const refit = () => {
      isPlanned = false
      const paragraphs = read()
      for (const mark of marks) {
        if (mark.range && holds(mark)) continue
        draw(mark, null)
        draw(mark, find(mark, paragraphs(mark.field), takenBy(mark, marks)))
      }
      count()
    }
    const refitSoon = () => {
      if (!drawn) return
      if (!isPlanned) requestAnimationFrame(refit)
      isPlanned = true
    }

    const shown = () => marks.filter(({ range }) => range)
    const count = () => {
      const found = shown()
      bar.hidden = !found.length
      bar.querySelector("[data-marks-count]").textContent = String(found.length)
      if (!note.hidden && !found.some(({ item }) => item === note.of)) hide()
    }

    /* --- The remark where the cursor stands ------------------------------------------------------- */

    const hide = () => {
      current?.clear()
      note.hidden = true
      note.of?.classList.remove("is-current")
      note.of = null
    }

    const show = (mark) => {
      hide()
      const { item, range, level } = mark
      note.of = item
      item.classList.add("is-current")
      current.add(range)
      note.dataset.level = level
      const said = [...item.querySelectorAll("[data-says], [data-why] > *")] // also why it stays, and who said so
      note.querySelector("[data-mark-says]").textContent = said.map((part) => part.textContent.trim()).join(" — ")
      const form = list.closest("form")
      const buttons = [...item.querySelectorAll("button[name=_mend]")].map((button) => button.cloneNode(true))
      for (const button of buttons) if (form?.id) button.setAttribute("form", form.id)
      note.querySelector("[data-mark-fixes]").replaceChildren(...buttons)
      note.hidden = false
      const [box, frame] = [range.getBoundingClientRect(), note.offsetParent.getBoundingClientRect()]
      const left = Math.min(box.left - frame.left, frame.width - note.offsetWidth)
      note.style.setProperty("top", `${box.bottom - frame.top + 6}px`)
      note.style.setProperty("left", `${Math.max(0, left)}px`)
    }

    /* The gravest of those that a place lies in. */
    const markAt = (node, offset) => shown()
      .filter(({ range }) => range.isPointInRange(node, offset))
      .sort((a, b) => LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level))[0]

    const look = ({ target }) => {
      const selection = document.getSelection()
      if (note.contains(target) || bar.contains(target) || !selection.rangeCount) return
      const mark = selection.isCollapsed && markAt(selection.anchorNode, selection.anchorOffset)
      if (mark) show(mark)
      else hide()
    }

    const next = () => {
      const found = shown().sort((a, b) => a.range.compareBoundaryPoints(Range.START_TO_START, b.range))
      const selection = document.getSelection()
      const from = selection.rangeCount ? selection.getRangeAt(0) : null
      const isInside = from && page.contains(from.startContainer)
      const later = found.find(({ range }) => !isInside || range.compareBoundaryPoints(Range.START_TO_START, from) > 0)
      const mark = later ?? found[0]
      if (!mark) return
      enter()
      goTo(mark.range)
      show(mark)
    }

    /* --- From the list to the text ------------------------------------------------------------------ */

    const showPlace = (item) => {
      const remark = remarksOf(list).find((other) => other.item === item)
      const field = remark && fieldOf(remark.field)
      if (field) {
        const at = field.value.indexOf(remark.raw)
        field.focus()
        field.scrollIntoView({ block: "center" })
        if (at >= 0) field.setSelectionRange(at, at + remark.raw.length)
        return
      }
      const range = marks.find((mark) => mark.item === item)?.range ?? (remark && find(remark, read()(remark.field), () => false))
      if (!range) return
      enter()
      goTo(range)
      if (drawn) show({ ...remark, range })
    }

    const readable = () => {
      for (const button of list.querySelectorAll("[data-show-place]")) {
        const { field } = button.closest("[data-remark], [data-left]").dataset
        button.hidden = !fieldOf(field) && !texts(field).length
      }
      if (!drawn) return
      const was = note.of?.id
      hide()
      place()
      const still = was && shown().find(({ item }) => item.id === was)
      if (still) show(still)
    }

    list.addEventListener("language:listed", readable)
    list.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-show-place]")
      if (button) showPlace(button.closest("[data-remark], [data-left]"))
    })
    bar.querySelector("[data-mark-next]").addEventListener("mousedown", (event) => event.preventDefault())
    bar.querySelector("[data-mark-next]").addEventListener("click", next)
    note.querySelector("[data-mark-remark]").addEventListener("click", () => {
      const item = note.of
      hide()
      if (item) reveal(item)
    })
    note.addEventListener("mousedown", (event) => event.preventDefault()) // the cursor stays in the text
    page.addEventListener("click", look)
    page.addEventListener("keyup", (event) => { if (MOVES.test(event.key)) look(event) })
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide() })
    page.addEventListener("input", ({ target }) => { if (target.isContentEditable) hide() })
    readable()
    return refitSoon
  }

  /* --- The form of a draft, where the text is in the editor ---------------------------------------- */

  const inForm = (form) => {
    const list = form.querySelector("[data-checklist]")
    const page = form.querySelector(".row-body")
    const area = page.querySelector("textarea")
    const editor = () => window.CKEDITOR?.instances[area.id]
    const isReady = () => editor()?.status === "ready" && editor().mode === "wysiwyg"
    const start = () => {
      const refit = watch({
        list,
        page,
        enter: () => editor().focus(),
        texts: (field) => field === "body" && isReady() ? [editor().editable().$] : [],
        fieldOf: (field) => {
          const found = form.elements[field]
          return field !== "body" && found?.setSelectionRange && found.type !== "hidden" ? found : null
        },
      })
      if (!isReady()) return
      editor().editable().$.addEventListener("input", refit)
      editor().on("change", refit)
      editor().on("contentDom", refit)
    }
    if (!window.CKEDITOR || isReady()) start()
    else CKEDITOR.on("instanceReady", ({ editor: { name } }) => { if (name === area.id) start() })
  }

  /* --- The page of a review, where the story is set as readers will see it -------------------------- */

  const inReview = (page) => {
    const list = document.querySelector("[data-language]")
    const refit = watch({
      list,
      page,
      texts: (field) => [...page.querySelectorAll(`[data-passage][data-field="${CSS.escape(field)}"]`)],
      enter: () => {},
      fieldOf: () => null,
    })
    // A sent comment exchanges the story.
    new MutationObserver(refit).observe(page.querySelector("[data-live=story]"), { childList: true, subtree: true })
  }

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("draft-form")
    if (form?.querySelector("[data-marks-bar]")) inForm(form)
    const story = document.querySelector(".review-story")
    if (story?.querySelector("[data-marks-bar]") && document.querySelector("[data-language]")) inReview(story)
  })
})()
