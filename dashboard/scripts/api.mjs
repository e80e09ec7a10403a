// Writes src/api/schema.d.ts from the server's own OpenAPI document; with --check it only says whether it is stale.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const root = new URL("../../", import.meta.url);
const target = new URL("../src/api/schema.d.ts", import.meta.url);
const printer = `
import json, sys
import dokploy.main
from dokploy.wire.openapi import document
json.dump(document("/api"), sys.stdout)
`;
const python = new URL(".venv/bin/python", root).pathname;
const text = execFileSync(python, ["-c", printer], {
  maxBuffer: 64 * 1024 * 1024,
  cwd: root,
  encoding: "utf8",
});
const header = "// Generated from the server's OpenAPI document by `npm run api`. Do not edit.\n\n";
const wanted = header + astToString(await openapiTS(JSON.parse(text)));

if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== wanted) {
    console.error("src/api/schema.d.ts is stale: run `npm run api` in dashboard/ and commit it");
    process.exit(1);
  }
} else {
  writeFileSync(target, wanted);
}
