/* The newsroom's part of the editor: subheads, table buttons, pictures from the photo library.

   A picture is stored as <figure data-photo="12"> with an optional caption of the writer's own. Here it
   is shown with its thumbnail; nothing of that goes back into the text. */
(() => {
  "use strict"

  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
    made.append(...children)
    return made
  }

  /* --- The photo library ------------------------------------------------------------------- */

  const library = async (url, query, signal) => {
    const address = new URL(url, document.baseURI)
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value)
    const response = await fetch(address, {
      signal, credentials: "same-origin", headers: { Accept: "application/json" },
    })
    if (!response.ok) throw new Error(`The photo library answered ${response.status}.`)
    return (await response.json()).results // a sign-in page is no JSON, and throws
  }

  const known = new Map()
  const photo = (url, id) => {
    if (!known.has(id)) {
      const asked = library(url, { id }).then((found) => found.find((one) => String(one.id) === id))
      known.set(id, asked)
      asked.catch(() => known.delete(id))
    }
    return known.get(id)
  }

  /* Ask for one photo in a dialog; resolves to a result of the library, to {files} that were chosen
     instead, or to null if closed. */
  const choosePhoto = (url, text) => new Promise((resolve) => {
    const id = CKEDITOR.tools.getNextId()
    const input = element("input", {
      type: "search", id: `${id}-q`, role: "combobox", autocomplete: "off", "aria-autocomplete": "list",
      "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-describedby": `${id}-hint`,
    })
    const list = element("ul", { id: `${id}-list`, role: "listbox", "aria-label": text.photo_search })
    const status = element("p", { role: "status", class: "photo-chooser-status" })
    const close = element("button", { type: "button", class: "photo-chooser-close" }, text.close)
    const file = element("input", {
      type: "file", class: "visually-hidden", accept: "image/*,.heic,.heif", multiple: "",
    })
    const upload = element("label", { class: "photo-chooser-upload" }, text.photo_upload, file)
    upload.hidden = !document.querySelector("[data-photo-desk] input[type=file]") // nobody would send it
    const dialog = element(
      "dialog", { class: "photo-chooser", "aria-labelledby": `${id}-title` },
      element("header", {}, element("h2", { id: `${id}-title` }, text.photo_title), close),
      element("label", { for: `${id}-q` }, text.photo_search),
      input,
      upload,
      element("p", { id: `${id}-hint`, class: "photo-chooser-hint" }, text.photo_hint),
      status,
      list,
    )
    let results = []
    let active = -1
    let chosen = null
    let request = new AbortController()
    let timer

    const options = () => [...list.children]
    const point = (to) => {
      active = to
      options().forEach((option, i) => option.setAttribute("aria-selected", String(i === active)))
      if (active < 0) input.removeAttribute("aria-activedescendant")
      else {
        input.setAttribute("aria-activedescendant", options()[active].id)
        options()[active].scrollIntoView({ block: "nearest" })
      }
    }
    const take = (i) => {
      chosen = results[i] || null
      if (chosen) dialog.close()
    }
    const option = (result, i) => {
      const row = element(
        "li", { role: "option", id: `${id}-${i}`, "aria-selected": "false" },
        element("img", { src: result.thumb, alt: "", loading: "lazy" }),
        element("span", {}, result.text),
      )
      if (result.missing?.length) {
        const missing = text.photo_missing.replace("%1", result.missing.join(", "))
        row.lastChild.append(element("small", {}, missing))
      }
      row.addEventListener("click", () => take(i))
      return row
    }
    const search = async () => {
      request.abort()
      request = new AbortController()
      try {
        results = await library(url, { q: input.value.trim() }, request.signal)
        status.textContent = results.length
          ? text.photo_found.replace("%1", results.length) : text.photo_none
      } catch (error) {
        if (error.name === "AbortError") return
        results = []
        status.textContent = text.photo_failed
      }
      list.replaceChildren(...results.map(option))
      input.setAttribute("aria-expanded", String(results.length > 0))
      point(results.length && input.value.trim() ? 0 : -1)
    }

    input.addEventListener("input", () => {
      clearTimeout(timer)
      timer = setTimeout(search, 200)
    })
    input.addEventListener("keydown", (event) => {
      const last = results.length - 1
      if (event.key === "ArrowDown") point(active < last ? active + 1 : 0)
      else if (event.key === "ArrowUp") point(active > 0 ? active - 1 : last)
      else if (event.key === "Enter") take(active)
      else return
      event.preventDefault() // Enter would submit the form that the dialog may stand in
    })
    close.addEventListener("click", () => dialog.close())
    file.addEventListener("change", () => {
      chosen = { files: [...file.files] }
      dialog.close()
    })
    dialog.addEventListener("close", () => {
      clearTimeout(timer)
      request.abort()
      dialog.remove()
      resolve(chosen)
    })
    document.body.append(dialog)
    dialog.showModal()
    input.focus()
    search()
  })

  const insertPhoto = async (editor, text, put) => {
    editor.focusManager.lock()
    editor.lockSelection()
    const result = await choosePhoto(editor.config.photoSearchUrl, text)
    editor.focusManager.unlock()
    editor.focus()
    editor.unlockSelection(true)
    if (!result) return
    if (result.files) {
      upload(editor, result.files, blockOf(editor, editor.getSelection()?.getStartElement()?.$))
      return
    }
    known.set(String(result.id), Promise.resolve(result))
    put(String(result.id))
    document.dispatchEvent(new CustomEvent("desk:photo-used", { detail: { id: String(result.id) } }))
  }

  /* --- Files that come into the text ---------------------------------------------------------- */

  const PICTURE = /^image\//
  const picturesOf = (transfer) => [...transfer?.files ?? []].filter(({ type, name }) =>
    PICTURE.test(type) || /\.hei[cf]$/i.test(name))

  /* Word and web pages put words beside the picture: those are pasted, the picture is not. */
  const hasWords = (transfer) => {
    if (transfer.getData("text/plain").trim()) return true
    const html = transfer.getData("text/html")
    return Boolean(html && new DOMParser().parseFromString(html, "text/html").body.textContent.trim())
  }

  /* The paragraph, heading, list … of the text that holds a node; null outside and in an empty text. */
  const blockOf = (editor, node) => {
    const root = editor.editable().$
    if (!node || !root.contains(node) || node === root) return null
    let block = node
    while (block.parentNode !== root) block = block.parentNode
    return block
  }

  const nodeAt = ({ clientX, clientY }) =>
    document.caretPositionFromPoint?.(clientX, clientY)?.offsetNode
    ?? document.caretRangeFromPoint?.(clientX, clientY)?.startContainer

  /* Put a picture below a block, or at the end, without moving the cursor: somebody is writing. */
  const putBelow = (editor, block, id) => {
    const root = editor.editable()
    editor.fire("saveSnapshot")
    const figure = CKEDITOR.dom.element.createFromHtml(`<figure data-photo="${id}"><figcaption></figcaption></figure>`)
    if (block?.parentNode === root.$) figure.insertAfter(new CKEDITOR.dom.element(block))
    else root.append(figure)
    editor.widgets.initOn(figure, "newsphoto")
    editor.fire("afterInsertHtml", {})
    editor.fire("saveSnapshot")
    editor.fire("change")
    return blockOf(editor, figure.$)
  }

  /* Hand files to the photos beside the text; each comes into the text when it is in the library. */
  const upload = (editor, files, block) => {
    let last = block
    const place = (photo) => {
      known.set(String(photo.id), Promise.resolve(photo))
      last = putBelow(editor, last, photo.id)
    }
    document.dispatchEvent(new CustomEvent("desk:photos", { detail: { files, place } }))
  }

  CKEDITOR.plugins.add("newsphoto", {
    requires: "widget",
    init(editor) {
      const text = editor.config.labels.news
      const url = editor.config.photoSearchUrl
      const isPhoto = (el) => el.name === "figure" && /^[1-9]\d*$/.test(el.attributes["data-photo"] || "")
      const captionOf = (el) => el.children.find((child) => child.name === "figcaption")
      const words = (el) => el.children.some((child) => child.value?.trim() || (child.children && words(child)))

      editor.widgets.add("newsphoto", {
        pathName: text.photo,
        allowedContent: "figure[!data-photo]; figcaption",
        requiredContent: "figure[data-photo]",
        editables: { caption: { selector: "figcaption", allowedContent: "strong em; a[!href,title]" } },

        upcast(el) {
          if (!isPhoto(el)) return false
          const caption = captionOf(el) || new CKEDITOR.htmlParser.element("figcaption")
          el.children.slice().forEach((child) => child !== caption && child.remove())
          if (!caption.parent) el.add(caption)
          return true
        },

        downcast(el) {
          const figure = new CKEDITOR.htmlParser.element("figure", {
            "data-photo": el.attributes["data-photo"],
          })
          const caption = captionOf(el)
          if (caption && words(caption)) {
            const clean = new CKEDITOR.htmlParser.element("figcaption")
            caption.children.slice().forEach((child) => clean.add(child))
            figure.add(clean)
          }
          return figure
        },

        init() {
          const id = this.element.getAttribute("data-photo")
          const caption = this.editables.caption
          caption.setAttribute("title", text.caption)
          caption.setAttribute("data-hint", text.caption)
          const show = (...nodes) => {
            if (!this.element) return
            editor.fire("lockSnapshot")
            this.element.$.querySelectorAll(":scope > .newsphoto-shown").forEach((old) => old.remove())
            this.element.$.prepend(...nodes)
            editor.fire("unlockSnapshot")
          }
          const note = (message) => element("p", { class: "newsphoto-shown" }, message)
          show(note(`#${id}`))
          photo(url, id).then((found) => {
            if (!found) return show(note(text.photo_unknown.replace("%1", `#${id}`)))
            const nodes = [
              element("img", { class: "newsphoto-shown", src: found.thumb, alt: "" }), note(found.text),
            ]
            if (found.missing?.length) {
              nodes.push(note(text.photo_missing.replace("%1", found.missing.join(", "))))
              nodes[2].classList.add("newsphoto-missing")
            }
            show(...nodes)
          }).catch(() => {})
        },

        edit(event) { // a double click
          event.cancel()
          change(this)
        },
      })

      const change = (widget) => insertPhoto(editor, text, (id) => {
        editor.fire("saveSnapshot")
        widget.element.setAttribute("data-photo", id)
        widget.init()
        editor.fire("saveSnapshot")
        editor.fire("change")
      })
      const emptyParagraph = () => {
        const paragraph = new CKEDITOR.dom.element("p")
        paragraph.appendBogus()
        return paragraph
      }

      // Where a text ends (or begins) with a picture or a table there is no line to write on.
      const room = () => {
        const root = editor.editable()
        const block = (node) => node?.type === CKEDITOR.NODE_ELEMENT && (
          node.is("table") || CKEDITOR.plugins.widget.isDomWidgetWrapper(node)
        )
        // Beside the text may stand what holds the selection while a picture is chosen.
        const nodes = root.getChildren().toArray().filter((node) => !node.data?.("cke-hidden-sel"))
        for (const [node, start] of [[nodes[0], true], [nodes.at(-1), false]]) {
          if (!block(node)) continue
          root.append(emptyParagraph(), start)
        }
      }
      editor.on("contentDom", () => {
        const take = (event, transfer, node) => {
          const files = picturesOf(transfer)
          if (!files.length || !document.querySelector("[data-photo-desk] input[type=file]")) return
          event.preventDefault()
          event.stopImmediatePropagation()
          upload(editor, files, blockOf(editor, node))
        }
        const root = editor.editable().$
        root.addEventListener("paste", (event) => {
          const transfer = event.clipboardData
          if (hasWords(transfer)) return
          take(event, transfer, editor.getSelection()?.getStartElement()?.$)
        }, true)
        root.addEventListener("drop", (event) => {
          take(event, event.dataTransfer, nodeAt(event))
        }, true)
      })
      document.addEventListener("desk:photo-insert", ({ detail }) => {
        putBelow(editor, blockOf(editor, editor.getSelection()?.getStartElement()?.$), detail.id)
      })
      // The words of a photo were changed beside the text.
      document.addEventListener("desk:photo", ({ detail }) => {
        if (!known.has(String(detail.id))) return
        known.set(String(detail.id), Promise.resolve(detail))
        for (const widget of Object.values(editor.widgets.instances)) {
          if (widget.element?.getAttribute("data-photo") === String(detail.id)) widget.init()
        }
      })
      editor.on("contentDom", room)
      editor.on("dataReady", room)
      editor.on("afterInsertHtml", room)

      // On a picture Enter starts a line below it, Shift+Enter one above.
      editor.on("key", (event) => {
        const wrapper = editor.widgets.focused?.wrapper
        const where = { 13: "insertAfter", [CKEDITOR.SHIFT + 13]: "insertBefore" }[event.data.keyCode]
        if (!wrapper || !where) return
        event.cancel()
        event.stop()
        editor.fire("saveSnapshot")
        const paragraph = emptyParagraph()
        paragraph[where](wrapper)
        const range = editor.createRange()
        range.moveToElementEditStart(paragraph)
        range.select()
        editor.fire("saveSnapshot")
      }, null, null, 0) // before the widget, which would open the library

      editor.addCommand("choosephoto", {
        async: true,
        exec(of) {
          const focused = of.widgets.focused
          if (focused) return change(focused)
          return insertPhoto(of, text, (id) => of.insertHtml(`<figure data-photo="${id}"></figure>`))
        },
      })
      editor.ui.addButton("Photo", { label: text.photo, command: "choosephoto", toolbar: "insert" })

      // Pictures and files from elsewhere never enter a text; say where they belong.
      editor.on("paste", ({ data }) => {
        if (data.dataTransfer.getTransferType(editor) === CKEDITOR.DATA_TRANSFER_INTERNAL) return
        const html = data.dataValue || ""
        if (/<img\b/i.test(html)) {
          data.dataValue = html.replace(/<img\b[^>]*>/gi, "")
          const message = editor.lang.clipboard.fileFormatNotSupportedNotification
          editor.showNotification(message, "info", editor.config.clipboard_notificationDuration)
        }
      }, null, null, 2)
      let shown
      editor.on("notificationShow", (event) => {
        if (shown?.isVisible() && shown.message === event.data.notification.message) event.cancel()
        else shown = event.data.notification
      })
    },
  })

  /* --- Subheads and tables ------------------------------------------------------------------ */

  CKEDITOR.plugins.add("newsblocks", {
    requires: "toolbar",
    init(editor) {
      const text = editor.config.labels.news
      for (const [name, tag, label] of [
        ["Subhead", "h2", text.subhead], ["SmallSubhead", "h3", text.small_subhead],
      ]) {
        const style = new CKEDITOR.style({ element: tag })
        editor.addCommand(tag, new CKEDITOR.styleCommand(style))
        editor.attachStyleStateChange(style, (state) => editor.getCommand(tag).setState(state))
        editor.ui.addButton(name, { label, command: tag })
      }
      // Below the row of headings comes a row of the table, not more headings.
      editor.addCommand("rowadd", {
        context: "table",
        contextSensitive: true,
        startDisabled: true,
        refresh(of, path) {
          this.setState(path.contains("table") ? CKEDITOR.TRISTATE_OFF : CKEDITOR.TRISTATE_DISABLED)
        },
        exec(of) {
          const path = of.elementPath()
          const first = path.contains("thead") && path.contains("table").findOne("tbody td, tbody th")
          if (!first) return of.execCommand("rowInsertAfter")
          const range = of.createRange()
          range.moveToElementEditStart(first)
          range.select()
          return of.execCommand("rowInsertBefore")
        },
      })
      for (const [name, command, label] of [
        ["RowAdd", "rowadd", text.row_add], ["ColumnAdd", "columnInsertAfter", text.column_add],
        ["RowDelete", "rowDelete", text.row_delete], ["ColumnDelete", "columnDelete", text.column_delete],
        ["TableDelete", "tableDelete", text.table_delete],
      ]) editor.ui.addButton(name, { label, command })

      // Outside a table its buttons are hidden by the style sheet; the Tab key must pass them by.
      editor.on("instanceReady", () => {
        const bar = editor.toolbox.toolbars.find(({ items }) => items.some((one) => one.button?.command === "rowadd"))
        const { items } = bar
        const follow = () => {
          bar.items = editor.getCommand("rowadd").state === CKEDITOR.TRISTATE_DISABLED ? [] : items
        }
        editor.getCommand("rowadd").on("state", follow)
        follow()
      })
    },
  })

  CKEDITOR.on("dialogDefinition", ({ data: { name, definition } }) => {
    definition.resizable = CKEDITOR.DIALOG_RESIZE_NONE // its handle is one more inline script
    if (name === "table" || name === "tableProperties") {
      const info = definition.getContents("info")
      for (const id of [
        "txtBorder", "cmbAlign", "txtWidth", "txtHeight", "txtCellSpace", "txtCellPad", "txtSummary",
      ]) info.remove(id)
      info.get("selHeaders").default = "row" // a table without headings cannot be read aloud
    }
    if (name === "link") {
      const info = definition.getContents("info")
      const type = info.get("linkType")
      type.items = type.items.filter(([, value]) => value !== "anchor")
      const protocol = info.get("protocol")
      protocol.items = protocol.items.filter(([, value]) => !/^(?:ftp|news)/.test(value))
    }
  })

  /* --- One editor per text area --------------------------------------------------------------- */

  CKEDITOR.on("instanceCreated", ({ editor }) => {
    editor.on("configLoaded", () => {
      const area = editor.element.$
      const labels = { news: {} }
      editor.config.photoSearchUrl = area.dataset.photoSearchUrl
      for (const [path, words] of Object.entries(editor.config.labels)) {
        const [group, name] = path.split(".")
        labels[group] = { ...labels[group], [name]: words }
      }
      editor.config.labels = labels
      const label = area.labels[0]
      if (label) {
        editor.config.title = label.textContent.replace(/[\s:*]+$/, "").trim()
        label.addEventListener("click", () => editor.focus())
      }
    })
    editor.on("langLoaded", () => {
      for (const [group, words] of Object.entries(editor.config.labels)) {
        if (editor.lang[group]) Object.assign(editor.lang[group], words)
      }
    })
    editor.on("pluginsLoaded", () => {
      for (const [group, words] of Object.entries(editor.config.labels)) {
        if (editor.lang[group]) Object.assign(editor.lang[group], words)
      }
    })

    // Whoever watches the form (autosave, a warning before leaving) need not know this editor: the
    // text area follows, and says so as if somebody had typed into it.
    let timer
    editor.on("change", () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        editor.updateElement()
        editor.element.$.dispatchEvent(new Event("input", { bubbles: true }))
      }, 250)
    })
    editor.on("contentDom", () => {
      const area = editor.element
      for (const name of ["aria-describedby", "aria-invalid"]) {
        if (area.hasAttribute(name)) editor.editable().setAttribute(name, area.getAttribute(name))
      }
    })
  })
})()
