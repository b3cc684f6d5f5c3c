// Whoever uses the program: the accounts of the demonstration, and the words that each of them may read.
import assert from "node:assert/strict";
import { openPage, visit } from "./browser.mjs";

export const PASSWORD = "xinqiao-demo";

/** Fills the form of the present sign-in page and sends it. */
export async function fillSignIn(page, login, password = PASSWORD) {
  await page.locator('input[name="name"]').fill(login);
  await page.locator('input[name="password"]').fill(password);
  await page.locator('form[action="/login"] button[type="submit"]').click();
}

/** Signs in and waits for the page that follows. */
export async function signIn(page, login) {
  await visit(page, "/login");
  await fillSignIn(page, login);
  await page.waitForURL((address) => address.pathname !== "/login");
}

/** A page of its own with somebody signed in. */
export async function openAs(browser, address, login, options) {
  const page = await openPage(browser, address, options);
  await signIn(page, login);
  return page;
}

/** Words that no resident reads: levels, diseases, labels. */
const NOT_FOR_RESIDENTS = ["抑郁", "红色", "黄色", "蓝色", "异常", "患者", "预警", "高危", "自杀"];

/** All that a page says, folded parts and spoken labels among it, without scripts. */
export function wordsOf(page) {
  return page.evaluate(() => {
    const spoken = [...document.querySelectorAll("[aria-label], [title], [alt]")].flatMap((it) =>
      ["aria-label", "title", "alt"].map((name) => it.getAttribute(name) ?? ""),
    );
    return [document.title, document.body.textContent, ...spoken].join("\n");
  });
}

/** The page speaks to a person, not of a case. */
export async function assertKind(page) {
  const words = await wordsOf(page);
  const found = NOT_FOR_RESIDENTS.filter((word) => words.includes(word)).map((word) => {
    const at = words.indexOf(word);
    return `${word} in "${words.slice(Math.max(0, at - 20), at + 20).trim()}"`;
  });
  assert.deepEqual(found, [], page.url());
}
