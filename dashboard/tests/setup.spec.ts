import { writeFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { ADA, KEY, SIGNED_IN, stage } from "./stage";

test("the first administrator sets the installation up", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Welcome to Dokploy" })).toBeVisible();
  await page.getByLabel("Set-up token").fill("not the token");
  await page.getByLabel("Name").fill(ADA.name);
  await page.getByLabel("E-mail").fill(ADA.email);
  await page.getByLabel("Password").fill("short");
  await page.getByRole("button", { name: "Create administrator" }).click();
  await expect(page.getByText("At least 8 characters are needed")).toBeVisible();

  await page.getByLabel("Password").fill(stage.password);
  await page.getByRole("button", { name: "Create administrator" }).click();
  await expect(page.getByRole("alert")).toContainText("needs another token");
  await expect(page.getByLabel("E-mail")).toHaveValue(ADA.email);

  await page.getByLabel("Set-up token").fill(stage.token);
  await page.getByRole("button", { name: "Create administrator" }).click();
  await expect(page.getByRole("heading", { name: "Projects", exact: true })).toBeVisible();
  await expect(page.getByText("No projects yet")).toBeVisible();

  await page.context().storageState({ path: SIGNED_IN });
  const [organization] = await (await page.request.get("/api/organization.all")).json();
  const made = await page.request.post("/api/user.createApiKey", {
    data: { name: "stories", metadata: { organizationId: organization.id }, rateLimitEnabled: false },
  });
  writeFileSync(KEY, (await made.json()).key);
});
