import type { Page } from "@playwright/test";
import { forEverybody } from "./everybody";
import { crashes, good } from "./sources";
import { type Application, api, commit, deploy, expect, makeApplication, removeService, test } from "./stage";

/** Every screen: nothing that keeps people out, in light and dark; nothing that a phone would have to scroll sideways. */
interface Screen {
  name: string;
  path: (of: Application, failed: string) => string;
  /** What is opened on it first. */
  open?: (page: Page) => Promise<void>;
}

const at = (name: string, tab: string): Screen => ({
  name,
  path: ({ applicationId }) => `/applications/${applicationId}${tab}`,
});
const press = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole("main").getByRole("button", { name }).first().click();
  await expect(page.getByRole("dialog")).toBeVisible();
};
const project = (of: Application) => `/projects/${of.projectId}`;

const SCREENS: Screen[] = [
  { name: "home", path: () => "/" },
  { name: "new project", path: () => "/", open: press("New project") },
  {
    name: "palette",
    path: () => "/",
    open: async (page) => {
      await page.keyboard.press("Control+k");
      await expect(page.getByRole("dialog", { name: "Search or run" })).toBeVisible();
    },
  },
  { name: "project", path: project },
  { name: "project's variables", path: (of) => `${project(of)}?tab=variables` },
  { name: "new service", path: project, open: press("New service") },
  at("overview", ""),
  at("deployments", "/deployments"),
  { name: "a failed run", path: (of, failed) => `/applications/${of.applicationId}/deployments/${failed}` },
  at("logs", "/logs"),
  at("source and build", "/source"),
  at("environment", "/environment"),
  at("environment as a table", "/environment?view=table"),
  at("domains", "/domains?router=true"),
  { ...at("new domain", "/domains"), open: press("Add domain") },
  at("terminal", "/terminal"),
  at("metrics", "/metrics"),
  at("advanced", "/advanced"),
  { name: "queue", path: () => "/deployments" },
  { name: "registries", path: () => "/registries" },
  { name: "new registry", path: () => "/registries", open: press("Add registry") },
  { name: "SSH keys", path: () => "/ssh-keys" },
  { name: "new SSH key", path: () => "/ssh-keys", open: press("Add SSH key") },
  { name: "health", path: () => "/health" },
  { name: "profile", path: () => "/profile" },
  { name: "API keys", path: () => "/profile?tab=keys" },
  { name: "sessions", path: () => "/profile?tab=sessions" },
  { name: "organization", path: () => "/profile?tab=organization" },
  { name: "not found", path: () => "/applications/nowhere" },
];

test.describe("screens", () => {
  test.describe.configure({ mode: "default" });
  let application: Application;
  let failed = "";

  test.beforeAll(async () => {
    application = await makeApplication("screens");
    const { applicationId } = application;
    const env = "# What the page says\nGREETING=hello\nPASSWORD=swordfish\n";
    await api.POST("/application.saveEnvironment", { body: { applicationId, env } });
    await commit("screens", crashes("cannot open the database", 3), "Crash at start");
    failed = await deploy(application, "error");
    await commit("screens", good("screens"), "Work again");
    await deploy(application);
  });
  test.afterAll(() => removeService(application.applicationId));

  for (const screen of SCREENS) {
    test(`${screen.name}: for everybody, in light and dark, on a phone`, async ({ page }) => {
      await show(page, screen, application, failed);
      await forEverybody(page);
    });
  }
});

for (const path of ["/login", "/invitation?token=nothing"]) {
  test.describe(path, () => {
    test.use({ storageState: { cookies: [], origins: [] } });
    test("for everybody, in light and dark, on a phone", async ({ page }) => {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await forEverybody(page);
    });
  });
}

async function show(page: Page, screen: Screen, application: Application, failed: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(screen.path(application, failed));
  await expect(page.getByRole("main")).not.toBeEmpty();
  await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
  await screen.open?.(page);
}
