// Runs before the first paint, so that nobody who has chosen the dark is shown a white page first.
(() => {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
})();
