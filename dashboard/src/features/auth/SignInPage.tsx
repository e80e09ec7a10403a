import { useRouter, useSearch } from "@tanstack/react-router";
import { queries } from "@/api/client";
import { session } from "@/api/session";
import { Entrance } from "./Entrance";
import { SignInForm } from "./SignInForm";

export function SignInPage() {
  const { next } = useSearch({ from: "/login" });
  const router = useRouter();
  return (
    <Entrance title="Sign in" text="to your Dokploy">
      <SignInForm
        onDone={async () => {
          queries.clear();
          session.renewed();
          router.history.push(next ?? "/");
        }}
      />
    </Entrance>
  );
}
