// Chromium without a display, pages at the two widths that the design is drawn for, and checks that hold on every page.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

/** A phone and a desk. */
export const WIDTHS = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } };

const PROGRAMS = ["chromium", "chromium-browser", "google-chrome"];
// The browser talks to the program under test and to nobody else.
const SWITCHES = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

function executable() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = PROGRAMS.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  if (!found) throw new Error("Chromium is not installed: install the Debian package `chromium`, or name the program in CHROMIUM");
  return found;
}

/** Starts the browser; its profile is new and empty, and is removed at the end. */
export function launch() {
  return chromium.launch({ executablePath: executable(), headless: true, args: SWITCHES });
}

/**
 * A page of its own (cookies, storage) at one width. What went wrong on it (script errors, refused scripts or styles, answers of
 * 500 and above) is collected in `page.troubles`.
 */
export async function openPage(browser, address, { size = WIDTHS.phone, language = "zh-CN", javaScript = true } = {}) {
  const context = await browser.newContext({
    baseURL: address,
    viewport: size,
    locale: language,
    timezoneId: "Asia/Shanghai",
    reducedMotion: "reduce",
    javaScriptEnabled: javaScript,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.troubles = [];
  page.on("pageerror", (error) => page.troubles.push(`script error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") page.troubles.push(`console: ${message.text()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) page.troubles.push(`${response.status()} from ${new URL(response.url()).pathname}`);
  });
  return page;
}

/** Follows an address and holds its answer to a status; the browser's own line about a refusal is no trouble then. */
export async function visit(page, path, status = 200) {
  const response = await page.goto(path);
  assert.equal(response.status(), status, `${path} answers ${response.status()}`);
  if (status !== 200) expectRefusal(page, status);
  return response;
}

/** Takes the browser's own line about a refused request, which was expected, out of the troubles. */
export function expectRefusal(page, status) {
  page.troubles = page.troubles.filter((line) => !line.includes(`responded with a status of ${status}`));
}

/** Nothing sticks out at the side. */
export async function assertNoSidewaysScroll(page) {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  const widest = await page.evaluate(() => {
    const outside = [...document.body.querySelectorAll("*")].filter((it) => it.getBoundingClientRect().right > innerWidth + 1);
    return outside.slice(0, 5).map((it) => `${it.tagName.toLowerCase()}.${[...it.classList].join(".")}`);
  });
  assert.ok(content <= window, `the page is ${content} px wide in a window of ${window} px: ${widest.join(", ")}`);
}

/** One heading of the first level, with text. */
export async function assertOneHeading(page) {
  const headings = await page.locator("h1").allInnerTexts();
  assert.equal(headings.length, 1, `h1: ${JSON.stringify(headings)}`);
  assert.notEqual(headings[0].trim(), "");
}

/** No fault that axe finds; contrast is among its rules and stays on. */
export async function assertAccessible(page) {
  // a device that was handed over is wiped when nobody touches it: the time limit is what protects the person (WCAG 2.2.1, essential)
  const isHandedOver = (await page.locator('meta[http-equiv="refresh"][content$="url=/kiosk"]').count()) > 0;
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .options({ rules: { "color-contrast": { enabled: true }, "meta-refresh": { enabled: !isHandedOver } } })
    .analyze();
  const lines = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}): ${node.html.slice(0, 200)}\n    ${node.failureSummary?.replaceAll("\n", "\n    ")}`),
  );
  assert.equal(lines.length, 0, `${page.url()}\n${lines.join("\n")}`);
}

/** What can be told at once: it fits, it has its heading, nothing went wrong. */
export async function assertFits(page) {
  await assertNoSidewaysScroll(page);
  await assertOneHeading(page);
  assert.deepEqual(page.troubles, [], page.url());
}

/** Every word is there: a key without one shows in these brackets. */
async function assertWorded(page) {
  const text = await page.evaluate(() => document.documentElement.innerHTML);
  assert.doesNotMatch(text, /⟦[^⟧]*⟧/, page.url());
}

let pictures = 0;

/** With XINQIAO_PICTURES set to a folder, every page that is held to all rules leaves a picture there. */
async function leavePicture(page) {
  const folder = process.env.XINQIAO_PICTURES;
  if (!folder) return;
  pictures += 1;
  const name = new URL(page.url()).pathname.replaceAll(/[0-9a-f-]{36}/g, "id").replaceAll("/", "_");
  await page.screenshot({ path: `${folder}/${String(pictures).padStart(3, "0")}${name}-${page.viewportSize()?.width}.png`, fullPage: true });
}

/** All that must hold on every page. */
export async function assertSound(page) {
  await leavePicture(page);
  await assertWorded(page);
  await assertFits(page);
  await assertAccessible(page);
}
