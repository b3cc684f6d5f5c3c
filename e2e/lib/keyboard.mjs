// Moves by keys alone, and holds each stop to being seen.
import assert from "node:assert/strict";

const LONGEST_WAY = 60;

/** What has the focus, in a few words, with whether it stands out and nothing covers it. */
function focused(page) {
  return page.evaluate(() => {
    const it = document.activeElement;
    if (!it || it === document.body) return null;
    // a radio button of the residents' pages lies, unseen, over the box that shows its state
    const drawn = it.matches('input[type="radio"]') ? [it, it.nextElementSibling].filter(Boolean) : [it];
    const ring = drawn.some((each) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(each);
      return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    });
    const box = it.getBoundingClientRect();
    const above = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const around = it.closest("label") ?? it;
    const words = (it.getAttribute("aria-label") ?? it.innerText ?? "").trim().slice(0, 30);
    return { name: `${it.tagName.toLowerCase()} ${it.name ?? ""} ${words}`, ring, clear: above !== null && around.contains(above) };
  });
}

/** The focus stands out by a ring of 2 px at least, inside the window, and nothing covers it. */
export async function assertFocusSeen(page) {
  const at = await focused(page);
  assert.ok(at, `nothing has the focus on ${page.url()}`);
  assert.ok(at.ring, `${at.name} shows no focus on ${page.url()}`);
  assert.ok(at.clear, `${at.name} is covered when it has the focus on ${page.url()}`);
}

/** Tabs forward until what a selector names has the focus; every stop on the way must be seen. */
export async function tabTo(page, selector) {
  for (let stops = 0; stops < LONGEST_WAY; stops += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement === document.body)) continue;
    await assertFocusSeen(page);
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
  }
  assert.fail(`no way by Tab to ${selector} on ${page.url()}`);
}

/** Presses a key that leads to another page and waits for it. */
export async function press(page, key) {
  await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
}
