/* Up to four reports picked for comparison, remembered by the browser, with a tray that leads to them.
   Whatever carries data-compare="2021/agency/project" takes part, also what other scripts add later:
   a button (macros/compare.j2 `pick`, or one made by a script, with data-title) toggles its report;
   a link in a table or a list gets a check box once the reader asks for them, so that long tables cost nothing. */
"use strict";

(() => {
  const tray = document.getElementById("compare-tray");
  if (!tray) return;
  const MOST = 4;
  const ID = /^[0-9]{4}\/[a-z0-9-]+\/[a-z0-9-]+$/;
  const words = JSON.parse(tray.dataset.words);
  const said = document.getElementById("compare-said");
  const go = tray.querySelector("a.go");
  const target = go.getAttribute("href");
  const key = `gongkai-compare:${new URL("../", new URL(target, location.href)).pathname}`; // two sites may share a host
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  let picked = recall();

  /** What was picked before, read with suspicion: the storage may hold anything, or be refused. */
  function recall() {
    try {
      const kept = JSON.parse(localStorage.getItem(key) ?? "[]");
      if (!Array.isArray(kept)) return [];
      const sound = kept.filter((one) => one && typeof one.id === "string" && ID.test(one.id) && typeof one.title === "string");
      return sound.filter((one, at) => sound.findIndex((other) => other.id === one.id) === at).slice(0, MOST);
    } catch {
      return [];
    }
  }

  function keep() {
    try {
      localStorage.setItem(key, JSON.stringify(picked));
    } catch {
      // refused: the picks last as long as the page
    }
  }

  const has = (id) => picked.some((one) => one.id === id);
  const titleOf = (element) => (element.dataset.title ?? element.textContent).trim();

  function toggle(id, title) {
    if (has(id)) {
      picked = picked.filter((one) => one.id !== id);
      said.textContent = fill(words.removed, { title, count: picked.length });
    } else if (picked.length >= MOST) {
      said.textContent = words.full;
      tray.classList.add("full");
      show();
      return;
    } else {
      picked = [...picked, { id, title: title.slice(0, 200) }];
      said.textContent = fill(words.added, { title, count: picked.length });
    }
    tray.classList.remove("full");
    keep();
    show();
  }

  /** Give a button the words of what pressing it does. */
  function dress(button) {
    if (!ID.test(button.dataset.compare)) return;
    const on = has(button.dataset.compare);
    const name = document.createElement("span");
    name.className = "unseen";
    name.textContent = fill(words.of, { title: titleOf(button) });
    button.replaceChildren(on ? words.remove : words.add, name);
    button.classList.toggle("on", on);
    button.hidden = false;
  }

  function box(link) {
    if (!ID.test(link.dataset.compare) || link.previousElementSibling?.matches("input.choose-box")) return;
    const input = document.createElement("input");
    input.type = "checkbox";
    input.className = "choose-box";
    input.dataset.of = link.dataset.compare;
    input.setAttribute("aria-label", words.add + fill(words.of, { title: titleOf(link) }));
    input.checked = has(link.dataset.compare);
    link.before(input);
  }

  function show() {
    document.querySelectorAll("button[data-compare]").forEach(dress);
    document.querySelectorAll("input.choose-box").forEach((input) => (input.checked = has(input.dataset.of)));
    const here = document.getElementById("compare") !== null; // the comparison itself shows what is picked
    tray.hidden = here || picked.length === 0;
    document.documentElement.classList.toggle("has-tray", !tray.hidden);
    tray.querySelector(".tray-count").textContent = tray.classList.contains("full")
      ? words.full
      : fill(words.count, { count: picked.length }) + (picked.length === 1 ? ` · ${words.one}` : "");
    go.href = `${target}?${picked.map(({ id }) => `r=${id}`).join("&")}`;
    tray.querySelector("ul").replaceChildren(
      ...picked.map(({ id, title }) => {
        const item = document.createElement("li");
        const name = document.createElement("span");
        const remove = document.createElement("button");
        name.textContent = `${id.slice(0, 4)} · ${title}`;
        remove.type = "button";
        remove.textContent = "×";
        remove.dataset.drop = id;
        remove.setAttribute("aria-label", words.remove + fill(words.of, { title: name.textContent }));
        item.append(name, remove);
        return item;
      }),
    );
  }

  /** One button above a table or list of links; pressed, it puts a check box before each. */
  function offer(list) {
    const button = document.createElement("button");
    const line = document.createElement("p");
    let watch;
    button.type = "button";
    button.textContent = words.choose;
    line.className = "choose";
    line.append(button);
    button.addEventListener("click", () => {
      if (watch) {
        watch.disconnect();
        watch = undefined;
        list.querySelectorAll("input.choose-box").forEach((input) => input.remove());
      } else {
        const all = () => list.querySelectorAll("a[data-compare]").forEach(box);
        watch = new MutationObserver(all); // rows that are sorted or added meanwhile
        all();
        watch.observe(list, { childList: true, subtree: true });
      }
      button.textContent = watch ? words.chosen : words.choose;
    });
    (list.closest(".scroll") ?? list).before(line);
    list.dataset.offered = "";
  }

  function enhance(root) {
    root.querySelectorAll("button[data-compare]").forEach(dress);
    for (const list of root.querySelectorAll("table:not([data-offered]), ol:not([data-offered]), ul:not([data-offered])")) {
      if (list.querySelector("a[data-compare]")) offer(list);
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-compare], #compare-tray button");
    if (!button) return;
    if (button.dataset.compare) {
      if (ID.test(button.dataset.compare)) toggle(button.dataset.compare, titleOf(button));
    } else if (button.dataset.drop) {
      const at = [...tray.querySelectorAll("li button")].indexOf(button);
      toggle(button.dataset.drop, button.previousSibling.textContent);
      if (!tray.hidden) (tray.querySelectorAll("li button")[Math.min(at, picked.length - 1)] ?? go).focus();
    } else {
      picked = [];
      said.textContent = words.cleared;
      tray.classList.remove("full");
      keep();
      show();
    }
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches("input.choose-box")) return;
    toggle(event.target.dataset.of, titleOf(event.target.nextElementSibling));
  });
  addEventListener("storage", (event) => {
    if (event.key !== key && event.key !== null) return;
    picked = recall();
    show();
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return; // came back: another page may have changed the picks
    picked = recall();
    show();
  });
  /** The comparison tells what its reader made of the picks. */
  document.addEventListener("compare-picks", (event) => {
    picked = event.detail;
    keep();
  });

  const article = document.querySelector("article.page") ?? document.body;
  enhance(article);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (node.nodeType !== Node.ELEMENT_NODE) continue;
        if (node.matches("button[data-compare]")) dress(node);
        node.querySelectorAll("button[data-compare]").forEach(dress);
      }
    }
  }).observe(article, { childList: true, subtree: true });
  show();
})();
