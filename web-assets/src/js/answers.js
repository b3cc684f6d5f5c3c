// Goes on with a test when the network is away. The page asks once for all questions (data-sheet); from then on a question comes up without the
// network, answers wait on the device and are sent when it is back. What waits lies sealed in the browser's storage: the key comes with the
// questions, from the server, for whoever may answer them, and only this page holds it. It goes with the sending, the signing out, or after seven
// days. Without this script every answer is a form that is posted.
// Where the answers choose the questions (data-form="adaptive") the next one comes from the server: an answer waits on the device and the page
// goes on when the network is back, or with all questions in their order if the person would rather not wait.
(() => {
  const PREFIX = "xq-answers:";
  const KEPT_MS = 7 * 86_400_000;
  const FIRST_WAIT_MS = 2_000;
  const LONGEST_WAIT_MS = 60_000;
  const PATIENCE_MS = 20_000;

  const shelf = (() => {
    try {
      return window.localStorage;
    } catch {
      return null;
    }
  })();
  const cipher = window.crypto?.subtle ?? null;

  const clear = (isOld) => {
    if (!shelf) return;
    for (const name of Object.keys(shelf).filter((one) => one.startsWith(PREFIX))) {
      if (isOld(shelf.getItem(name))) shelf.removeItem(name);
    }
  };
  const age = (text) => Date.now() - Number((text ?? "").split(".")[0]);
  clear((text) => !(age(text) < KEPT_MS));
  document.addEventListener("submit", (event) => {
    if (event.target.getAttribute("action") === "/logout") clear(() => true);
  });

  const part = document.querySelector("#question-part[data-sheet]");
  const dock = document.querySelector("#question-dock");
  if (!part || !dock) return;

  const bytes = (text, base) => Uint8Array.from(text.match(/../g) ?? [], (two) => parseInt(two, base));
  const hex = (data) => [...new Uint8Array(data)].map((one) => one.toString(16).padStart(2, "0")).join("");

  /** What waits on the device, sealed with the key of the sheet; without storage or cipher it waits in this page alone. */
  const box = async (sheet) => {
    if (!shelf || !cipher) return { read: async () => null, write: async () => false, empty: () => {} };
    const name = PREFIX + sheet.store;
    const key = await cipher.importKey("raw", bytes(sheet.secret, 16), "AES-GCM", false, ["encrypt", "decrypt"]);
    let turn = 0;
    return {
      async read() {
        try {
          const [, nonce, sealed] = (shelf.getItem(name) ?? "").split(".");
          const plain = await cipher.decrypt({ name: "AES-GCM", iv: bytes(nonce, 16) }, key, bytes(sealed, 16));
          return JSON.parse(new TextDecoder().decode(plain));
        } catch {
          shelf.removeItem(name);
          return null;
        }
      },
      async write(state) {
        turn += 1;
        const mine = turn;
        const iv = window.crypto.getRandomValues(new Uint8Array(12));
        const sealed = await cipher.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(JSON.stringify(state)));
        // what was written or emptied since is newer
        if (mine !== turn) return true;
        try {
          shelf.setItem(name, `${Date.now()}.${hex(iv)}.${hex(sealed)}`);
          return true;
        } catch {
          return false;
        }
      },
      empty() {
        turn += 1;
        shelf.removeItem(name);
      },
    };
  };

  class Test {
    constructor(root, kept) {
      this.sheet = root.dataset;
      this.kept = kept;
      this.key = this.sheet.key;
      this.end = root.querySelector("template[data-end]");
      this.items = new Map([...root.querySelectorAll("template[data-number]")].map((one) => [Number(one.dataset.number), one]));
      this.answers = new Map([...this.items].map(([number, one]) => [number, one.dataset.given]).filter(([, given]) => given !== ""));
      this.unsent = new Set();
      this.finishedAt = null;
      this.state = "saved";
      this.wait = FIRST_WAIT_MS;
      this.at = 0;
      this.isKept = true;
      this.isChosen = this.sheet.form === "adaptive";
    }

    /** Takes up what waits on the device, unless the test was begun anew since. */
    async takeUp() {
      const waiting = await this.kept.read();
      if (!waiting) return;
      if (this.sheet.begun === "true" && waiting.key !== this.key) {
        this.kept.empty();
        return;
      }
      this.key = waiting.key;
      for (const [number, answer] of waiting.answers) {
        if (!this.items.has(number)) continue;
        this.answers.set(number, answer);
        this.unsent.add(number);
      }
      this.finishedAt = waiting.finishedAt;
      if (waiting.all) this.isChosen = false;
    }

    async save() {
      if (this.unsent.size === 0 && !this.finishedAt) {
        this.kept.empty();
        return;
      }
      const answers = [...this.unsent].map((number) => [number, this.answers.get(number) ?? ""]);
      const all = this.sheet.form === "adaptive" && !this.isChosen;
      this.isKept = await this.kept.write({ key: this.key, answers, finishedAt: this.finishedAt, all });
    }

    firstOpen() {
      for (const [number, one] of this.items) if (one.dataset.open !== "true" && !this.answers.has(number)) return number;
      return null;
    }

    show(number, { push = true } = {}) {
      const item = this.items.get(number);
      if (!item) return;
      const [body, foot] = item.content.cloneNode(true).children;
      const given = this.answers.get(number) ?? "";
      for (const input of body.querySelectorAll('[name="answer"]')) {
        if (input.type === "radio") input.checked = input.value === given;
        else input.value = given;
      }
      this.at = number;
      // the question before is not read to its end
      window.speechSynthesis?.cancel();
      part.replaceChildren(...body.childNodes);
      dock.replaceChildren(...foot.childNodes);
      if (push) history.pushState({ number }, "", item.dataset.address);
      part.tabIndex = -1;
      part.focus({ preventScroll: true });
      window.scrollTo(0, 0);
      this.paint();
    }

    showEnd() {
      if (part.querySelector("#answers-waiting")) return;
      const [body, foot] = this.end.content.cloneNode(true).children;
      part.replaceChildren(body);
      dock.replaceChildren(...foot.childNodes);
      body.focus({ preventScroll: true });
      this.paint();
    }

    /** Says how the answers stand. */
    paint() {
      const words = {
        saved: this.sheet.wordSaved,
        sending: this.sheet.wordSending,
        waiting: this.sheet.wordWaiting,
        "signed-out": this.sheet.wordSignedOut,
        over: this.sheet.wordOver,
      };
      const label = part.querySelector("[data-saved]");
      if (label) {
        label.dataset.saved = this.state;
        label.querySelector("use")?.setAttribute("href", this.state === "saved" ? "#i-cloud-ok" : "#i-clock");
        const text = label.querySelector("span");
        if (text.textContent !== words[this.state]) text.textContent = words[this.state];
      }
      const told = part.querySelector("[data-told]");
      if (told && (this.state === "signed-out" || this.state === "over")) told.textContent = words[this.state];
      if (this.state === "signed-out" && !part.querySelector("[data-sign-in]")) {
        const link = document.createElement("a");
        Object.assign(link, { href: this.sheet.signIn, className: "btn btn-soft btn-pill mt-3", textContent: this.sheet.wordSignIn });
        link.dataset.signIn = "";
        (told ?? label)?.after(link);
      }
    }

    answer(value) {
      this.answers.set(this.at, value);
      if (value === "") this.answers.delete(this.at);
      this.unsent.add(this.at);
      if (this.isChosen) {
        this.answeredAt = Date.now();
        this.save().then(() => this.send());
        return;
      }
      const next = this.at < this.items.size ? this.at + 1 : this.firstOpen();
      if (next) {
        this.show(next);
      } else {
        this.finishedAt = Date.now();
      }
      this.save().then(() => this.send());
    }

    /** The network stays away: the rest is asked in the order of the instrument. */
    askAll() {
      this.isChosen = false;
      this.wait = FIRST_WAIT_MS;
      document.querySelector("#question-all")?.remove();
      const open = this.firstOpen();
      if (open) this.show(open, { push: false });
      else this.finishedAt = Date.now();
      this.save().then(() => this.send());
    }

    /** Says that the next question waits for the network, and offers all questions instead. */
    paintWaiting() {
      if (part.querySelector("#next-waiting")) return;
      const box = document.createElement("div");
      Object.assign(box, { id: "next-waiting", className: "alert alert-warm mt-3" });
      box.setAttribute("role", "status");
      const inner = document.createElement("div");
      const told = document.createElement("p");
      told.textContent = this.sheet.wordNextWaiting;
      const why = document.createElement("p");
      Object.assign(why, { className: "mt-2", textContent: this.sheet.wordAllText });
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "btn btn-soft btn-pill mt-2", textContent: this.sheet.wordAll });
      button.addEventListener("click", () => this.askAll());
      inner.append(told, why, button);
      box.append(inner);
      part.append(box);
    }

    async send() {
      if (this.isSending) {
        this.isAsked = true;
        return;
      }
      if (this.state === "over" || (this.unsent.size === 0 && !this.finishedAt)) return;
      clearTimeout(this.timer);
      this.isSending = true;
      this.isAsked = false;
      const isLast = Boolean(this.finishedAt);
      const numbers = isLast ? [...new Set([...this.answers.keys(), ...this.unsent])] : [...this.unsent];
      const sent = new Map(numbers.map((number) => [number, this.answers.get(number) ?? ""]));
      if (this.state === "saved") {
        this.state = "sending";
        this.paint();
      }
      const heard = await this.post(sent, isLast);
      this.isSending = false;
      this.hear(heard, sent);
      if (this.isAsked) this.send();
    }

    async post(sent, isLast) {
      const form = new URLSearchParams({
        key: this.key,
        whose: this.sheet.whose,
        instrument: this.sheet.instrument,
        version: this.sheet.version,
        form: this.isChosen ? "adaptive" : "fixed",
        answers: [...sent].map(([number, answer]) => `${number}=${answer}`).join(","),
      });
      if (this.answeredAt) form.set("ago", `${Math.max(0, Math.round((Date.now() - this.answeredAt) / 1000))}`);
      if (isLast) {
        form.set("finish", "1");
        form.set("ago", `${Math.max(0, Math.round((Date.now() - this.finishedAt) / 1000))}`);
      }
      try {
        const signal = AbortSignal.timeout?.(PATIENCE_MS);
        const response = await fetch(this.sheet.answers, { method: "POST", body: form, redirect: "manual", signal });
        return response.headers.get("content-type")?.includes("json") ? await response.json() : null;
      } catch {
        return null;
      }
    }

    hear(heard, sent) {
      switch (heard?.state) {
        case "kept":
          this.wait = FIRST_WAIT_MS;
          for (const [number, answer] of sent) if ((this.answers.get(number) ?? "") === answer) this.unsent.delete(number);
          this.state = this.unsent.size === 0 ? "saved" : "sending";
          this.save();
          if (this.isChosen && this.unsent.size === 0 && heard.next) {
            window.location.assign(heard.next);
            return;
          }
          break;
        case "done":
        case "elsewhere":
          this.kept.empty();
          this.unsent.clear();
          window.location.assign(heard.to);
          return;
        case "signed_out":
          this.state = "signed-out";
          break;
        case "over":
          this.state = "over";
          this.kept.empty();
          this.unsent.clear();
          break;
        case "refused":
          this.refused(heard.number);
          return;
        default:
          this.state = "waiting";
          this.timer = setTimeout(() => this.send(), this.wait);
          this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MS);
          if (this.isChosen) this.paintWaiting();
      }
      if (this.finishedAt && this.state !== "saved") this.showEnd();
      this.paint();
    }

    /** The server knows an answer not, or misses one: it is asked for again. */
    refused(number) {
      this.finishedAt = null;
      this.answers.delete(number);
      this.unsent.delete(number);
      this.state = "saved";
      this.save();
      if (!this.isChosen) this.show(number);
      const told = document.createElement("p");
      Object.assign(told, { className: "invalid-feedback", role: "alert", textContent: this.sheet.wordRefused });
      part.querySelector("#answer-form")?.append(told);
    }
  }

  // the place of the item among all, where the address counts the questions that were asked
  const numberHere = () => Number(part.dataset.place ?? 0) || Number(window.location.pathname.match(/\/(\d+)$/)?.[1] ?? 0);

  const begin = async (html) => {
    const root = new DOMParser().parseFromString(html, "text/html").querySelector("#sheet");
    if (!root) return;
    const test = new Test(root, await box(root.dataset));
    await test.takeUp();
    test.at = numberHere();
    history.replaceState({ number: test.at }, "");
    document.addEventListener("submit", (event) => {
      if (event.target.id !== "answer-form") return;
      if (test.finishedAt || test.state === "over") {
        event.preventDefault();
        return;
      }
      const value = `${new FormData(event.target).get("answer") ?? ""}`.trim();
      // what has to be answered and is not: the server says what to mend
      if (value === "" && test.items.get(test.at)?.dataset.optional !== "true") return;
      event.preventDefault();
      test.answer(value);
    });
    dock.addEventListener("click", (event) => {
      if (event.target.closest("[data-send]")) test.send();
      if (!event.target.closest("a.xq-dock-back") || test.isChosen) return;
      event.preventDefault();
      test.show(test.at - 1);
    });
    window.addEventListener("popstate", (event) => {
      const number = event.state?.number ?? numberHere();
      if (test.isChosen) return;
      if (test.items.has(number) && !test.finishedAt) test.show(number, { push: false });
    });
    window.addEventListener("online", () => test.send());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) test.send();
    });
    window.addEventListener("beforeunload", (event) => {
      if (test.unsent.size > 0 && !test.isKept) event.preventDefault();
    });
    if (test.unsent.size > 0 || test.finishedAt) {
      const open = test.firstOpen();
      if (test.finishedAt) test.showEnd();
      else if (!test.isChosen && open && open !== test.at) test.show(open);
      test.send();
    }
    document.documentElement.dataset.xqSheet = "ready";
  };

  const load = async () => {
    try {
      const response = await fetch(part.dataset.sheet, { redirect: "manual" });
      if (response.ok) await begin(await response.text());
    } catch {
      window.addEventListener("online", load, { once: true });
    }
  };
  load();
})();
