// Moves on the work desk.
import assert from "node:assert/strict";

const SIGNALS = '#queue a[href^="/desk/signals/"]';

/** Addresses of the signals that the queue of a page shows. */
export function signalsOf(page) {
  return page.locator(SIGNALS).evaluateAll((links) => links.map((it) => it.getAttribute("href")));
}

/** Waits, without touching the page, until its queue shows signals that are not in `known`; resolves with their addresses, first due first. */
export async function newSignals(page, known) {
  const fresh = ([selector, old]) => {
    const all = [...document.querySelectorAll(selector)].map((it) => it.getAttribute("href"));
    const rest = all.filter((href) => !old.includes(href));
    return rest.length > 0 && rest;
  };
  const found = await page.waitForFunction(fresh, [SIGNALS, known]);
  return found.jsonValue();
}

/** Fills the form of one step (`choices` are radio buttons or lists by name) and sends it; resolves on the page that follows. */
export async function step(page, form, choices = {}, note = "") {
  const box = page.locator(`form#${form}`);
  for (const [name, value] of Object.entries(choices)) {
    const list = box.locator(`select[name="${name}"]`);
    if ((await list.count()) > 0) await list.selectOption(value);
    else await box.locator(`input[name="${name}"][value="${value}"]`).check();
  }
  if (note) await box.locator('textarea[name="note"]').fill(note);
  await Promise.all([page.waitForNavigation(), box.locator('button[type="submit"]').click()]);
}

/** The value of a list entry by a part of its label, for `step`. */
export function entryOf(page, form, name, part) {
  const entries = page.locator(`form#${form} select[name="${name}"] option`);
  return entries.filter({ hasText: part }).first().getAttribute("value");
}

/** Names of the forms that a page offers. */
export function formsOf(page) {
  return page.locator("form[id]").evaluateAll((forms) => forms.map((it) => it.id));
}

/** The page says that something was done. */
export async function assertDone(page, words) {
  assert.match(await page.getByRole("status").innerText(), words);
}
