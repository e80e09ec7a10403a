import type { Page } from "@playwright/test";
import { deploy, expect, makeApplication, removeService, stage, test } from "./stage";

const MEL = { email: "mel@example.org", password: "a member's password", next: "quite another password" };

async function signIn(page: Page, password: string): Promise<void> {
  await page.getByLabel("E-mail").fill(MEL.email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("somebody is invited, sees what is given and why not the rest, and changes the password", async ({
  page,
  application,
  browser,
}) => {
  test.setTimeout(150_000);
  const secret = await makeApplication(`${application.name}-secret`);
  await deploy(application);
  await page.goto("/profile?tab=organization");
  await page.getByLabel("E-mail").fill(MEL.email);
  await page.getByRole("button", { name: "Invite" }).click();
  const link = await page
    .getByText(/\/invitation\?token=/)
    .first()
    .textContent();

  const theirs = await browser.newContext({ baseURL: stage.url, storageState: { cookies: [], origins: [] } });
  const mel = await theirs.newPage();
  await mel.goto(link ?? "");
  await expect(mel.getByLabel("E-mail")).toHaveValue(MEL.email);
  await mel.getByLabel("Name").fill("Mel");
  await mel.getByLabel("Password").fill(MEL.password);
  await mel.getByRole("button", { name: "Join" }).click();
  await expect(mel.getByText("No projects yet")).toBeVisible();
  await expect(mel.getByRole("main")).toContainText("Ask an owner or admin to let you into one");

  await page.reload();
  await page.getByRole("button", { name: "More about Mel" }).click();
  await page.getByRole("menuitem", { name: "Permissions" }).click();
  const permissions = page.getByRole("dialog", { name: "Permissions of Mel" });
  await permissions.getByRole("checkbox", { name: `${application.name} project`, exact: true }).check();
  await permissions.getByRole("button", { name: "Save" }).click();
  await expect(permissions).toBeHidden();

  await mel.goto("/");
  await expect(mel.getByRole("link", { name: `${application.name} project`, exact: true })).toBeVisible();
  await expect(mel.getByText(`${secret.name} project`)).toBeHidden();
  await expect(mel.getByRole("button", { name: "New project" })).toBeHidden();
  const navigation = mel.getByRole("navigation", { name: "Main" });
  await expect(navigation.getByRole("link", { name: "SSH keys" })).toBeHidden();
  await expect(navigation.getByRole("link")).toHaveText(["Projects", "Deployments"]);
  for (const [path, why] of [
    ["/registries", "registry:read"],
    ["/ssh-keys", "sshKeys:read"],
    ["/health", "Only an admin may do this"],
    [`/applications/${secret.applicationId}`, "You do not have access to this service"],
    [`/projects/${secret.projectId}`, "You do not have access to this project"],
  ] as const) {
    await mel.goto(path);
    await expect(mel.getByText("You may not see this")).toBeVisible();
    await expect(mel.getByRole("main")).toContainText(why);
  }

  await mel.goto(`/projects/${application.projectId}`);
  await expect(mel.getByRole("button", { name: "New service" })).toBeDisabled();
  const at = `/applications/${application.applicationId}`;
  await mel.goto(`${at}/source`);
  await expect(mel.getByText("Your role looks at these settings, and does not change them.")).toBeVisible();
  await expect(mel.getByRole("textbox", { name: "Repository" })).toBeDisabled();
  await expect(mel.getByText("Your role does not see the other registries")).toBeVisible();
  await mel.goto(`${at}/domains?router=true`);
  await expect(mel.getByText("Your role does not read Traefik's files.")).toBeVisible();
  await mel.goto(`${at}/advanced`);
  await expect(mel.getByRole("button", { name: "Delete application" })).toBeDisabled();
  await expect(mel.getByRole("main").getByRole("alert")).toHaveCount(0);
  await mel.goto(`${at}/environment`);
  await expect(mel.getByRole("button", { name: "Show values" })).toBeEnabled();
  await mel.getByRole("button", { name: "Deploy", exact: true }).first().click();
  await expect(mel.getByRole("region", { name: /^Log of/ })).toBeVisible();

  const elsewhere = await browser.newContext({
    baseURL: stage.url,
    storageState: { cookies: [], origins: [] },
  });
  const other = await elsewhere.newPage();
  await other.goto("/deployments");
  await signIn(other, MEL.password);
  await expect(other.getByRole("heading", { name: "Deployments", exact: true })).toBeVisible();

  await mel.goto("/profile");
  await mel.getByLabel("Current password").fill("a wrong guess");
  await mel.getByLabel("New password").fill(MEL.next);
  await mel.getByRole("button", { name: "Change password" }).click();
  await expect(mel.getByRole("alert")).toBeVisible();
  await expect(mel.getByLabel("New password")).toHaveValue(MEL.next);
  await mel.getByLabel("Current password").fill(MEL.password);
  await mel.getByRole("button", { name: "Change password" }).click();
  await expect(mel.getByText("The password is changed")).toBeVisible();
  await mel.goto("/profile?tab=sessions");
  await expect(mel.getByText("This one")).toBeVisible();

  await expect(other.getByRole("dialog", { name: "Your session has ended" })).toBeVisible();
  await other.goto("/deployments");
  await signIn(other, MEL.password);
  await expect(other.getByText("Invalid email or password")).toBeVisible();
  await signIn(other, MEL.next);
  await expect(other.getByRole("heading", { name: "Deployments", exact: true })).toBeVisible();
  await theirs.close();
  await elsewhere.close();
  await removeService(secret.applicationId);
});
