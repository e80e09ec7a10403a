import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { fromFiles, isArchive, likelyBuild } from "./files";
import { pack } from "./pack";

function chosen(path: string, text = path): File {
  const file = new File([text], path.split("/").at(-1) ?? path, { lastModified: 0 });
  Object.defineProperty(file, "webkitRelativePath", { value: path });
  return file;
}

const folder = ["shop/Dockerfile", "shop/src/app.py", "shop/.git/HEAD", "shop/web/node_modules/a/index.js"];

describe("what was chosen", () => {
  it("is a folder without its own name in the paths, and without what is not to be sent", () => {
    const source = fromFiles(folder.map((path) => chosen(path)));
    expect(source.name).toBe("shop");
    expect(source.entries.map((entry) => entry.path)).toEqual(["Dockerfile", "src/app.py"]);
    expect(source.leftOut).toEqual([".git", "node_modules"]);
    expect(source.bytes).toBe("shop/Dockerfile".length + "shop/src/app.py".length);
  });

  it("is an archive as it is when there is one", () => {
    const source = fromFiles([new File(["PK"], "shop-1.2.tar.gz")]);
    expect([source.name, source.archive?.name, source.entries]).toEqual(["shop-1.2", "shop-1.2.tar.gz", []]);
    expect(["a.zip", "a.TGZ", "a.tar"].every(isArchive)).toBe(true);
    expect(isArchive("archive.txt")).toBe(false);
  });

  it("says how it is most likely built", () => {
    const build = (...paths: string[]) => likelyBuild(fromFiles(paths.map((path) => chosen(path))));
    expect(build("site/index.html", "site/logo.svg")).toBe("static");
    expect(build("site/index.html", "site/Dockerfile")).toBe("dockerfile");
    expect(build("site/README.md")).toBeUndefined();
  });
});

describe("pack", () => {
  const options = { onProgress: () => undefined, signal: new AbortController().signal };

  it("packs every file below one folder, and marks scripts as executable", async () => {
    const { entries } = fromFiles([
      chosen("shop/run.sh", "#!/bin/sh\n"),
      chosen("shop/logo.png", "not really"),
      chosen("shop/empty", ""),
      chosen("shop/ünïcode.txt", "größe"),
    ]);
    const bytes = new Uint8Array(await (await pack(entries, options)).arrayBuffer());
    const files = unzipSync(bytes);
    expect(Object.keys(files).sort()).toEqual([
      "upload/empty",
      "upload/logo.png",
      "upload/run.sh",
      "upload/ünïcode.txt",
    ]);
    expect(strFromU8(files["upload/ünïcode.txt"] ?? new Uint8Array())).toBe("größe");
    expect(modes(bytes)).toEqual({ "upload/run.sh": 0o755 });
  });

  it("tells how far it is, and stops when asked to", async () => {
    const { entries } = fromFiles([chosen("a/one", "12345"), chosen("a/two", "678")]);
    const steps: number[] = [];
    await pack(entries, { ...options, onProgress: (read) => steps.push(read) });
    expect(steps.at(-1)).toBe(8);
    const stop = AbortSignal.abort();
    await expect(pack(entries, { ...options, signal: stop })).rejects.toThrow(/abort/i);
  });
});

/** The Unix modes that the central directory of a zip tells. */
function modes(zip: Uint8Array): Record<string, number> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const found: Record<string, number> = {};
  for (let at = 0; at < zip.length - 46; at += 1) {
    if (view.getUint32(at, true) !== 0x02014b50) continue;
    const name = strFromU8(zip.subarray(at + 46, at + 46 + view.getUint16(at + 28, true)));
    const mode = view.getUint32(at + 38, true) >>> 16;
    if (mode) found[name] = mode & 0o777;
  }
  return found;
}
