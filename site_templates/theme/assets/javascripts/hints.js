/* Explanations of the glossary's words open where the pointer rests or the keyboard stops. Without this file they open
   by a press; a second press, Escape or a press elsewhere closes them either way, because they are popovers. */

const PAUSE = 180; // milliseconds before opening and closing, so that the pointer may cross a word, and reach what it opened

for (const term of document.querySelectorAll(".term")) {
  const hint = document.getElementById(term.getAttribute("popovertarget"));
  if (!hint?.showPopover) continue;
  let waiting;
  const later = (act) => {
    clearTimeout(waiting);
    waiting = setTimeout(act, PAUSE);
  };
  const isOpen = () => hint.matches(":popover-open");
  const open = () => isOpen() || hint.showPopover({ source: term });
  const close = () => hint.contains(document.activeElement) || hint.hidePopover();
  for (const element of [term, hint]) {
    element.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && later(open));
    element.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && later(close));
    element.addEventListener("focusout", () => later(() => term.matches(":focus, :hover") || hint.matches(":hover") || close()));
  }
  // Closing one hands focus back to its word, which must not open it again, nor while another one opens.
  let closing = false;
  hint.addEventListener("beforetoggle", (event) => {
    closing = event.newState === "closed";
    setTimeout(() => (closing = false), PAUSE);
  });
  term.addEventListener("focus", () => closing || later(() => term.matches(":focus-visible") && open()));
  // The pointer has opened it already: a press should not take it away.
  term.addEventListener("click", (event) => event.pointerType === "mouse" && isOpen() && event.preventDefault());
}
