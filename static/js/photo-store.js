/* Files on their way to the photo library, kept in this browser until they are there.

   A reload, a crash or a dead network then costs nothing: the upload goes on where it was. Where the
   browser allows a page to keep nothing, they are held in memory and last as long as the page. */
(() => {
  "use strict"

  const NAME = "news-photos"
  const TABLE = "uploads"
  const OLDEST = 2 * 24 * 60 * 60 * 1000 // the server forgets unfinished pieces after as long

  const memory = new Map()
  let opened

  const open = () => {
    opened ??= new Promise((resolve) => {
      try {
        const request = indexedDB.open(NAME, 1)
        request.onupgradeneeded = () => request.result.createObjectStore(TABLE, { keyPath: "key" })
        request.onsuccess = () => resolve(request.result)
        request.onerror = request.onblocked = () => resolve(null)
      } catch {
        resolve(null)
      }
    })
    return opened
  }

  const run = (database, mode, work) => new Promise((resolve, reject) => {
    const transaction = database.transaction(TABLE, mode)
    const request = work(transaction.objectStore(TABLE))
    transaction.oncomplete = () => resolve(request.result)
    transaction.onerror = transaction.onabort = () => reject(transaction.error)
  })

  const put = async (entry) => {
    memory.set(entry.key, entry)
    const database = await open()
    if (database) await run(database, "readwrite", (table) => table.put(entry)).catch(() => {}) // no room
  }

  const remove = async (key) => {
    memory.delete(key)
    const database = await open()
    if (database) await run(database, "readwrite", (table) => table.delete(key)).catch(() => {})
  }

  /* Every entry of this person, the oldest first; what is too old is deleted. */
  const all = async (person) => {
    const database = await open()
    const rows = database ? await run(database, "readonly", (table) => table.getAll()).catch(() => []) : []
    const expired = rows.filter(({ at }) => !(at > Date.now() - OLDEST))
    for (const { key } of expired) await remove(key)
    return rows.filter((row) => row.person === person && !expired.includes(row)).sort((one, other) => one.at - other.at)
  }

  window.newsPhotos = { ...window.newsPhotos, store: { all, put, remove } }
})()
