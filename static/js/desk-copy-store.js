/* Where this browser keeps what is being typed (desk-copy.js): twice, in one place that answers at once and in one
   that is written at once.

   localStorage is read without waiting, so a page can compare and keep while it is being closed. But browsers put it
   on the disk only now and then, up to a minute later while somebody types on: one that is killed, as telephones do
   with an app in the background, loses that much. A database is on its way to the disk with each write. */
(() => {
  "use strict"

  const NAME = "desk-copies"
  const TABLE = "copies"

  let opened
  const open = () => {
    opened ??= new Promise((resolve) => {
      try {
        const request = indexedDB.open(NAME, 1)
        request.onupgradeneeded = () => request.result.createObjectStore(TABLE)
        request.onsuccess = () => resolve(request.result)
        request.onerror = request.onblocked = () => resolve(null)
      } catch {
        resolve(null) // none in this browser: the other place is what there is
      }
    })
    return opened
  }

  /* Do `work` with the table; null where that fails, for want of room perhaps. */
  const run = async (mode, work) => {
    const database = await open()
    if (!database) return null
    return new Promise((resolve) => {
      try {
        const transaction = database.transaction(TABLE, mode)
        const request = work(transaction.objectStore(TABLE))
        transaction.oncomplete = () => resolve(request.result)
        transaction.onerror = transaction.onabort = () => resolve(null)
      } catch {
        resolve(null)
      }
    })
  }

  const read = (key) => localStorage.getItem(key)
  const names = (prefix) => Object.keys(localStorage).filter((name) => name.startsWith(prefix))

  /* Keep `text`; say whether the place that answers at once has it. */
  const write = (key, text) => {
    run("readwrite", (table) => table.put(text, key))
    try {
      localStorage.setItem(key, text)
      return true
    } catch {
      return false // no room, or none allowed
    }
  }

  const remove = (key) => {
    localStorage.removeItem(key)
    run("readwrite", (table) => table.delete(key))
  }

  const timeOf = (text) => {
    try {
      return JSON.parse(text)?.at ?? 0
    } catch {
      return 0
    }
  }

  /* Bring back what a killed browser had not put on the disk. */
  const revive = async () => {
    const found = []
    await run("readonly", (table) => {
      const request = table.openCursor()
      request.onsuccess = () => {
        if (!request.result) return
        found.push([request.result.key, request.result.value])
        request.result.continue()
      }
      return request
    })
    for (const [key, text] of found) {
      try {
        if (timeOf(text) > timeOf(read(key))) localStorage.setItem(key, text)
      } catch {
        return // no room: what is there is offered
      }
    }
  }

  window.deskCopies = { names, read, remove, revive, write }
})()
