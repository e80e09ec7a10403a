// Completes package-lock.json after `npm install`. Compilers come as one optional package per platform, and npm leaves out
// those that the registry in use does not have: `npm ci` then refuses the lock wherever they can be had. What is added
// here has no hash; npm passes it over on every platform but its own.
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
const packages = lock.packages;

const SYSTEMS = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const PROCESSORS = ["arm", "arm64", "ia32", "loong64", "ppc64", "riscv64", "s390x", "wasm32", "x64"];
const LIBRARIES = { gnu: "glibc", gnueabihf: "glibc", musl: "musl", musleabihf: "musl" };

/** Where a package runs, from the words at the end of its name. */
function platform(name) {
  const words = name.split("/").pop().split("-");
  const cpu = words.find((word) => PROCESSORS.includes(word));
  const os = words.find((word) => SYSTEMS.includes(word));
  const libc = os === "linux" && words.map((word) => LIBRARIES[word]).find(Boolean);
  if (!cpu || !(os || cpu === "wasm32")) throw new Error(`${name}: which platform is it for?`);
  return { cpu: [cpu], ...(os && { os: [os] }), ...(libc && { libc: [libc] }) };
}

let added = 0;
for (const [path, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const place = `node_modules/${name}`;
    if (packages[place] || packages[`${path}/${place}`]) continue;
    if (!/^\d+\.\d+\.\d+$/.test(version))
      throw new Error(`${name}: ${version} is a range, so which one is it?`);
    packages[place] = { version, ...(dev && { dev }), optional: true, ...platform(name) };
    added += 1;
  }
}
// The project itself first, then by name, as npm writes it.
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other platforms added`);
