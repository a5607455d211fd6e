// How far an import is: asked for every few seconds while it runs, then the page is loaded anew.

const place = document.querySelector("[data-progress]");

const isUnderWay = () =>
  place.querySelector("[data-move-progress]")?.dataset.underWay === "yes";

async function look() {
  try {
    const answer = await fetch(place.dataset.progress, { headers: { Accept: "text/html" } });
    if (answer.ok && !answer.redirected) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.replaceChildren(...page.body.children);
      if (!isUnderWay()) {
        location.reload();
        return;
      }
    }
  } catch {
    // No network for a moment: the next look tells.
  }
  setTimeout(look, 3000);
}

if (place && isUnderWay()) setTimeout(look, 3000);
