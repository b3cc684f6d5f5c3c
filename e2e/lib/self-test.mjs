// Takes a self-test as a person does: a question a page, one answer, next.
import assert from "node:assert/strict";
import { visit } from "./browser.mjs";

/** Answers of the PHQ-9 with its tenth question: somebody who has a hard time and thoughts of not wanting to live on most days. */
export const HARD_TIME = [2, 2, 2, 2, 1, 2, 1, 1, 2, 2];
/** The same instrument on calm days. */
export const CALM = [0, 1, 0, 1, 0, 0, 0, 0, 0, 0];

const QUESTION = /\/self-tests\/[^/]+\/questions\/(\d+)$/;

/** The number of the question that a page shows. */
export function questionOf(page) {
  const found = new URL(page.url()).pathname.match(QUESTION);
  assert.ok(found, `${page.url()} is no question`);
  return Number(found[1]);
}

/** Touches one of the large choices of a resident's page. */
export function choose(page, name, value) {
  return page.locator(`.xq-option:has(input[name="${name}"][value="${value}"])`).click();
}

/** Nobody reads a question in less; a sheet whose answers came faster is put aside (pack `validity`). In milliseconds. */
export const READING = 1_200;

/** Reads the present question, chooses an answer and goes on; resolves on the page that follows. */
export async function answer(page, value) {
  await page.waitForTimeout(READING);
  const before = page.url();
  await choose(page, "answer", value);
  await page.locator('.xq-dock button[type="submit"]').click();
  await page.waitForURL((address) => address.href !== before);
}

/** Begins a self-test (or goes on with it) and gives the answers from the present question on; `look` sees each question first. */
export async function answerAll(page, code, answers, look) {
  await visit(page, `/self-tests/${code}`);
  for (const value of answers.slice(questionOf(page) - 1)) {
    await look?.(page);
    await answer(page, value);
  }
}

/** Decides what becomes of the result on its page: `mine`, `contact` or `nothing`. */
export async function decide(page, value) {
  await choose(page, "keep", value);
  await Promise.all([page.waitForNavigation(), page.locator('form[action="/result/choice"] button[type="submit"]').click()]);
}
