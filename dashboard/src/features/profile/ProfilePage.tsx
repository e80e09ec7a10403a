import { useSearch } from "@tanstack/react-router";
import { PageHead } from "@/ui/Section";
import { LinkTabs } from "@/ui/Tabs";
import { AccountTab } from "./AccountTab";
import { KeysTab } from "./KeysTab";
import { OrganizationTab } from "./OrganizationTab";
import { SessionsTab } from "./SessionsTab";

const TABS = {
  account: { label: "Account", tab: AccountTab },
  sessions: { label: "Sessions", tab: SessionsTab },
  keys: { label: "API keys", tab: KeysTab },
  organization: { label: "Organization", tab: OrganizationTab },
} as const;

const isTab = (name: string): name is keyof typeof TABS => Object.hasOwn(TABS, name);

/** Oneself: account, where one is signed in, one's keys; and the organization with its members. */
export function ProfilePage() {
  const { tab = "account" } = useSearch({ from: "/shell/profile" });
  const open = isTab(tab) ? tab : "account";
  const Tab = TABS[open].tab;
  return (
    <>
      <PageHead title="Profile" />
      <LinkTabs
        label="Profile"
        tabs={Object.entries(TABS).map(([name, { label }]) => ({
          label,
          to: { to: "/profile", search: { tab: name === "account" ? undefined : name } },
          bySearch: true,
        }))}
      />
      <Tab />
    </>
  );
}
