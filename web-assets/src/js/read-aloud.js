// Reads a part of the page aloud. A button carries data-read-aloud="#id" and is hidden until the browser turns out to have a voice.
(() => {
  const voice = window.speechSynthesis;
  if (!voice || !window.SpeechSynthesisUtterance) return;
  let reading = null;

  const stop = () => {
    voice.cancel();
    if (reading) reading.setAttribute("aria-pressed", "false");
    reading = null;
  };
  const read = (button, text) => {
    const speech = new SpeechSynthesisUtterance(text);
    speech.lang = document.documentElement.lang;
    speech.rate = 0.9;
    speech.onend = stop;
    reading = button;
    button.setAttribute("aria-pressed", "true");
    voice.speak(speech);
  };
  for (const button of document.querySelectorAll("[data-read-aloud]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const again = reading === button;
      stop();
      const part = document.querySelector(button.dataset.readAloud);
      if (!again && part) read(button, part.innerText);
    });
  }
  window.addEventListener("pagehide", stop);
})();
