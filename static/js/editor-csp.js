/* Let CKEditor 4 run under a Content-Security-Policy without 'unsafe-inline' scripts.

   It writes its buttons and dialogs with inline handlers, onclick="CKEDITOR.tools.callFunction(7, this)".
   A strict policy ignores those, so each is renamed while its template is written, and one listener per
   event does what it says. No text is ever run as code: only calls of registered functions are read. */
(() => {
  "use strict"

  const EVENTS = [
    "click", "keydown", "focus", "blur", "mousedown", "mouseup", "mouseover", "mouseout", "dragstart",
    "contextmenu",
  ]
  const HANDLER = new RegExp(`\\son(${EVENTS.join("|")})=`, "g")
  const CALL = /CKEDITOR\.tools\.callFunction\(\s*(\d+)\s*(?:,([^)]*))?\)/

  const argument = (word, element, event) => {
    switch (word) {
      case "this": return element
      case "event": return event
      case "true": return true
      case "false": return false
      case "null": return null
    }
    return /^['"]/.test(word) ? word.slice(1, -1) : Number(word)
  }

  const run = (event) => {
    if (!(event.target instanceof Element)) return
    const name = `data-cke-on${event.type}`
    const element = event.target.closest(`[${name}]`)
    // The text being edited is not the editor's own markup, whatever it may call itself.
    if (!element || element.closest(".cke_editable")) return
    const code = element.getAttribute(name)
    const call = CALL.exec(code)
    let result
    if (call) {
      const words = (call[2] || "").split(",").map((word) => word.trim()).filter(Boolean)
      result = CKEDITOR.tools.callFunction(
        Number(call[1]), ...words.map((word) => argument(word, element, event)),
      )
    }
    if (result === false || /return\s+false/.test(code)) event.preventDefault()
  }
  for (const type of EVENTS) document.addEventListener(type, run, true)

  const output = CKEDITOR.template.prototype.output
  CKEDITOR.template.prototype.output = function (data, buffer) {
    const html = output.call(this, data).replace(HANDLER, " data-cke-on$1=")
    return buffer ? buffer.push(html) : html
  }

  // Links that lead nowhere: href="javascript:void(0)" would be reported at each click.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest('a[href^="javascript:"]')
    if (link) event.preventDefault()
  }, true)

  // Menus open in a frame with an inline script. The browser's own menu, with its spelling
  // suggestions, is worth more to a writer; what the menu held for tables is on the toolbar.
  CKEDITOR.on("instanceCreated", ({ editor }) => {
    editor.on("pluginsLoaded", () => {
      if (editor.contextMenu) editor.contextMenu.addTarget = () => {}
      editor.setKeystroke(CKEDITOR.SHIFT + 121, false)
      editor.setKeystroke(CKEDITOR.CTRL + CKEDITOR.SHIFT + 121, false)
    })
  })
})()
