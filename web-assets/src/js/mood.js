// Keeps today's mood in this browser and nowhere else: nothing is sent.
(() => {
  const row = document.querySelector("[data-mood-row]");
  if (!row) return;
  const key = "xq-mood";
  const today = row.dataset.moodRow;
  const buttons = row.querySelectorAll("[data-mood]");
  const show = (mood) => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.mood === mood));
  };
  try {
    const kept = JSON.parse(localStorage.getItem(key) || "{}");
    if (kept.day === today) show(kept.mood);
  } catch {
    return;
  }
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const mood = button.getAttribute("aria-pressed") === "true" ? "" : button.dataset.mood;
      try {
        localStorage.setItem(key, JSON.stringify({ day: today, mood }));
      } catch {
        // a browser that keeps nothing still shows the choice
      }
      show(mood);
    });
  }
})();
