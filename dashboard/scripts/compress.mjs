// The last step of a build: beside every text file a brotli and a gzip copy, so that the server only has to send bytes;
// then the whole takes the place of what was served until now, which stayed as it was until this moment.
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const inside = (name) => join(import.meta.dirname, "..", name);
const built = inside("build");
const served = inside("dist");
const before = inside("node_modules/.served-before");
const smallest = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };

for (const name of readdirSync(built, { recursive: true })) {
  const path = join(built, name);
  if (!/\.(js|css|html|svg|json|txt)$/.test(name) || !statSync(path).isFile()) continue;
  const content = readFileSync(path);
  writeFileSync(`${path}.br`, brotliCompressSync(content, smallest));
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
}

rmSync(before, { recursive: true, force: true });
if (existsSync(served)) renameSync(served, before);
renameSync(built, served);
rmSync(before, { recursive: true, force: true });
