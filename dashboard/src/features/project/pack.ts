import type { Entry } from "./files";

/** A zip without the extension for more counts its files in sixteen bits. */
const MOST_FILES = 65_535;
/** What is packed already only costs time to pack again. */
const PACKED = /\.(png|jpe?g|gif|webp|avif|woff2?|mp[34]|webm|zip|gz|tgz|br|zst|xz|7z|jar|whl)$/i;
const EXECUTABLE = 0o755 << 16;
const UNIX = 3;
const FIRST_DATE = Date.UTC(1980, 0, 2);

interface PackOptions {
  onProgress: (readBytes: number) => void;
  signal: AbortSignal;
}

/**
 * The files as a zip, below one folder. Read piece by piece, so that the page stays alive and memory holds the packed
 * form alone. Browsers do not tell which files are executable: those that begin with `#!` are taken to be.
 */
export async function pack(entries: readonly Entry[], { onProgress, signal }: PackOptions): Promise<Blob> {
  if (entries.length > MOST_FILES) {
    throw new Error(`More than ${MOST_FILES} files: pack the folder yourself, as .tar.gz, and upload that.`);
  }
  const { Zip, ZipDeflate, ZipPassThrough } = await import("fflate");
  const pieces: BlobPart[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece as Uint8Array<ArrayBuffer>);
  });
  let read = 0;
  for (const { path, file } of entries) {
    const reader = file.stream().getReader();
    let chunk = await reader.read();
    const name = `upload/${path}`;
    const part = PACKED.test(path) ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
    part.mtime = Math.max(file.lastModified, FIRST_DATE);
    if (isScript(chunk.value)) Object.assign(part, { os: UNIX, attrs: EXECUTABLE });
    zip.add(part);
    while (!chunk.done) {
      signal.throwIfAborted();
      part.push(chunk.value);
      read += chunk.value.length;
      onProgress(read);
      chunk = await reader.read();
    }
    part.push(new Uint8Array(), true);
  }
  zip.end();
  return new Blob(pieces, { type: "application/zip" });
}

const isScript = (start: Uint8Array | undefined): boolean => start?.[0] === 0x23 && start[1] === 0x21;
