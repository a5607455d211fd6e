/* What is pasted comes out clean, and the writer is told what was left out.

   The server cleans by the same rules what reaches it otherwise (articles/pasted.py); tests/clipboards holds
   the examples that both are tried on. */
(() => {
  "use strict"

  /* --- Plain text: WhatsApp, a text file ------------------------------------------------------- */

  const BLANK_LINE = /\n[^\S\n]*\n\s*/
  // WhatsApp's marks: right before a word and right after one, never inside one (5*3, nama_akun).
  const MARKS = [
    [/(?<![^\s("'“‘>*_])(\*\*?)(?=[^\s*])([^*\n]+)(?<=\S)\1(?![^\s.,;:!?)"'”’<*_])/g, "<strong>$2</strong>"],
    [/(?<![^\s("'“‘>*_])(_)(?=[^\s_])([^_\n]+)(?<=\S)_(?![^\s.,;:!?)"'”’<*_])/g, "<em>$2</em>"],
  ]
  // What copying several messages puts before each, "[19.25, 14/5/2025] Budi: ", and what an exported chat has:
  // "14/5/2025 19.25 - Budi: "
  const CLOCK = String.raw`\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s?[AP]M)?`
  const DAY = String.raw`\d{1,2}/\d{1,2}(?:/\d{2,4})?`
  const EXPORTED = String.raw`\d{1,2}/\d{1,2}/\d{2,4},? ${CLOCK} -`
  const SENDER = new RegExp(String.raw`^\u200e?(?:\[(?:${CLOCK},? ${DAY}|${DAY},? ${CLOCK})\]|${EXPORTED}) [^:\n]{1,60}: ?`, "gim")
  const BULLET = /^\s*[•·▪●◦‣*–-][ \t\xa0]+(?=\S)/
  const NUMBER = /^\s*(\d{1,2})[.)][ \t\xa0]+(?=\S)/

  const kindOf = (line) => BULLET.test(line) ? "ul" : NUMBER.test(line) ? "ol" : "p"
  const counts = (lines) => lines.every((line, i) => Number(NUMBER.exec(line)[1]) === i + 1)

  /* Write one block; a single bullet is a dash, and 7. is no beginning. */
  const written = ({ kind, lines }) => {
    if (kind === "p") return `<p>${lines.join("<br>")}</p>`
    if (lines.length < 2 || (kind === "ol" && !counts(lines))) return lines.map((line) => `<p>${line}</p>`).join("")
    const start = kind === "ul" ? BULLET : NUMBER
    return `<${kind}>${lines.map((line) => `<li>${line.replace(start, "")}</li>`).join("")}</${kind}>`
  }

  /* Blank lines part paragraphs and a single break stays one; without any, each line is a paragraph. */
  const paragraphs = (text) => {
    const trimmed = text.trim()
    const blocks = []
    for (const part of trimmed.split(BLANK_LINE.test(trimmed) ? BLANK_LINE : "\n")) {
      let inside = false // a line further down the same part
      for (const line of part.split("\n")) {
        const kind = kindOf(line)
        const last = blocks.at(-1)
        if (last?.kind === kind && (kind !== "p" || inside)) last.lines.push(line)
        else blocks.push({ kind, lines: [line] })
        inside = true
      }
    }
    return blocks.map(written).join("")
  }

  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")

  const chat = (plain, leave) => {
    let text = escaped(plain.replace(/\r\n?/g, "\n"))
    const gap = BLANK_LINE.test(text.trim()) ? "\n\n" : "\n"
    text = text.replace(SENDER, () => { leave("senders"); return gap })
    for (const [mark, html] of MARKS) text = text.replace(mark, html)
    return paragraphs(text)
  }

  /* --- HTML: Google Docs, WhatsApp in a browser, web pages; Word after its own filter ------------- */

  const BLOCKS = "p, div, h1, h2, h3, h4, h5, h6, ul, ol, li, blockquote, table, section, article, pre"

  const rename = (old, ...names) => {
    const made = names.map((name) => document.createElement(name))
    made.reduce((outer, inner) => (outer.append(inner), inner)).append(...old.childNodes)
    old.replaceWith(made[0])
  }
  const unwrap = (old) => old.replaceWith(...old.childNodes)

  const ASIDE = /<(\w+)\b[^>]*\bmso-(element:\s*comment-list|hide:\s*all)[^>]*>/i
  const ANCHOR = /<a\b[^>]*\bclass=["']?msocomanchor\b[^>]*>[\s\S]*?<\/a>/gi

  /* Return `html` without what Word keeps beside the text and no reader should see: the remarks of colleagues,
     which it adds at the end, and words that were hidden. Each may hold elements of its own kind. */
  const withoutAsides = (html, leave) => {
    for (let found; (found = ASIDE.exec(html));) {
      const tags = new RegExp(`<(/?)${found[1]}\\b[^>]*>`, "gi")
      tags.lastIndex = found.index
      let depth = 0
      let tag
      do {
        tag = tags.exec(html)
        depth += tag?.[1] ? -1 : 1
      } while (tag && depth)
      if (!tag) break // not closed: no saying where it ends
      leave(found[2].startsWith("hide") ? "hidden" : "remarks")
      html = html.slice(0, found.index) + html.slice(tags.lastIndex)
    }
    return html.replace(ANCHOR, "")
  }

  const raised = (text) => ({ 2: "²", 3: "³" })[text] ?? text

  /* What another filter would not know: words that Word keeps as deleted, the 2 of m², and emoji that WhatsApp
     draws. */
  const raw = (html, leave) => withoutAsides(html, leave)
    .replace(/<(del|s|strike)(?:\s[^>]*)?>[\s\S]*?<\/\1>/gi, () => { leave("struck"); return "" })
    .replace(/<sup\b[^>]*>(?:<span\b[^>]*>)?([23])(?:<\/span>)?<\/sup>/gi, (_, digit) => raised(digit))
    .replace(/<img\b[^>]*\balt="([^"]{1,20})"[^>]*>/gi, (image, alt) => /^\p{Extended_Pictographic}/u.test(alt) ? alt : image)

  /* Words that their writer struck out would come back to life as text. */
  const isStruck = ({ style }) => style.textDecorationLine.includes("line-through")

  /* Lines that begin with bullets, as paragraphs of their own, are a list. */
  const gatherBullets = (body) => {
    for (const first of body.querySelectorAll("p")) {
      const lines = []
      for (let next = first; next?.localName === "p" && BULLET.test(next.textContent); next = next.nextElementSibling) {
        lines.push(next)
      }
      if (lines.length < 2 || /^\s*[-–*]/.test(first.textContent)) continue
      const list = document.createElement("ul")
      first.before(list)
      for (const line of lines) {
        const item = document.createElement("li")
        item.append(...line.childNodes)
        item.innerHTML = item.innerHTML.replace(/^((?:\s|&nbsp;|<(?:strong|em|a)[^>]*>)*)[•·▪●◦‣](?:\s|&nbsp;)+/, "$1")
        list.append(item)
        line.remove()
      }
    }
  }

  /* Word in a browser says that a paragraph is a headline, ends each with a no-break space, and makes a list of
     every single item. */
  const fromWordOnline = (body) => {
    for (const old of body.querySelectorAll("p[role=heading]")) rename(old, old.ariaLevel > 2 ? "h3" : "h2")
    for (const end of body.querySelectorAll("span.EOP")) end.remove()
    let before = null // the list that the last wrapper went into
    for (const wrapper of body.querySelectorAll("div.ListContainerWrapper")) {
      const list = wrapper.firstElementChild
      const follows = before && wrapper.previousElementSibling === before
      if (!list) continue
      const item = before?.lastElementChild
      if (follows && list.firstElementChild?.dataset.ariaLevel > 1 && item) {
        const inner = item.lastElementChild?.localName === list.localName ? item.lastElementChild : null
        if (inner) inner.append(...list.children)
        else item.append(list)
      } else if (follows && list.localName === before.localName) before.append(...list.children)
      else {
        wrapper.replaceWith(list)
        before = list
        continue
      }
      wrapper.remove()
    }
  }

  /* Say in elements what styles said, before the paste filter drops those: bold and italic, and headlines as
     the subheads they are here. Parsed in a document where nothing loads or runs. */
  const plainer = (html, leave) => {
    const { body } = new DOMParser().parseFromString(html, "text/html")
    for (const old of body.querySelectorAll("[style]")) {
      if (old.style.display === "none") old.remove() // nobody saw it where it was copied
    }
    fromWordOnline(body)
    for (const old of body.querySelectorAll("a[href^='#']")) unwrap(old) // a place in the other document
    for (const old of body.querySelectorAll("span")) {
      if (!isStruck(old)) continue
      if (old.textContent.trim()) leave("struck")
      old.remove()
    }
    for (const old of body.querySelectorAll("span, b")) {
      const { fontWeight, fontStyle, verticalAlign } = old.style
      if (verticalAlign === "super") old.textContent = raised(old.textContent)
      const names = [
        ...(fontWeight ? /^(?:bold|[6-9]00)/.test(fontWeight) : old.localName === "b") ? ["strong"] : [],
        ...fontStyle === "italic" ? ["em"] : [],
      ]
      if (names.length) rename(old, ...names)
      else unwrap(old) // Google Docs wraps all in a <b> that is not bold
    }
    for (const old of body.querySelectorAll("h1")) rename(old, "h2")
    for (const old of body.querySelectorAll("h4, h5, h6")) rename(old, "h3")
    for (const old of body.querySelectorAll("table")) { // one cell is a frame, not a table
      const cells = old.querySelectorAll("td, th")
      if (cells.length === 1) old.replaceWith(...cells[0].childNodes)
    }
    for (const old of body.querySelectorAll("li > p:only-child")) unwrap(old)
    for (const old of body.querySelectorAll("p, h2, h3, li")) {
      if (!old.textContent.trim() && !old.querySelector("img, figure, table")) old.remove()
    }
    if (!body.querySelector(BLOCKS) && body.querySelector("br")) {
      return paragraphs(body.innerHTML.replace(/\n/g, " ").replace(/<br[^>]*>/g, "\n"))
    }
    gatherBullets(body)
    return body.innerHTML
  }

  CKEDITOR.plugins.add("newspaste", {
    requires: "clipboard,notification",
    init(editor) {
      const text = editor.config.labels.news
      const isOurs = ({ dataTransfer }) =>
        dataTransfer.getTransferType(editor) === CKEDITOR.DATA_TRANSFER_INTERNAL

      let left = new Set()
      const leave = (what) => left.add(what)

      // Before the editor makes paragraphs of plain text, its filter for Word reads the rest, and pictures go.
      editor.on("paste", ({ data }) => {
        left = new Set()
        if (isOurs(data)) return
        const plain = data.dataTransfer.getData("text/plain")
        if (data.type !== "html" && plain && !data.dataTransfer.getData("text/html")) {
          data.dataValue = chat(plain, leave)
          data.type = "html"
        } else if (data.dataValue) data.dataValue = raw(data.dataValue, leave)
      }, null, null, 2)

      // The filter for Word reads the clipboard itself, again.
      editor.on("pasteFromWord", ({ data }) => { data.dataValue = raw(data.dataValue, leave) })

      editor.on("paste", ({ data }) => {
        if (data.type === "html" && data.dataValue) data.dataValue = plainer(data.dataValue, leave)
        if (!left.size) return
        const words = [...left].map((what) => text[`paste_${what}`]).join(", ")
        editor.showNotification(text.paste_left.replace("%1", words), "info",
          editor.config.clipboard_notificationDuration)
      }, null, null, 5)
    },
  })

  // What cleans a paste from Word or LibreOffice is loaded at the first paste, and by then the browser has
  // taken the clipboard away again: that first paste would be lost.
  CKEDITOR.on("instanceReady", () => {
    const path = (plugin, file) => CKEDITOR.getUrl(`${CKEDITOR.plugins.getPath(plugin)}filter/${file}.js`)
    CKEDITOR.plugins.pastetools.loadFilters([
      path("pastetools", "common"), path("pastetools", "image"),
      path("pastefromword", "default"), path("pastefromlibreoffice", "default"),
    ], () => {})
  })
})()
