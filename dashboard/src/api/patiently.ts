const AGAIN_MS = 1000;

/** Loads a part of the page; while the server is away that waits for it, instead of giving up what is on screen. */
export async function patiently<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    while (!(await answers())) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    return load();
  }
}

const answers = (): Promise<boolean> =>
  fetch("/api/health", { cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );
