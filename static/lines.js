/* A mistake's line number leads to that line in the text itself. Without this file it leads to the listing below. */
(() => {
  const text = document.querySelector("textarea.code");
  if (!text) return;
  document.addEventListener("click", (e) => {
    const link = e.target.closest("[data-line]");
    if (!link) return;
    e.preventDefault();
    const lines = text.value.split("\n"), n = Math.min(+link.dataset.line, lines.length);
    const start = lines.slice(0, n - 1).reduce((sum, line) => sum + line.length + 1, 0);
    text.focus();
    text.setSelectionRange(start, start + lines[n - 1].length);
    text.scrollTop = Math.max(0, (n - 4) * (text.scrollHeight / lines.length));
  });
})();
