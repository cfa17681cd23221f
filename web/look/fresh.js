// A page that waits for a plan carries one element with data-refresh (seconds): it is fetched anew until it is gone,
// then the whole main part is replaced, unless something was typed there. Without JavaScript the page offers a link to look again.
function typed(main) {
  return [...main.querySelectorAll("textarea, input:not([type=hidden])")].some(
    (field) => field.value !== field.defaultValue || field.checked !== field.defaultChecked
  );
}
function lookAgain() {
  const waiting = document.querySelector("[data-refresh]");
  if (!waiting) return;
  setTimeout(async () => {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected) return location.reload();
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const still = page.querySelector("[data-refresh]");
      const main = document.querySelector("main");
      if (still) waiting.replaceWith(still);
      else if (typed(main)) return;
      else main.replaceWith(page.querySelector("main"));
    } catch { /* not reachable just now: the next round tries again */ }
    lookAgain();
  }, 1000 * Number(waiting.dataset.refresh));
}
lookAgain();
