// Part of the preview, never of a built site: reloads this page once a newer one is there, and shows what is wrong.
"use strict";
(() => {
  const shown = document.currentScript.dataset.version;
  const host = document.createElement("vademecum-preview");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; }
    section, button { font: 15px/1.5 system-ui, sans-serif; color: #fff; background: #24181b; }
    section { position: fixed; inset: auto 0 0 0; max-height: 60vh; overflow: auto; z-index: 2147483647;
      box-sizing: border-box; padding: 1rem 1.25rem 1.25rem; border-top: 4px solid #ff8f8f; }
    section[data-level="warning"] { border-color: #ffcf6b; }
    h2 { font-size: 1.05rem; margin: 0 6rem .5rem 0; }
    ol { margin: 0; padding: 0; list-style: none; }
    li { padding: .5rem 0; border-top: 1px solid #5b4a4e; overflow-wrap: anywhere; }
    code { font: 13px/1.5 ui-monospace, monospace; color: #d9e6ff; }
    b { color: #ffb3b3; } [data-level="warning"] b, [data-level="due"] b { color: #ffdf9e; }
    p { margin: .15rem 0 0; } .hint { color: #d8cfd1; }
    button { border: 1px solid #a99; border-radius: 4px; padding: .25rem .75rem; min-height: 24px; cursor: pointer; }
    section button { position: absolute; top: .9rem; right: 1.25rem; }
    #badge { position: fixed; inset: auto 1rem 1rem auto; z-index: 2147483647; border-color: #ffcf6b; }
    :focus-visible { outline: 3px solid #9cc7ff; outline-offset: 2px; }
  `);
  root.adoptedStyleSheets = [sheet];
  document.body.append(host);

  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  const item = (problem) => {
    const line = element("li", "", { "data-level": problem.level });
    line.append(element("code", problem.place), " ", element("b", `${problem.level} ${problem.rule}`));
    line.append(element("p", problem.message));
    if (problem.hint) line.append(element("p", problem.hint, { class: "hint" }));
    return line;
  };

  const count = (problems) => `${problems.length} ${problems.length === 1 ? "problem" : "problems"}`;

  const panel = (state, level, title) => {
    const box = element("section", "", { role: "alert", "aria-label": "Problems of the preview", "data-level": level });
    const close = element("button", "Close", { type: "button" });
    close.addEventListener("click", () => show(state, false));
    const list = element("ol", "");
    list.append(...state.problems.map(item));
    box.append(element("h2", title), close);
    if (state.fault) box.append(element("p", state.fault));
    box.append(list);
    return box;
  };

  const show = (state, open) => {
    root.replaceChildren();
    if (open && state.failed) {
      root.append(panel(state, "error", "Not built: nothing new is shown until this is mended"));
    } else if (open && state.problems.length) {
      root.append(panel(state, "warning", count(state.problems)));
    } else if (state.failed || state.problems.length) {
      const badge = element("button", state.failed ? "Not built" : count(state.problems), { id: "badge", type: "button" });
      badge.addEventListener("click", () => show(state, true));
      root.append(badge);
    }
  };

  const events = new EventSource("/.vademecum/events");
  events.addEventListener("message", (event) => {
    const state = JSON.parse(event.data);
    if (state.version !== shown) {
      events.close();
      location.reload();
      return;
    }
    show(state, state.failed);
  });
})();
