/* Names the box that select2 draws by the label of its field: by itself it is called what is chosen
   in it, and nothing while nothing is. */
addEventListener("load", () => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = select.labels[0]
    const shown = select.nextElementSibling?.querySelector(".select2-selection__rendered")
    if (!label || !shown) continue
    label.id ||= `${select.id}_label`
    for (const box of [shown, shown.closest("[role=combobox]")]) {
      box?.setAttribute("aria-labelledby", `${label.id} ${shown.id}`)
    }
  }
})
