import { FileArchive, Folder, FolderUp } from "lucide-react";
import { useRef } from "react";
import { bytes } from "@/lib/bytes";
import { Button } from "@/ui/Button";
import { ErrorNote, Note } from "@/ui/Note";
import { Skeleton } from "@/ui/States";
import type { Chosen } from "./files";
import { fromFiles, type Source } from "./files";

interface UploadFieldsProps {
  chosen: Chosen | undefined;
  onChosen: (source: Source) => void;
}

/** A folder or archive, dropped on the page or chosen here. */
export function UploadFields({ chosen, onChosen }: UploadFieldsProps) {
  const folder = useRef<HTMLInputElement>(null);
  const archive = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null) => files?.length && onChosen(fromFiles([...files]));
  return (
    <div className="grid gap-3">
      {chosen?.error !== undefined && <ErrorNote error={chosen.error} />}
      {chosen?.source ? (
        <Summary source={chosen.source} />
      ) : (
        chosen && !chosen.error && <Skeleton className="h-16" />
      )}
      <div className="grid justify-items-center gap-3 rounded-lg border border-dashed px-4 py-6 text-center">
        {!chosen && <FolderUp className="size-6 text-faint" aria-hidden />}
        <p className="text-muted text-sm">
          {chosen ? "Drop something else to replace it, or" : "Drop a folder or an archive here, or"}
        </p>
        <div className="flex flex-wrap justify-center gap-2">
          <Button size="small" onClick={() => folder.current?.click()}>
            Choose a folder
          </Button>
          <Button size="small" onClick={() => archive.current?.click()}>
            Choose an archive
          </Button>
        </div>
        <input
          ref={folder}
          type="file"
          hidden
          aria-label="Folder"
          {...{ webkitdirectory: "" }}
          onChange={(event) => take(event.target.files)}
        />
        <input
          ref={archive}
          type="file"
          hidden
          aria-label="Archive"
          accept=".zip,.tar,.tgz,.gz"
          onChange={(event) => take(event.target.files)}
        />
      </div>
    </div>
  );
}

function Summary({ source }: { source: Source }) {
  if (source.bytes === 0) return <Note tone="warn">There are no files in it.</Note>;
  const Mark = source.archive ? FileArchive : Folder;
  const count = source.entries.length;
  return (
    <div className="flex items-center gap-3 rounded-md bg-sunken px-3 py-2.5 text-sm">
      <Mark className="size-4 shrink-0 text-muted" aria-hidden />
      <div className="min-w-0">
        <p className="truncate font-medium">{source.archive?.name ?? (source.name || "Files")}</p>
        <p className="text-muted">
          {count > 0 && `${count} ${count === 1 ? "file" : "files"}, `}
          {bytes(source.bytes)}
          {source.leftOut.length > 0 && `. Left out: ${source.leftOut.join(", ")}`}
        </p>
      </div>
    </div>
  );
}
