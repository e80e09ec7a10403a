import { request } from "@playwright/test";
import { ADA, expect, stage, test } from "./stage";

test.describe("signed out", () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test("signing in leads back to the page that was asked for", async ({ page }) => {
    await page.goto("/health?of=now");
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await page.getByLabel("E-mail").fill(ADA.email);
    await page.getByLabel("Password").fill("not my password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText("Invalid email or password")).toBeVisible();
    await page.getByLabel("Password").fill(stage.password);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/health\?of=now$/);
    await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  });

  test("nobody is sent to another site after signing in", async ({ page }) => {
    await page.goto("/login?next=//elsewhere.example/");
    await page.getByLabel("E-mail").fill(ADA.email);
    await page.getByLabel("Password").fill(stage.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { name: "Projects", exact: true })).toBeVisible();
    expect(new URL(page.url()).host).toBe(new URL(stage.url).host);
  });

  test("the session ends on the server: the page asks in place, and what was typed is still there", async ({
    page,
    context,
  }) => {
    await page.goto("/login");
    await page.getByLabel("E-mail").fill(ADA.email);
    await page.getByLabel("Password").fill(stage.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "New project" }).first().click();
    const dialog = page.getByRole("dialog", { name: "New project" });
    await dialog.getByLabel("Name").fill("Typed before");
    await dialog.getByLabel("Description").fill("and not lost");

    // Somebody signs this session out: the browser keeps a cookie that means nothing any more.
    const other = await request.newContext({
      baseURL: stage.url,
      storageState: await context.storageState(),
    });
    expect((await other.post("/api/auth/sign-out", { data: {} })).status()).toBe(200);
    await other.dispose();
    // Nothing is pressed: the page hears of it.
    const again = page.getByRole("dialog", { name: "Your session has ended" });
    await expect(again.getByLabel("E-mail")).toHaveValue(ADA.email);
    // It is there for the keyboard once it has taken the focus; a moment before, Escape is the dialog's below it.
    await expect(again.locator(":focus")).toHaveCount(1);
    await page.keyboard.press("Escape");
    await expect(again).toBeVisible();
    await again.getByLabel("Password").fill(stage.password);
    await again.getByRole("button", { name: "Sign in" }).click();
    await expect(again).toBeHidden();

    await expect(dialog.getByLabel("Name")).toHaveValue("Typed before");
    await expect(dialog.getByLabel("Description")).toHaveValue("and not lost");
    await dialog.getByRole("button", { name: "Create project" }).click();
    await expect(page).toHaveURL(/\/projects\//);
    await expect(page.getByRole("heading", { name: "Typed before" })).toBeVisible();
  });
});

test("signing out ends the session for good", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: stage.url });
  const page = await context.newPage();
  await page.request.post("/api/auth/sign-in/email", {
    data: { email: ADA.email, password: stage.password },
  });
  await page.goto("/");
  await page.getByRole("button", { name: ADA.email }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/login/);
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await context.close();
});
