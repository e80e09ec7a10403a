import type { useNavigate } from "@tanstack/react-router";
import {
  Activity,
  Box,
  Boxes,
  KeyRound,
  ListOrdered,
  Monitor,
  Moon,
  Package,
  Plus,
  Rocket,
  ScrollText,
  Sun,
  TerminalSquare,
  UserRound,
} from "lucide-react";
import type { ReactNode } from "react";
import { call, refresh } from "@/api/client";
import type { Permission } from "@/api/permissions";
import { type Lists, servicesOf } from "@/features/project/services";
import { chooseTheme } from "@/lib/theme";

export interface Entry {
  id: string;
  label: string;
  /** Where it is, in small print. */
  place?: string;
  icon: ReactNode;
  /** A promise is waited for, and what it is rejected with shown. */
  run: () => unknown;
}

interface ProjectRow {
  projectId: string;
  name: string;
  environments: readonly (Lists & { environmentId: string; name: string })[];
}

type Go = ReturnType<typeof useNavigate>;

const PAGES = [
  { to: "/", label: "Projects", icon: <Boxes /> },
  { to: "/deployments", label: "Deployments", icon: <ListOrdered /> },
  { to: "/registries", label: "Registries", icon: <Package /> },
  { to: "/ssh-keys", label: "SSH keys", icon: <KeyRound /> },
  { to: "/health", label: "Health", icon: <Activity /> },
  { to: "/profile", label: "Profile and API keys", icon: <UserRound /> },
] as const;

export const pageEntries = (go: Go, isOffered: (path: string) => boolean): Entry[] => [
  ...PAGES.filter(({ to }) => isOffered(to)).map(({ to, label, icon }) => ({
    id: `page ${to}`,
    label,
    icon,
    run: () => void go({ to }),
  })),
  { id: "theme light", label: "Light theme", icon: <Sun />, run: () => chooseTheme("light") },
  { id: "theme dark", label: "Dark theme", icon: <Moon />, run: () => chooseTheme("dark") },
  { id: "theme system", label: "Theme as the system", icon: <Monitor />, run: () => chooseTheme("system") },
];

export function projectEntries(projects: readonly ProjectRow[], go: Go): Entry[] {
  return projects.flatMap((project) => [
    {
      id: `project ${project.name} ${project.projectId}`,
      label: project.name,
      place: "Project",
      icon: <Boxes />,
      run: () => void go({ to: "/projects/$projectId", params: { projectId: project.projectId } }),
    },
    ...applicationsOf(project).map(({ place, ...service }) => ({
      id: `service ${service.name} ${place} ${service.id}`,
      label: service.name,
      place,
      icon: <Box />,
      run: () => void go({ to: "/applications/$applicationId", params: { applicationId: service.id } }),
    })),
  ]);
}

export function actionEntries(
  projects: readonly ProjectRow[],
  go: Go,
  may: (wanted: Permission) => boolean,
): Entry[] {
  const ofProjects = (may("service:create") ? projects : []).map(({ projectId, name }) => ({
    id: `create ${projectId}`,
    label: `New service in ${name}`,
    place: "Project",
    icon: <Plus />,
    run: () => void go({ to: "/projects/$projectId", params: { projectId }, search: { create: "git" } }),
  }));
  const ofServices = projects.flatMap(applicationsOf).flatMap(({ id: applicationId, name, place }) => {
    const params = { applicationId };
    return [
      {
        id: `deploy ${name} ${place} ${applicationId}`,
        label: `Deploy ${name}`,
        place,
        icon: <Rocket />,
        run: () => deploy(applicationId, go),
      },
      {
        id: `logs ${name} ${place} ${applicationId}`,
        label: `Logs of ${name}`,
        place,
        icon: <ScrollText />,
        run: () => void go({ to: "/applications/$applicationId/logs", params }),
      },
      {
        id: `terminal ${name} ${place} ${applicationId}`,
        label: `Terminal in ${name}`,
        place,
        icon: <TerminalSquare />,
        run: () => void go({ to: "/applications/$applicationId/terminal", params }),
      },
    ];
  });
  return [...ofProjects, ...ofServices];
}

function applicationsOf(project: ProjectRow) {
  return project.environments.flatMap((environment) =>
    servicesOf(environment)
      .filter((service) => service.kind === "applications")
      .map(({ id, name }) => ({ id, name, place: `${project.name} / ${environment.name}` })),
  );
}

/** Asks for a deployment and shows it; a refusal stays in the palette. */
async function deploy(applicationId: string, go: Go): Promise<void> {
  const { data } = await call.POST("/application.deploy", { body: { applicationId } });
  await refresh("application");
  const params = { applicationId, deploymentId: data?.deploymentId ?? "" };
  await go({ to: "/applications/$applicationId/deployments/$deploymentId", params });
}
