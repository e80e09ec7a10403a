import { ApiError, type ErrorBody } from "./errors";

/** The few calls of /api/auth that the page makes; they are routes of their own and not in the OpenAPI document. */
interface SignedIn {
  user: { id: string; email: string; name: string };
}

async function send<T>(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api/auth/${path}`, {
      method: body === undefined ? "GET" : "POST",
      credentials: "same-origin",
      headers: { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new ApiError(0, {
      message: "The server does not answer. Try again in a moment.",
      code: "UNREACHABLE",
    });
  }
  const answer = (await response.json().catch(() => ({ message: response.statusText, code: "" }))) as unknown;
  if (!response.ok) throw new ApiError(response.status, errorOf(answer));
  return answer as T;
}

/** An error in the plain form, or in the envelope that tRPC puts around it. */
function errorOf(answer: unknown): ErrorBody {
  const { error } = answer as { error?: { json?: ErrorBody } };
  return error?.json ?? (answer as ErrorBody);
}

export interface Invitation {
  email: string;
  isExpired: boolean;
  userAlreadyExists: boolean;
}

let known: SignedIn | null = null;

export const auth = {
  /** Who is signed in. A server that is away signs nobody out: the page goes on as whom it knew. */
  session: async () => {
    try {
      known = await send<SignedIn | null>("get-session");
    } catch (error) {
      if (!known || !ApiError.of(error).isTemporary) throw error;
    }
    return known;
  },
  /** Whether there is an administrator; before that, the only page is the set-up. */
  isSetUp: async () => (await send<{ isSetUp: boolean }>("setup")).isSetUp,
  signIn: (email: string, password: string) => send<SignedIn>("sign-in/email", { email, password }),
  signOut: async () => {
    await send<{ success: boolean }>("sign-out", {});
    known = null;
  },
  /** `token` is the set-up token while there is no administrator, an invitation's id afterwards. */
  signUp: (account: { name: string; email: string; password: string }, token: string) =>
    send<SignedIn>("sign-up/email", account, { "x-dokploy-token": token }),
  /** The one procedure that strangers may call; only its tRPC form is for them. */
  invitation: async (token: string) => {
    const input = encodeURIComponent(JSON.stringify({ json: { token } }));
    type Answer = { result: { data: { json: Invitation } } };
    return (await send<Answer>(`../trpc/user.getUserByToken?input=${input}`)).result.data.json;
  },
};
