import { api, deploy, expect, got, test } from "./stage";

const one = (applicationId: string) =>
  got(api.GET("/application.one", { params: { query: { applicationId } } }));

test("variables: edited, looked at as a difference, saved, and asked about before they are left", async ({
  page,
  application,
}) => {
  const { applicationId } = application;
  const env = "GREETING=hello\nOLD=gone soon\nSECRET=swordfish\n";
  await api.POST("/application.saveEnvironment", { body: { applicationId, env } });
  await page.goto(`/applications/${applicationId}/environment?view=table`);

  const variables = page.getByRole("list", { name: "Variables" });
  await expect(variables.getByText("SECRET", { exact: true })).toBeVisible();
  await expect(page.getByText("swordfish")).toBeHidden();
  await variables.getByRole("button", { name: "Edit GREETING" }).click();
  await variables.getByLabel("Value").fill("good evening");
  await variables.getByRole("button", { name: "Apply" }).click();
  await variables.getByRole("button", { name: "Delete OLD" }).click();
  await page.getByRole("button", { name: "Add variable" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill("COLOUR");
  await page.getByLabel("Value", { exact: true }).fill("deep # blue");
  await page.getByRole("button", { name: "Add", exact: true }).click();

  await page.getByRole("link", { name: "Domains" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /stay|keep/i })
    .click();
  await expect(page).toHaveURL(/\/environment/);

  await page.getByRole("button", { name: "Review and save" }).click();
  const review = page.getByRole("dialog", { name: "Review changes" });
  const changes = review.getByRole("listitem");
  await expect(changes).toHaveCount(3);
  await expect(changes.filter({ hasText: "GREETING" }).getByRole("img", { name: "changed" })).toBeVisible();
  await expect(changes.filter({ hasText: "OLD" }).getByRole("img", { name: "removed" })).toBeVisible();
  await expect(changes.filter({ hasText: "COLOUR" }).getByRole("img", { name: "added" })).toBeVisible();
  await expect(review.getByText("good evening")).toBeHidden();
  await review.getByRole("button", { name: "Show values" }).click();
  await expect(review.getByText("good evening")).toBeVisible();
  expect((await one(applicationId)).env).toBe(env);
  await review.getByRole("button", { name: "Save", exact: true }).click();
  await expect(review).toBeHidden();
  await expect(page.getByText("The next deployment uses it")).toBeVisible();

  const saved = (await one(applicationId)).env ?? "";
  expect(saved).toContain("GREETING=good evening");
  expect(saved).toContain("SECRET=swordfish");
  expect(saved).not.toContain("OLD=");
  expect(saved).toMatch(/COLOUR=(["'`])deep # blue\1/);
});

test("a domain is changed, with what Traefik is told in sight; a mistake in that is shown at its place", async ({
  page,
  application,
}) => {
  await deploy(application);
  await page.goto(`/applications/${application.applicationId}/domains`);
  await page.getByRole("button", { name: `More for ${application.host}` }).click();
  await page.getByRole("menuitem", { name: /Change|Edit/ }).click();
  const dialog = page.getByRole("dialog", { name: `Change ${application.host}` });
  await dialog.getByLabel("Path", { exact: true }).fill("/shop");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await page.goto(`/applications/${application.applicationId}/domains?router=true`);
  await expect(page.getByRole("main")).toContainText("PathPrefix(`/shop`)");

  await page.goto(`/applications/${application.applicationId}/advanced#traefik`);
  const file = page.locator("#traefik");
  await file.getByRole("textbox", { name: "Traefik configuration" }).click();
  await page.keyboard.press("Control+a");
  const wrong = "http:\n  routers:\n    web:\n      rule: Host(`a.example`)\n      service: nowhere\n";
  await page.keyboard.insertText(wrong);
  await file.getByRole("button", { name: "Save" }).click();
  await expect(file.getByRole("alert")).toContainText("http.routers.web refers to nowhere");
  await expect(file.locator(".code-bad")).toHaveText("web:");
  await file.getByRole("button", { name: "Discard" }).click();

  await page.goto(`/applications/${application.applicationId}/domains`);
  await page.getByRole("button", { name: `More for ${application.host}` }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("No domain yet")).toBeVisible();
});

test("a command in the terminal", async ({ page, application }) => {
  await deploy(application);
  await page.goto(`/applications/${application.applicationId}/terminal`);
  const terminal = page.getByRole("region", { name: "Terminal" });
  await expect(terminal.getByText("Connected")).toBeVisible();
  await expect(terminal.getByRole("textbox", { name: /^Terminal/ })).toBeFocused();
  await page.keyboard.type("echo $((6 * 7)) and $(cat /www/index.html | wc -l) line\n");
  await expect(terminal).toContainText("42 and 1 line");
  await page.keyboard.type("exit 3\n");
  await expect(terminal.getByText("Ended", { exact: true })).toBeVisible();
  await terminal.getByRole("button", { name: "New shell" }).click();
  await expect(terminal.getByText("Connected")).toBeVisible();
});
