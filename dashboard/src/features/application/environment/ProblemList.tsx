import { CircleAlert, TriangleAlert } from "lucide-react";
import type { Problem } from "@/lib/env/problems";

const SHOWN = 8;

interface ProblemListProps {
  id: string;
  problems: readonly Problem[];
  /** Leads to the place in the text. */
  onGo?: ((problem: Problem) => void) | undefined;
}

/** What is wrong in a text, each at its line. */
export function ProblemList({ id, problems, onGo }: ProblemListProps) {
  if (problems.length === 0) return null;
  const more = problems.length - SHOWN;
  return (
    <ul id={id} className="grid gap-1 text-sm" aria-label="Problems">
      {problems.slice(0, SHOWN).map((problem) => {
        const { from, line, tone, message } = problem;
        const Icon = tone === "bad" ? CircleAlert : TriangleAlert;
        return (
          <li key={`${from} ${message}`} className="flex items-start gap-2">
            <Icon
              className={`mt-0.5 size-4 shrink-0 ${tone === "bad" ? "text-bad" : "text-warn"}`}
              aria-label={tone === "bad" ? "Error" : "Warning"}
            />
            {onGo ? (
              <button
                type="button"
                className="whitespace-nowrap font-medium underline-offset-4 hover:underline"
                onClick={() => onGo(problem)}
              >
                Line {line}
              </button>
            ) : (
              <span className="whitespace-nowrap font-medium">Line {line}</span>
            )}
            <span className="min-w-0 break-words text-muted">{message}</span>
          </li>
        );
      })}
      {more > 0 && <li className="pl-6 text-muted">and {more} more</li>}
    </ul>
  );
}
