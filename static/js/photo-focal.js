// Sets the focal point of a photo by a click on it. The two number fields work without this.
// Tells the story's form that opened this tab which photo was uploaded here.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const stage = document.querySelector("[data-focal-stage]");
  const across = document.getElementById("id_focal_x");
  const down = document.getElementById("id_focal_y");
  if (!stage || !across || !down) {
    return;
  }
  const { photo } = stage.closest("[data-photo]").dataset;
  window.opener?.postMessage({ photo }, window.location.origin);

  const mark = stage.querySelector("[data-focal-mark]");
  const percent = (value) => Math.round(Math.min(Math.max(value, 0), 1) * 100);

  const show = () => {
    mark.style.left = `${Number(across.value)}%`;
    mark.style.top = `${Number(down.value)}%`;
  };

  stage.addEventListener("click", (event) => {
    const box = stage.getBoundingClientRect();
    across.value = percent((event.clientX - box.left) / box.width);
    down.value = percent((event.clientY - box.top) / box.height);
    show();
  });
  across.addEventListener("input", show);
  down.addEventListener("input", show);

  stage.classList.add("photo-stage-active");
  mark.hidden = false;
  document.querySelector("[data-focal-hint]")?.removeAttribute("hidden");
  show();
});
