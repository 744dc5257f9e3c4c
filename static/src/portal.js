// Enhancements only: every page works without this file.
import { initAll } from "./govuk-frontend-GOVUK_VERSION.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

for (const link of document.querySelectorAll("[data-print]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    window.print();
  });
}
