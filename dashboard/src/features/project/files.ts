/** A file of a folder; the path is relative to the folder, with slashes. */
export interface Entry {
  path: string;
  file: File;
}

/** What is going to be uploaded: the files of a folder, or one archive as it is. */
export interface Source {
  /** Of the folder or archive: what the service is called unless somebody says otherwise. */
  name: string;
  entries: Entry[];
  archive?: File;
  bytes: number;
  /** Names that were passed over, each once. */
  leftOut: string[];
}

/** What a build fetches or makes anew, and what was never meant to leave the machine. */
const LEFT_OUT = new Set([".git", "node_modules", ".DS_Store"]);
const ARCHIVE = /\.(zip|tar|tgz|tar\.gz)$/i;

export const isArchive = (name: string): boolean => ARCHIVE.test(name);

/** What was chosen in a file dialog: one archive, or the files of a folder. */
export function fromFiles(files: readonly File[]): Source {
  const paths = files.map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  return asSource(paths);
}

/** What was dropped. The list of items is empty after the event, so this has to be called while it is handled. */
export function fromDrop(items: DataTransferItemList): Promise<Source> {
  const roots: FileSystemEntry[] = [];
  // What another page or a program hands over is a file without a place in the file system.
  const loose: Entry[] = [];
  for (const item of items) {
    const entry = item.webkitGetAsEntry();
    const file = entry ? null : item.getAsFile();
    if (entry) roots.push(entry);
    else if (file) loose.push({ path: file.name, file });
  }
  return collect(roots, loose);
}

async function collect(roots: readonly FileSystemEntry[], found: Entry[]): Promise<Source> {
  const leftOut = new Set<string>();
  const walk = async (entry: FileSystemEntry): Promise<void> => {
    if (LEFT_OUT.has(entry.name)) leftOut.add(entry.name);
    else if (entry.isFile) {
      const file = await new Promise<File>((done, fail) => (entry as FileSystemFileEntry).file(done, fail));
      found.push({ path: entry.fullPath.slice(1), file });
    } else for (const child of await children(entry as FileSystemDirectoryEntry)) await walk(child);
  };
  for (const root of roots) await walk(root);
  return asSource(found, leftOut);
}

/** Browsers hand out a folder a hundred entries at a time, and an empty list at the end. */
async function children(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function asSource(found: readonly Entry[], leftOut = new Set<string>()): Source {
  const kept = found.filter(({ path }) => {
    const out = path.split("/").find((part) => LEFT_OUT.has(part));
    if (out) leftOut.add(out);
    return !out;
  });
  const bytes = kept.reduce((sum, { file }) => sum + file.size, 0);
  const [first] = kept;
  if (kept.length === 1 && first && isArchive(first.path)) {
    const { file } = first;
    return { name: file.name.replace(ARCHIVE, ""), entries: [], archive: file, bytes, leftOut: [] };
  }
  const root = commonFolder(kept);
  const entries = kept.map(({ path, file }) => ({ path: path.slice(root ? root.length + 1 : 0), file }));
  return { name: root ?? "", entries, bytes, leftOut: [...leftOut].sort() };
}

/** The one folder that holds everything. */
function commonFolder(entries: readonly Entry[]): string | undefined {
  const roots = new Set(entries.map(({ path }) => (path.includes("/") ? path.split("/", 1)[0] : "")));
  return roots.size === 1 ? [...roots][0] || undefined : undefined;
}

/** How a folder most likely becomes an image: by its Dockerfile, or as a site where there is a page and no Dockerfile. */
export function likelyBuild(source: Source): "dockerfile" | "static" | undefined {
  const names = new Set(source.entries.map((entry) => entry.path));
  if (names.has("Dockerfile")) return "dockerfile";
  return names.has("index.html") ? "static" : undefined;
}

/** What was chosen to upload; being read while `source` is not there yet. */
export interface Chosen {
  source?: Source;
  error?: unknown;
}
