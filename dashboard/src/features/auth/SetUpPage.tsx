import { useNavigate } from "@tanstack/react-router";
import { AccountForm } from "./AccountForm";
import { Entrance } from "./Entrance";

/** The first page of a new installation: its administrator. */
export function SetUpPage() {
  const navigate = useNavigate();
  return (
    <Entrance title="Welcome to Dokploy" text="Create the administrator of this installation.">
      <AccountForm action="Create administrator" onDone={() => navigate({ to: "/" })} />
    </Entrance>
  );
}
