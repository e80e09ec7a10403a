import { defineConfig } from "@playwright/test";
import { RESULTS, SIGNED_IN, STORIES } from "./tests/stage";

/** Some stories alone: all of them in one row, whatever they do to the server. */
const isNarrowed = Boolean(process.env.PLAYWRIGHT_ARGS);

/**
 * The stories of daily use, in Debian's Chromium, against a real server and engine. `tests/e2e/test_dashboard.py` of the
 * repository prepares both and calls this; `python -m tests.e2e.stage` prepares them to stay.
 */
export default defineConfig({
  testDir: "tests",
  outputDir: `${RESULTS}/traces`,
  workers: isNarrowed || STORIES === "faults" ? 1 : 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: `${RESULTS}/results.json` }]],
  use: {
    baseURL: process.env.DOKPLOY_URL,
    actionTimeout: 20_000, // what cannot be clicked says so, long before the story's time is over
    locale: "en-GB",
    viewport: { width: 1280, height: 800 },
    trace: "off", // PLAYWRIGHT_ARGS="--trace retain-on-failure …" keeps what failed
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "first start", testMatch: "setup.spec.ts" },
    {
      name: "screens", // the longest file begins first
      testMatch: "screens.spec.ts",
      dependencies: ["first start"],
      use: { storageState: SIGNED_IN },
    },
    {
      name: "daily use",
      testMatch: "*.spec.ts",
      testIgnore: ["setup.spec.ts", "screens.spec.ts", "faults.spec.ts"],
      dependencies: ["first start"],
      use: { storageState: SIGNED_IN },
    },
    {
      name: "faults",
      testMatch: "faults.spec.ts", // nobody else may need the server then
      dependencies: isNarrowed || STORIES === "faults" ? ["first start"] : ["screens", "daily use"],
      use: { storageState: SIGNED_IN },
    },
    ...(process.env.DOKPLOY_PICTURES
      ? [
          {
            name: "pictures",
            testMatch: "pictures.ts",
            dependencies: ["first start"],
            use: { storageState: SIGNED_IN, deviceScaleFactor: 2 },
          },
        ]
      : []),
  ].filter(
    ({ name }) =>
      STORIES === "all" || name === "first start" || (name === "faults") === (STORIES === "faults"),
  ),
});
