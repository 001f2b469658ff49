// Opens the report behind a line, with the words marked.  Without this script the page still shows
// every line and its sources.
"use strict";
const reports = JSON.parse(document.getElementById("reports").textContent);
const dialog = document.getElementById("report");
const heading = dialog.querySelector("h3");
const text = dialog.querySelector("pre");
let pressed = null;

function span(points, from, to, tag, className) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.textContent = points.slice(from, to).join("");
  return node;
}

// Offsets are Unicode code points.
function show(report, marks) {
  const points = Array.from(report.text);
  let at = 0;
  text.replaceChildren();
  for (const [from, to] of marks) {
    if (from < at) continue;
    text.append(span(points, at, from, "span"), span(points, from, to, "mark"));
    at = to;
  }
  text.append(span(points, at, points.length, "span"));
  heading.textContent = report.name + (report.published ? ", " + report.published : "");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button.words");
  if (!button) return;
  const marks = button.dataset.spans.split(" ").map((s) => s.split("-").map(Number));
  show(reports[Number(button.dataset.report)], marks.sort((a, b) => a[0] - b[0]));
  if (pressed) pressed.setAttribute("aria-pressed", "false");
  pressed = button;
  button.setAttribute("aria-pressed", "true");
  dialog.showModal();
  const first = text.querySelector("mark");
  if (first) first.scrollIntoView({ block: "center" });
});

dialog.querySelector(".close").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
dialog.addEventListener("close", () => {
  if (pressed) { pressed.setAttribute("aria-pressed", "false"); pressed.focus(); }
});
