/* Makes a photo smaller before it is sent: a telephone's 12 MB are 1 MB that look the same in a paper.

   What the browser cannot read, HEIC mostly, is sent as it is. The words in the file (credit, caption)
   get lost with the pixels, so the beginning of a JPEG comes along and the server reads them there. */
(() => {
  "use strict"

  const LONGEST = 3200 // pixels; twice what the site shows
  const QUALITY = 0.88
  const SMALL = 1.5 * 1024 * 1024
  const HEAD = 256 * 1024
  const READABLE = /^image\/(jpeg|png|webp)$/

  const canvasOf = (width, height) => {
    if (window.OffscreenCanvas) return new OffscreenCanvas(width, height)
    return Object.assign(document.createElement("canvas"), { width, height })
  }

  const encoded = (canvas) => canvas.convertToBlob
    ? canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY })
    : new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", QUALITY) })

  const smaller = async (file) => {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" })
    const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height))
    const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * scale)))
    const canvas = canvasOf(width, height)
    const context = canvas.getContext("2d")
    context.fillStyle = "#fff" // a JPEG has no transparency
    context.fillRect(0, 0, width, height)
    context.imageSmoothingQuality = "high"
    context.drawImage(bitmap, 0, 0, width, height)
    bitmap.close()
    return encoded(canvas)
  }

  let last = Promise.resolve()

  /* Return {blob, head} of a file; one after the other, because decoded pictures are large. */
  const prepare = (file) => {
    const made = last.then(async () => {
      if (!READABLE.test(file.type) || file.size <= SMALL) return { blob: file, head: null }
      try {
        const blob = await smaller(file)
        if (!blob || blob.size > file.size * 0.9) return { blob: file, head: null }
        return { blob, head: file.type === "image/jpeg" ? file.slice(0, HEAD) : null }
      } catch {
        return { blob: file, head: null }
      }
    })
    last = made
    return made
  }

  /* Draw a small picture of the file; says whether the browser could read it. */
  const draw = async (blob, canvas) => {
    try {
      const bitmap = await createImageBitmap(blob, { imageOrientation: "from-image", resizeWidth: 320, resizeQuality: "medium" })
      canvas.width = bitmap.width
      canvas.height = bitmap.height
      canvas.getContext("2d").drawImage(bitmap, 0, 0)
      bitmap.close()
      return true
    } catch {
      return false
    }
  }

  window.newsPhotos = { ...window.newsPhotos, prepare, draw }
})()
