import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { crashes, good } from "./sources";
import { type Application, api, commit, deploy, expect, got, makeProject, test } from "./stage";

/**
 * The pictures of docs/screenshots, taken on demand of a small, real installation:
 * `DOKPLOY_PICTURES=1 PLAYWRIGHT_ARGS="--project pictures" pytest -s tests/e2e/test_dashboard.py`, with pngquant installed.
 */
const FOLDER = join(import.meta.dirname, "../../docs/screenshots");
const PHONE = { width: 390, height: 844 };

/** A build that is in no hurry, in the colours that such tools write. */
const bundled = (title: string, seconds: number) => {
  const say = (line: string) => `printf '${line}\\n'; sleep ${seconds}`;
  const lines = [
    "\\033[36mvite\\033[0m building for production…",
    "transforming (1204) src/cart/Checkout.tsx",
    "\\033[33mwarn\\033[0m 2 deprecated exports in src/legacy/price.ts",
    "\\033[32m✓\\033[0m 2452 modules transformed",
    "dist/assets/index.css   32.4 kB",
    "dist/assets/index.js   187.1 kB",
    "\\033[32m✓\\033[0m built in 4.21s",
    "collecting licences",
    "writing the source map index",
    "pruning development packages",
  ];
  const files = good(title);
  return {
    ...files,
    "build.sh": `${lines.map(say).join("\n")}\n`,
    Dockerfile: files.Dockerfile?.replace("COPY", "COPY build.sh /\nRUN sh /build.sh\nCOPY") ?? "",
  };
};

async function service(
  place: { projectId: string; environmentId: string },
  name: string,
  files = good(name),
  host?: string,
): Promise<Application> {
  const { environmentId } = place;
  const { url } = await commit(name, files, `Add ${name}`);
  const { applicationId } = await got(api.POST("/application.create", { body: { name, environmentId } }));
  await api.POST("/application.saveGitProvider", {
    body: { applicationId, customGitUrl: url, customGitBranch: "main", customGitBuildPath: "/" },
  });
  await api.POST("/application.saveBuildType", {
    body: { applicationId, buildType: "dockerfile", dockerfile: "Dockerfile" },
  });
  if (host) await api.POST("/domain.create", { body: { applicationId, host, port: 3000 } });
  return { ...place, applicationId, name, host: host ?? "", repository: url };
}

async function settled(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
}

async function picture(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: "disabled" });
}

test("pictures", async ({ page }) => {
  test.setTimeout(600_000);
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });

  const tools = await makeProject("Internal tools", "For ourselves, behind a password");
  const blog = await makeProject("Blog", "What we write about the trade");
  const shop = await makeProject("Shop", "Everything that customers see, and what sends their receipts");
  const front = await service(shop, "storefront", good("storefront"), "shop.localhost");
  const { applicationId } = front;
  const catalogue = await service(shop, "catalogue", good("catalogue"), "api.shop.localhost");
  const mailer = await service(shop, "mailer");
  const admin = await service(shop, "admin", good("admin"), "admin.shop.localhost");
  const posts = await service(blog, "posts", good("posts"), "blog.localhost");
  const wiki = await service(tools, "wiki", good("wiki"), "wiki.localhost");
  const status = await service(tools, "status-page", good("status"), "status.localhost");
  await service(blog, "newsletter");
  const env =
    "# Where orders are kept\nDATABASE_URL=postgresql://shop@database/shop\nPAYMENT_KEY=sk_9f2c4e77a1\n" +
    "PUBLIC_URL=https://shop.example.org\nWORKERS=2\nLOG_LEVEL=info\n";
  await api.POST("/application.saveEnvironment", { body: { applicationId, env } });

  await deploy(front, "done", "Open the shop");
  await commit("storefront", good("storefront with a cart"), "Add the cart");
  await deploy(front, "done", "Add the cart");
  await commit(
    "storefront",
    crashes("cannot reach the database at database:5432", 3),
    "Move orders to PostgreSQL",
  );
  await deploy(front, "error", "Move orders to PostgreSQL");
  await commit("storefront", good("storefront with prices"), "Show prices with tax");
  await deploy(front, "done", "Show prices with tax");
  for (const one of [catalogue, posts, wiki, status, mailer]) await deploy(one, "done", `Add ${one.name}`);
  await commit("mailer", crashes("no mail server", 1), "Send receipts");
  await deploy(mailer, "error", "Send receipts");

  await commit("storefront", bundled("storefront", 2), "Speed up the checkout");
  await api.POST("/application.deploy", { body: { applicationId, title: "Speed up the checkout" } });
  await settled(page, `/applications/${applicationId}/deployments`);
  await page.getByRole("link", { name: "Speed up the checkout" }).click();
  await expect(page.getByRole("region", { name: /^Log of/ })).toContainText(/✓ built in/);
  await picture(page, "deployment-light");
  await page.emulateMedia({ colorScheme: "dark" });
  await picture(page, "deployment-dark");
  const head = page.getByRole("article").locator("header");
  await expect(head.getByText("Done", { exact: true })).toBeVisible({ timeout: 60_000 });
  await deploy(admin, "done", "Add admin");

  for (const [name, path] of [
    ["home", "/"],
    ["project", `/projects/${shop.projectId}`],
    ["overview", `/applications/${applicationId}`],
    ["health", "/health"],
  ] as const) {
    for (const theme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await settled(page, path);
      await picture(page, `${name}-${theme}`);
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await settled(page, `/applications/${applicationId}/environment?view=table`);
  const variables = page.getByRole("list", { name: "Variables" });
  await variables.getByRole("button", { name: "Edit WORKERS" }).click();
  await variables.getByLabel("Value").fill("4");
  await variables.getByRole("button", { name: "Apply" }).click();
  await variables.getByRole("button", { name: "Delete LOG_LEVEL" }).click();
  await page.getByRole("button", { name: "Add variable" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill("CURRENCY");
  await page.getByLabel("Value", { exact: true }).fill("EUR");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("button", { name: "Review and save" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Show values" }).click();
  await picture(page, "environment-light");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Discard" }).click();

  await page.setViewportSize(PHONE);
  await settled(page, "/");
  await picture(page, "home-phone");
  await page.emulateMedia({ colorScheme: "dark" });
  await settled(page, `/applications/${applicationId}`);
  await picture(page, "overview-phone");

  execFileSync(
    "pngquant",
    ["--force", "--ext", ".png", "--quality", "85-98", "--speed", "1", "--strip"].concat(pictures()),
  );
});

const pictures = (): string[] =>
  execFileSync("find", [FOLDER, "-name", "*.png"], { encoding: "utf8" }).trim().split("\n");
