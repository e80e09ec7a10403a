// Beside every text file of dist/ a brotli and a gzip copy, so that the server only has to send bytes.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const dist = new URL("../dist", import.meta.url).pathname;
const smallest = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };

for (const name of readdirSync(dist, { recursive: true })) {
  const path = join(dist, name);
  if (!/\.(js|css|html|svg|json|txt)$/.test(name) || !statSync(path).isFile()) continue;
  const content = readFileSync(path);
  writeFileSync(`${path}.br`, brotliCompressSync(content, smallest));
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
}
