import { ArrowRightLeft, type LucideIcon, Play, Rocket, Square, Trash2 } from "lucide-react";
import { call } from "@/api/client";
import type { Permission } from "@/api/permissions";
import type { Service } from "./services";
import type { Job } from "./useJob";

export type Verb = "deploy" | "start" | "stop" | "move" | "delete";

interface Action {
  verb: Verb;
  label: string;
  icon: LucideIcon;
  needs: Permission;
  /** Asked about first. */
  asks: boolean;
  danger?: boolean;
}

/** What can be done with one service or several, in the order of menus. */
export const ACTIONS: Action[] = [
  { verb: "deploy", label: "Deploy", icon: Rocket, needs: "deployment:create", asks: false },
  { verb: "start", label: "Start", icon: Play, needs: "deployment:create", asks: false },
  { verb: "stop", label: "Stop", icon: Square, needs: "deployment:create", asks: true },
  { verb: "move", label: "Move", icon: ArrowRightLeft, needs: "service:create", asks: true },
  { verb: "delete", label: "Delete", icon: Trash2, needs: "service:delete", asks: true, danger: true },
];

const id = (service: Service) => ({ body: { applicationId: service.id } });

export const jobs = {
  deploy: { title: "Deploy", done: "queued", work: (one) => call.POST("/application.deploy", id(one)) },
  start: { title: "Start", done: "started", work: (one) => call.POST("/application.start", id(one)) },
  stop: { title: "Stop", done: "stopped", work: (one) => call.POST("/application.stop", id(one)) },
  delete: { title: "Delete", done: "deleted", work: (one) => call.POST("/application.delete", id(one)) },
} satisfies Record<string, Job>;

export const moveJob = (targetEnvironmentId: string, place: string): Job => ({
  title: `Move to ${place}`,
  done: "moved",
  work: (one) => call.POST("/application.move", { body: { applicationId: one.id, targetEnvironmentId } }),
});

/** Only applications can be worked with; the rest is shown as it is. */
export const canBeWorkedWith = (service: Service): boolean => service.kind === "applications";

/** "web", or "3 services" */
export const called = (services: readonly Service[]): string =>
  services.length === 1 ? (services[0]?.name ?? "") : `${services.length} services`;
