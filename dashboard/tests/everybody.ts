import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const PHONE = { width: 360, height: 740 };

/** Nothing on the page keeps people out, in light and dark; nothing on it would have to be scrolled sideways on a phone. */
export async function forEverybody(page: Page): Promise<void> {
  // Without frames there is nothing to be put together from several documents, in a page of its own.
  const analysis = new AxeBuilder({ page }).setLegacyMode();
  expect(serious(await analysis.options(FOUND_ALONE).analyze()), "in light").toEqual([]);
  const light = await background(page);
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  expect(await background(page), "in the dark").not.toBe(light);
  // The theme changes colours and nothing else.
  const colours = analysis.options(FOUND_ALONE).withRules("color-contrast");
  expect(serious(await colours.analyze()), "in the dark").toEqual([]);
  await page.setViewportSize(PHONE);
  await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
  expect(await sideways(page), "wider than a phone").toEqual([]);
}

const background = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor);

/** What passes is not described element by element. */
const FOUND_ALONE = { resultTypes: ["violations" as const] };

/** What axe calls serious or critical, with the places. */
const serious = ({ violations }: Awaited<ReturnType<AxeBuilder["analyze"]>>): string[] =>
  violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target} ${failureSummary}`),
    );

/** Elements that make the page wider than its window. */
const sideways = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll("body *")]
      .filter((one) => one.getBoundingClientRect().right > clientWidth + 1)
      .map((one) => `${one.tagName} ${one.className}`.slice(0, 120));
    return [`${scrollWidth} px`, ...wide.slice(0, 5)];
  });
