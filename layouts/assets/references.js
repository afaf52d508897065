// Shows a reference beside its number, on hover and on focus (WCAG 1.4.13: it stays, can be pointed at, and Esc ends it).
(() => {
  "use strict";
  let shown = null;
  let timer = 0;

  const hide = () => {
    clearTimeout(timer);
    if (!shown) return;
    shown.link.removeAttribute("aria-describedby");
    shown.note.remove();
    shown = null;
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(hide, 250);
  };

  const show = (link) => {
    if (shown && shown.link === link) return void clearTimeout(timer);
    hide();
    const item = document.getElementById(link.getAttribute("href").slice(1));
    const text = item && item.querySelector(".reference");
    if (!text) return;
    const note = document.createElement("span");
    note.className = "preview";
    note.id = "vm-preview";
    note.setAttribute("role", "tooltip");
    note.append(...[...text.childNodes].map((node) => node.cloneNode(true)));
    (link.closest("main") || document.body).append(note);
    const box = link.getBoundingClientRect();
    const edge = document.documentElement.clientWidth - note.offsetWidth - 8;
    note.style.left = `${scrollX + Math.max(8, Math.min(box.left, edge))}px`;
    const below = box.bottom + note.offsetHeight + 12 < innerHeight || box.top < note.offsetHeight + 12;
    note.style.top = `${scrollY + (below ? box.bottom + 6 : box.top - note.offsetHeight - 6)}px`;
    note.addEventListener("mouseenter", () => clearTimeout(timer));
    note.addEventListener("mouseleave", later);
    link.setAttribute("aria-describedby", note.id);
    shown = { link, note };
  };

  document.querySelectorAll("a.citation").forEach((link) => {
    link.addEventListener("mouseenter", () => show(link));
    link.addEventListener("mouseleave", later);
    link.addEventListener("focus", () => show(link));
    link.addEventListener("blur", () => { if (shown && !shown.note.matches(":hover")) hide(); });
    link.addEventListener("click", hide);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
})();
