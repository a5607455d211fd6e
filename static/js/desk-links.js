/* Copies the address of a new preview link. Without it one selects the text by hand. */
(() => {
  "use strict"

  for (const button of document.querySelectorAll("[data-copy-from]")) {
    if (!navigator.clipboard) continue // no secure connection
    const field = document.getElementById(button.dataset.copyFrom)
    button.hidden = false
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(field.value)
        button.textContent = `✓ ${button.dataset.copied}`
      } catch {
        field.select()
      }
    })
  }
})()
