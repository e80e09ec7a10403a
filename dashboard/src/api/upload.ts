import { ApiError, type ErrorBody } from "./errors";
import { session } from "./session";

interface UploadOptions {
  signal: AbortSignal;
  onProgress: (sentBytes: number) => void;
}

/** Posts a form with files and tells how far it is, which `fetch` cannot. Rejects with an `ApiError`, or when aborted. */
export function upload<Answer>(
  path: string,
  form: FormData,
  { signal, onProgress }: UploadOptions,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api${path}`);
    request.responseType = "json";
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => {
      if (request.status < 300) return resolve(request.response as Answer);
      if (request.status === 401) session.ended();
      const body = request.response as ErrorBody | null;
      const unknown = {
        message: `The server answered ${request.status} without saying why.`,
        code: "UNKNOWN",
      };
      reject(new ApiError(request.status, body ?? unknown));
    };
    request.onerror = () =>
      reject(new ApiError(0, { message: "The connection was lost during the upload.", code: "UNREACHABLE" }));
    request.onabort = () => reject(new DOMException("The upload was stopped.", "AbortError"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(form);
  });
}
