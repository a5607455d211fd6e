/* Dragging a plan to another day of the week. The arrows and the date field do the same. */
(() => {
  "use strict"

  const form = document.querySelector("[data-plan-drop]")
  if (!form) return
  let held

  const columnOf = (event) => event.target.closest?.("[data-plan-day]")
  const mark = (column) => {
    for (const one of document.querySelectorAll(".plan-over-here")) one.classList.remove("plan-over-here")
    column?.classList.add("plan-over-here")
  }

  document.addEventListener("dragstart", (event) => {
    held = event.target.closest?.("[data-plan]")
    if (held) event.dataTransfer.effectAllowed = "move"
  })
  document.addEventListener("dragover", (event) => {
    const column = columnOf(event)
    if (!held || !column) return
    event.preventDefault()
    mark(column)
  })
  document.addEventListener("dragend", () => {
    held = undefined
    mark()
  })
  document.addEventListener("drop", (event) => {
    const column = columnOf(event)
    const from = held?.closest("[data-plan-day]")
    if (!held || !column) return
    event.preventDefault()
    if (column === from) return
    form.action = held.dataset.plan
    form.elements.from.value = from.dataset.planDay
    form.elements.to.value = column.dataset.planDay
    form.submit()
  })
})()
