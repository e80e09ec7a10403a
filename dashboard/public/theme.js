// Runs before the first paint, so that nobody who works in the dark is shown a white page first.
(() => {
  const chosen = localStorage.getItem("theme");
  const dark =
    chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
