/* Light or dark as the reader chose, before the first paint: this runs while the head is read, and the style sheet does the rest.
   Without a choice, or without this script, a page follows the system. */
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  // Sites that share a host have a memory each: its name is the way to this site's root.
  const name = `${new URL("../../", document.currentScript.src).pathname}scheme`;
  const after = { light: "dark", dark: null };

  const show = (scheme) => {
    if (scheme in after) root.dataset.scheme = scheme;
    else delete root.dataset.scheme;
  };
  const attempt = (memory) => {
    try {
      return memory();
    } catch {
      return null; // a browser may refuse to remember
    }
  };

  show(attempt(() => localStorage.getItem(name)));
  addEventListener("storage", (event) => {
    if (event.key === name || event.key === null) show(event.newValue); // chosen in another window
  });
  addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("button.scheme");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const { scheme } = root.dataset;
      const chosen = scheme in after ? after[scheme] : "light";
      show(chosen);
      attempt(() => (chosen === null ? localStorage.removeItem(name) : localStorage.setItem(name, chosen)));
    });
  });
})();
