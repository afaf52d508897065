// Remembers the chosen audience, and ages the page: no request, no redirect, and every word stands without it.
(() => {
  "use strict";
  const KEY = "vademecum-audience";
  const all = (selector, act) => document.querySelectorAll(selector).forEach(act);

  const remembered = () => {
    try { return localStorage.getItem(KEY); } catch { return null; }
  };
  const remember = (audience) => {
    try { localStorage.setItem(KEY, audience); } catch { /* a private window: nothing is kept */ }
  };

  all("nav.audience a[data-audience]", (link) => {
    link.addEventListener("click", () => remember(link.dataset.audience));
  });

  const chosen = remembered();
  if (chosen) {
    all("[data-remembered]", (mark) => { mark.hidden = mark.dataset.remembered !== chosen; });
    all("[data-card]", (card) => {
      const variant = [...card.querySelectorAll("a[data-audience]")].find((link) => link.dataset.audience === chosen);
      if (variant) card.querySelector("a").href = variant.href;
    });
  }

  const { body } = document;
  const today = new Date().toISOString().slice(0, 10);
  all("[data-due]", (status) => {
    if (status.dataset.due >= today) return;
    status.dataset.state = "overdue";
    status.textContent = status.dataset.overdueWord;
  });
  const due = document.querySelector("time.next-review");
  if (body.dataset.status === "approved" && due && due.dateTime < today) {
    body.dataset.status = "overdue";
    all("[data-claim]", (claim) => { claim.hidden = true; });
    all("[data-overdue]", (notice) => { notice.hidden = false; });
    all(".review-tracker li", (step) => { step.removeAttribute("aria-current"); step.className = ""; });
  }
})();
