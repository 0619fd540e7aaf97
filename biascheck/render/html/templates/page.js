"use strict";
// What a page does beyond being read. Without this script everything can still be read;
// only what is marked "scripted" is missing.
(() => {
  const root = document.documentElement;
  root.classList.add("js");

  // Dark and light: the reader's system decides until the button does.
  const theme = document.querySelector(".theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const remembered = () => { try { return localStorage.getItem("biascheck-theme"); } catch { return null; } };
  const dark = () => (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
  const show = () => theme.setAttribute("aria-pressed", String(dark()));
  if (["dark", "light"].includes(remembered())) root.dataset.theme = remembered();
  theme.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try { localStorage.setItem("biascheck-theme", root.dataset.theme); } catch { /* not kept */ }
    show();
  });
  system.addEventListener("change", show);
  show();

  // Filters: a passage is shown while its role is ticked, a paragraph while a passage is.
  const filter = (words) => {
    const on = new Set([...words.querySelectorAll(".legend input:checked")].map((it) => it.value));
    words.classList.toggle("numbered", on.has("numbers"));
    for (const paragraph of words.querySelectorAll(".text p")) {
      const passages = [...paragraph.querySelectorAll(".passage")];
      for (const it of passages) it.hidden = !(on.has(it.dataset.role) || it.dataset.role === "none");
      paragraph.hidden = passages.every((it) => it.hidden);
    }
  };
  for (const words of document.querySelectorAll(".words")) {
    words.addEventListener("change", () => filter(words));
    filter(words); // A reloaded page may come with boxes as they were left.
  }

  // A link's target is shown even if a filter or a closed entry hides it.
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    const passage = target?.closest(".passage");
    if (passage?.hidden) {
      const words = passage.closest(".words");
      words.querySelector(`.legend input[value="${passage.dataset.role}"]`).checked = true;
      filter(words);
    }
    const entry = target?.querySelector(":scope > details");
    if (entry) entry.open = true;
    if (passage || entry) target.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", reveal);
  reveal();

  // Pointing at a quotation, a name or a source lights up all that belong together.
  const light = (event) => {
    for (const it of document.querySelectorAll(".lit")) it.classList.remove("lit");
    const source = event.target.closest?.("[data-source]");
    if (!source) return;
    for (const it of source.closest(".report").querySelectorAll("[data-source]")) {
      it.classList.toggle("lit", it.dataset.source === source.dataset.source);
    }
  };
  for (const name of ["mouseover", "focusin", "focusout"]) addEventListener(name, light);

  // Escape puts an explanation away until the pointer or the focus moves on.
  addEventListener("keydown", (event) => { if (event.key === "Escape") root.classList.add("quiet"); });
  for (const name of ["mouseover", "focusin"]) addEventListener(name, () => root.classList.remove("quiet"));

  for (const button of document.querySelectorAll(".copy")) {
    button.addEventListener("click", async () => {
      const paragraph = document.getElementById(button.dataset.copies);
      try {
        await navigator.clipboard.writeText(paragraph.textContent);
        button.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(paragraph);
        button.textContent = "Selected: copy it now";
      }
    });
  }

  // On paper, the evidence is open, but for frames that are not present.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open], .lesser)")];
    for (const it of closed) it.open = true;
  });
  addEventListener("afterprint", () => { for (const it of closed) it.open = false; });
})();
