// On the page that asks for leave, a week of the year strip fills in its dates in place: what was typed beside them stays.
// Without JavaScript the same link opens the page anew with the dates filled in.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-dates]");
  const fields = ["first_day", "last_day"].map((name) => document.querySelector(`main form input[name=${name}]`));
  if (!link || fields.includes(null) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) throw new Error("not the page");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.getElementById("year-strip").replaceWith(page.getElementById("year-strip"));
    for (const field of fields) field.value = page.querySelector(`input[name=${field.name}]`).value;
    fields[0].focus();
  } catch { location.href = link.href; }
});
