// Hands a file of answers in, as a school's counsellor does.
import assert from "node:assert/strict";
import { visit } from "./browser.mjs";

const ITEMS = 9;

/** Invented sheets of a class as CSV: rows with a number, sex and nine answers, some of them not as they should be. */
export function classFile({ rows = 36, faults = true } = {}) {
  const lines = [["学号", "性别", ...Array.from({ length: ITEMS }, (_, item) => `Q${item + 1}`)].join(",")];
  for (let row = 0; row < rows; row += 1) {
    // the last item, about not wanting to live, stays 0: a file for a picture raises no red signal
    const answers = Array.from({ length: ITEMS }, (_, item) => (item === ITEMS - 1 ? 0 : ((row + 3) * (item + 7)) % 5 % 2));
    lines.push([`2026${String(1001 + row)}`, row % 2 ? "男" : "女", ...answers].join(","));
  }
  if (faults) {
    lines.push("20262001,女,0,1,0,5,0,0,1,0,0", "20262002,男,0,1,0,0,0,0,1,0", ",女,0,1,0,0,0,0,1,0,0", "20261003,男,1,1,1,0,0,1,0,0,0");
  }
  return `${lines.join("\r\n")}\r\n`;
}

/** Opens the first campaign of the list. */
export async function openCampaign(page) {
  await visit(page, "/desk/campaigns");
  await Promise.all([page.waitForNavigation(), page.locator("main table a").first().click()]);
}

/** Checks a file in the campaign that a page shows; resolves on the report of what would become of each row. */
export async function checkFile(page, name, text) {
  await Promise.all([page.waitForNavigation(), page.locator('.actions a[href$="/import"]').click()]);
  const form = page.locator("form#import");
  await form.locator('input[name="file"]').setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  await form.locator('input[name="id_column"]').fill("学号");
  await form.locator('input[name="item_prefix"]').fill("Q");
  await form.locator('input[name="sex_column"]').fill("性别");
  await Promise.all([page.waitForNavigation(), form.locator('button[type="submit"]').click()]);
  assert.match(new URL(page.url()).pathname, /^\/desk\/imports\//);
}

/** How many rows are new, changed, left out and faulty, as the report says. */
export function countsOf(page) {
  return page.locator(".xq-stat-value").evaluateAll((all) => all.slice(0, 4).map((it) => Number(it.textContent)));
}
