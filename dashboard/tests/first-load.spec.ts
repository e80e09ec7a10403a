import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, SIGNED_IN, stage, test } from "./stage";

/** All that crosses the wire until a first page stands, scripts, styles and fonts, when the browser knows nothing yet. */
const MOST_BYTES = 250_000;
const DIST = join(import.meta.dirname, "../dist");

/** The paths that are loaded for a page; the API's answers not counted. */
async function loadedFor(page: Page, path: string): Promise<string[]> {
  const loaded = new Set<string>();
  page.on("requestfinished", (request) => {
    const { pathname } = new URL(request.url());
    if (!pathname.startsWith("/api/")) loaded.add(pathname === path ? "/index.html" : pathname);
  });
  await page.goto(path);
  await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState("networkidle");
  return [...loaded];
}

/** What the server sends for it: the packed copy where there is one. Brotli is asked for over https alone. */
const sent = (path: string, packed: "br" | "gz"): number => {
  const file = join(DIST, path);
  return statSync(existsSync(`${file}.${packed}`) ? `${file}.${packed}` : file).size;
};

test("the first load is small, whichever page it is", async ({ browser, application }) => {
  const pages: [string, string, string | undefined][] = [
    ["sign-in", "/login", undefined],
    ["home", "/", SIGNED_IN],
    ["project", `/projects/${application.projectId}`, SIGNED_IN],
    ["application", `/applications/${application.applicationId}`, SIGNED_IN],
  ];
  for (const [name, path, storageState] of pages) {
    const context = await browser.newContext({
      baseURL: stage.url,
      ...(storageState ? { storageState } : {}),
    });
    const loaded = await loadedFor(await context.newPage(), path);
    await context.close();
    const [br, gz] = (["br", "gz"] as const).map((packed) =>
      loaded.reduce((sum, one) => sum + sent(one, packed), 0),
    ) as [number, number];
    console.log(
      `first load of ${name}: ${Math.round(br / 1000)} kB with brotli, ${Math.round(gz / 1000)} with gzip`,
    );
    expect(br, `${name}: ${loaded}`).toBeLessThan(MOST_BYTES);
    if (name === "sign-in" || name === "home") expect(gz, `${name}: ${loaded}`).toBeLessThan(MOST_BYTES);
    expect(br).toBeGreaterThan(100_000);
  }
});

test("what loads comes from here alone, packed, and is kept", async ({ page }) => {
  const hosts = new Set<string>();
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  const scripts: string[] = [];
  page.on("response", async (response) => {
    if (response.url().includes("/assets/") && response.url().endsWith(".js"))
      scripts.push(
        `${await response.headerValue("content-encoding")} ${await response.headerValue("cache-control")}`,
      );
  });
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect([...hosts]).toEqual([new URL(stage.url).host]);
  expect(new Set(scripts)).toEqual(new Set(["br public, max-age=31536000, immutable"]));
});
