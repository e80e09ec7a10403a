import { CircleCheck } from "lucide-react";
import { Note } from "@/ui/Note";
import { type DnsAnswer, verdict } from "./dns";

/** What DNS says about a name, and how it is mended. */
export function DnsCheck({ answer, host, expected }: { answer: DnsAnswer; host: string; expected: string }) {
  const { tone, title, text } = verdict(answer, host, expected);
  if (tone === "ok") {
    return (
      <div role="status" className="flex items-start gap-2.5 rounded-md bg-ok-soft px-3 py-2.5 text-sm">
        <CircleCheck className="mt-0.5 size-4 shrink-0 text-ok" aria-hidden />
        <div>
          <p className="font-medium">{title}</p>
          {text && <p className="text-muted">{text}</p>}
        </div>
      </div>
    );
  }
  return (
    <div role="status">
      <Note tone={tone} title={title}>
        {text}
      </Note>
    </div>
  );
}
