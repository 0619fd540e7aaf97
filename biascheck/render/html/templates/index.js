// The table of an index: shows a page of rows, sorts, searches, and keeps that in the address.
(() => {
  const data = JSON.parse(document.getElementById("rows").textContent);
  const at = Object.fromEntries(data.fields.map((name, place) => [name, place]));
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  const percent = (value) => {
    if (value > 0 && value < 0.01) return "<1 %";
    if (value > 0.99 && value < 1) return ">99 %";
    return `${(100 * value).toFixed(0)} %`;
  };
  const NUMBERS = ["neutrality", "percentile", "opinion", "loaded"];
  const COLUMNS = [
    { name: "title", label: "Article" },
    { name: "outlet", label: "Outlet", listed: true },
    { name: "date", label: "Date" },
    { name: "genre", label: "Genre", listed: true },
    { name: "neutrality", label: "Neutrality", show: (value) => value.toFixed(0) },
    { name: "percentile", label: "Percentile", show: (value) => value.toFixed(0) },
    { name: "opinion", label: "Opinion", show: percent },
    { name: "loaded", label: "Loaded per 1,000", show: (value) => value.toFixed(value < 10 ? 2 : 0) },
    { name: "frame", label: "Leading frame", listed: true },
    { name: "status", label: "Status", listed: true },
  ];
  // A row's own number stands for the order of the corpus.
  const rows = data.rows.map((values, row) => ({ values, row, words: null }));
  const value = (row, column) => {
    const found = row.values[at[column.name]];
    return column.listed ? data.texts[found] : found;
  };
  const words = (row) => row.words ??= [
    ...COLUMNS.filter((it) => !it.show).map((it) => value(row, it)),
    row.values[at.told], row.values[at.where],
  ].join("\n").toLocaleLowerCase("en");

  const state = { q: "", sort: "", down: false, page: 1, size: 50 };
  let found = rows;

  const compare = (column) => {
    const turn = state.down ? -1 : 1;
    const order = column.show ? (a, b) => a - b : collator.compare;
    const missing = (it) => it === null || it === "";
    return (a, b) => {
      const [x, y] = [value(a, column), value(b, column)];
      if (missing(x) || missing(y)) return missing(x) - missing(y) || a.row - b.row;
      return turn * order(x, y) || a.row - b.row;
    };
  };
  const search = () => {
    const asked = state.q.toLocaleLowerCase("en").split(/\s+/).filter(Boolean);
    found = rows.filter((row) => asked.every((word) => words(row).includes(word)));
    const column = COLUMNS.find((it) => it.name === state.sort);
    if (column) found.sort(compare(column));
    else if (state.down) found.reverse();
  };

  // All text is set as text, never as markup.
  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    for (const [key, told] of Object.entries(attributes)) made.setAttribute(key, told);
    return made;
  };
  // Each reason once, with the numbers that it explains; a percentile follows from neutrality.
  const reasons = (row) => {
    const told = new Map();
    for (const [place, name] of NUMBERS.entries()) {
      const reason = data.texts[row.values[at.why]?.[place]];
      if (reason && name !== "percentile") told.set(reason, [...(told.get(reason) ?? []), name]);
    }
    return [...told].map(([reason, names]) => `no ${names.join(", ")}: ${reason}`);
  };
  const dash = (row, column) => {
    const why = row.values[at.why]?.[NUMBERS.indexOf(column.name)];
    const reason = data.texts[why] ?? (column.show ? `not analysed: ${value(row, COLUMNS.at(-1))}` : "unknown");
    const cell = element("span", undefined, { title: reason });
    cell.append(element("span", "–", { "aria-hidden": "true" }), element("span", reason, { class: "unseen" }));
    return cell;
  };
  const headline = (row) => {
    const { title, where, page } = Object.fromEntries(data.fields.map((name, place) => [name, row.values[place]]));
    const shown = page ? element("a", undefined, { href: page }) : element("span");
    shown.append(element("bdi", title));
    const small = element("span", undefined, { class: "small" });
    small.append(element("bdi", where));
    return [shown, element("br"), small];
  };
  const status = (row, column) => {
    const told = [row.values[at.told], ...reasons(row)];
    const lines = told.filter(Boolean).flatMap((line) => {
      const small = element("span", undefined, { class: "small" });
      small.append(element("bdi", line));
      return [element("br"), small];
    });
    return [value(row, column), ...lines];
  };
  const cell = (row, column) => {
    if (column.name === "title") {
      const made = element("th", undefined, { scope: "row", role: "rowheader" });
      made.append(...headline(row));
      return made;
    }
    const made = element("td", undefined, { role: "cell", "data-label": column.label });
    if (column.show) made.className = "figure";
    const known = value(row, column);
    if (column.name === "status") made.append(...status(row, column));
    else if (known === null || known === "") made.append(dash(row, column));
    else if (column.show) made.append(column.show(known));
    else made.append(element("bdi", known));
    return made;
  };

  const list = document.querySelector(".list");
  const head = list.tHead.rows[0];
  const [field, sort, turn, size] = ["search", "sort", "turn", "size"].map((id) => document.getElementById(id));
  const turns = document.querySelector(".turns");

  const pages = () => Math.max(1, Math.ceil(found.length / state.size));
  const draw = () => {
    state.page = Math.min(Math.max(1, state.page), pages());
    const first = (state.page - 1) * state.size;
    const shown = found.slice(first, first + state.size);
    list.tBodies[0].replaceChildren(...shown.map((row) => {
      const made = element("tr", undefined, { role: "row" });
      made.className = data.texts[row.values[at.status]];
      made.append(...COLUMNS.map((column) => cell(row, column)));
      return made;
    }));
    for (const it of head.cells) {
      const sorted = it.dataset.column === state.sort;
      if (sorted) it.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      else it.removeAttribute("aria-sort");
    }
    sort.value = state.sort;
    size.value = String(state.size);
    turn.textContent = state.down ? "Descending" : "Ascending";
    const number = (it) => it.toLocaleString("en");
    document.getElementById("shown").textContent = found.length
      ? `Rows ${number(first + 1)} to ${number(first + shown.length)} of ${number(found.length)}${found.length < rows.length ? `, out of ${number(rows.length)}` : ""}`
      : `None of ${number(rows.length)} has all of these words`;
    document.getElementById("page").textContent = `page ${number(state.page)} of ${number(pages())}`;
    for (const button of turns.querySelectorAll("button")) {
      const backward = ["first", "previous"].includes(button.value);
      // Still focusable, so that the keyboard is not thrown out at either end.
      button.setAttribute("aria-disabled", String(state.page === (backward ? 1 : pages())));
    }
  };
  const remember = () => {
    const told = new URLSearchParams();
    if (state.q) told.set("q", state.q);
    if (state.sort || state.down) told.set("sort", (state.down ? "-" : "") + state.sort);
    if (state.page > 1) told.set("page", state.page);
    if (state.size !== 50) told.set("rows", state.size);
    history.replaceState(null, "", `#${told}`);
  };
  const change = (values) => {
    Object.assign(state, { page: 1 }, values);
    if (!("page" in values)) search();
    draw();
    remember();
  };
  const recall = () => {
    const told = new URLSearchParams(location.hash.slice(1));
    const [, down, name] = /^(-?)(.*)$/.exec(told.get("sort") ?? "");
    const sizes = [...size.options].map((it) => it.value);
    state.q = told.get("q") ?? "";
    state.down = down === "-";
    state.sort = COLUMNS.some((it) => it.name === name) ? name : "";
    state.page = Number.parseInt(told.get("page") ?? "1", 10) || 1;
    state.size = Number(sizes.includes(told.get("rows")) ? told.get("rows") : 50);
    field.value = state.q;
    search();
    draw();
  };

  sort.append(element("option", "order of the corpus", { value: "" }));
  for (const column of COLUMNS) {
    sort.append(element("option", column.label, { value: column.name }));
    const made = element("th", undefined, { scope: "col", role: "columnheader", "data-column": column.name });
    if (column.show) made.className = "figure";
    const button = element("button", column.label, { type: "button" });
    button.addEventListener("click", () => {
      const again = state.sort === column.name;
      change({ sort: column.name, down: again && !state.down });
    });
    made.append(button);
    head.append(made);
  }
  field.form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", () => change({ q: field.value }));
  sort.addEventListener("change", () => change({ sort: sort.value }));
  turn.addEventListener("click", () => change({ down: !state.down }));
  size.addEventListener("change", () => change({ size: Number(size.value) }));
  turns.addEventListener("click", (event) => {
    const { value: to } = event.target;
    const next = { first: 1, previous: state.page - 1, next: state.page + 1, last: pages() }[to];
    if (next === undefined || event.target.getAttribute("aria-disabled") === "true") return;
    change({ page: next });
  });
  addEventListener("hashchange", () => {
    if (!location.hash.includes("=")) return; // the address of a heading
    recall();
    document.getElementById("articles").scrollIntoView();
  });
  recall();
})();
