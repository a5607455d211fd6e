/* Comfort of the draft form: how long the headline is, and credits moved by buttons. */
(() => {
  "use strict"

  /* --- Length of a text, beside its label --------------------------------------------------- */

  const meter = (input) => {
    const ideal = Number(input.dataset.meter)
    const shown = document.createElement("output")
    shown.className = "meter"
    shown.htmlFor = input.id
    const count = () => {
      const length = [...input.value.trim()].length
      shown.textContent = `${length} / ${ideal}`
      shown.classList.toggle("too-long", length > ideal)
    }
    input.insertAdjacentElement("afterend", shown)
    input.addEventListener("input", count)
    count()
  }

  /* --- Credits -------------------------------------------------------------------------------- */

  const rowsOf = (box) => [...box.querySelectorAll("[data-credit]")]
  const orderOf = (row) => row.querySelector("input[name$='-ORDER']")

  const isEmpty = (row) => !row.querySelector("input[name$='-author']").value && !row.querySelector(".errorlist")

  const number = (box) => {
    rowsOf(box).forEach((row, i) => { orderOf(row).value = i + 1 })
  }

  const move = (box, row, by) => {
    const rows = rowsOf(box)
    const other = rows[rows.indexOf(row) + by]
    if (!other) return
    if (by < 0) other.before(row)
    else other.after(row)
    number(box)
  }

  const remove = (box, row) => {
    const rows = rowsOf(box)
    const next = rows[rows.indexOf(row) + 1] || rows[rows.indexOf(row) - 1]
    row.querySelector("input[name$='-author']").value = ""
    row.hidden = true // it is sent without a name, which removes it
    box.append(row)
    number(box)
    next?.querySelector("input[name$='-author']").focus()
  }

  const addRow = (form, box) => {
    const total = form.querySelector("input[name='credits-TOTAL_FORMS']")
    const template = form.querySelector("[data-credit-template]")
    const holder = document.createElement("div")
    holder.append(template.content.cloneNode(true))
    holder.innerHTML = holder.innerHTML.replaceAll("__prefix__", total.value)
    const row = holder.firstElementChild
    box.append(row)
    total.value = Number(total.value) + 1
    prepare(row)
    number(box)
    row.querySelector("input[name$='-author']").focus()
  }

  /* The spare rows at the end are for a desk without this script; here the button adds them. */
  const dropSpare = (form, box) => {
    const total = form.querySelector("input[name='credits-TOTAL_FORMS']")
    const kept = Math.max(1, Number(form.querySelector("input[name='credits-INITIAL_FORMS']").value))
    const rows = rowsOf(box)
    while (rows.length > kept && isEmpty(rows.at(-1))) rows.pop().remove()
    total.value = rows.length
  }

  const prepare = (row) => {
    row.querySelector(".credit-moves").hidden = false
    row.querySelector(".credit-order").hidden = true
  }

  const credits = (form) => {
    const box = form.querySelector("[data-credits]")
    const add = form.querySelector("[data-credit-add]")
    rowsOf(box).forEach(prepare)
    dropSpare(form, box)
    number(box)
    add.hidden = false
    add.addEventListener("click", () => addRow(form, box))
    box.addEventListener("click", (event) => {
      const button = event.target.closest("button")
      if (!button) return
      const row = button.closest("[data-credit]")
      if ("remove" in button.dataset) remove(box, row)
      else {
        move(box, row, Number(button.dataset.move))
        button.focus()
      }
    })
  }

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("draft-form")
    if (!form) return
    form.querySelectorAll("[data-meter]").forEach(meter)
    credits(form)
  })
})()
