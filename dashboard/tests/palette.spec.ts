import type { Page } from "@playwright/test";
import { expect, runsOf, test } from "./stage";

/** The page listens to keys from here on. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
}

test("from any page to any service, by keyboard alone", async ({ page, application }) => {
  await open(page, "/health");
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Search or run" });
  await expect(palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("nothing is called like this");
  await expect(palette.getByText("Nothing is called that.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(palette).toBeHidden();

  await page.keyboard.press("Control+k");
  await page.keyboard.type(application.name);
  const service = palette.getByRole("option", { name: `${application.name} project / production` });
  await expect(service.first()).toBeVisible();
  await expect(async () => {
    await page.keyboard.press("ArrowDown");
    await expect(palette.getByRole("option", { selected: true })).toHaveText(
      `${application.name}${application.name} project / production`,
      { timeout: 500 },
    );
  }).toPass();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/applications/${application.applicationId}$`));
  await expect(page.getByRole("heading", { name: application.name })).toBeVisible();
});

test("deploying by keyboard alone", async ({ page, application }) => {
  await open(page, "/");
  await page.keyboard.press("Control+k");
  await page.keyboard.type(`deploy ${application.name}`);
  const palette = page.getByRole("dialog", { name: "Search or run" });
  await expect(palette.getByRole("option", { selected: true })).toContainText(`Deploy ${application.name}`);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/deployments\/.+/);
  const [run, ...others] = await runsOf(application.applicationId);
  expect(others).toEqual([]);
  expect(new URL(page.url()).pathname).toContain(run?.deploymentId);
  await expect(page.getByRole("article").locator("header").getByText("Done", { exact: true })).toBeVisible({
    timeout: 45_000,
  });
});

test("the theme, and back to a page, without a mouse", async ({ page }) => {
  await open(page, "/");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("dark theme");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await open(page, "/");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("ssh keys");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/ssh-keys$/);
});

test("the first stop of the Tab key skips the navigation", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Projects", exact: true })).toBeVisible();
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("#content")).toBeFocused();
});
