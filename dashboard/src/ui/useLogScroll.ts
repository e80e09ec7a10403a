import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import type { Lines, Snapshot } from "@/streams/lines";

const ROW_PX = 20;
const NEAR_END_PX = 40;
const SCREEN_ROWS = 60;

/**
 * Where a log is looked at. At its end it follows; whoever scrolls up sees what there was at that moment, standing still,
 * until they come back to the end. `paused` holds it as well.
 */
export function useLogScroll(lines: Lines, paused: boolean) {
  const [following, setFollowing] = useState(true);
  const [goal, setGoal] = useState<{ index: number }>();
  const box = useRef<HTMLDivElement>(null);
  const top = useRef(0);
  const shown = useHeld(lines, following && !paused);
  const count = shown.lines.length;
  const rows = useVirtualizer({
    // At the end no place has to be worked out, and a log may grow there a hundred times a second.
    count: following ? 0 : count,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 20,
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is new on screen, the end stays in sight
  useLayoutEffect(() => {
    if (following && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [following, shown]);
  useEffect(() => {
    if (goal && !following) rows.scrollToIndex(goal.index, { align: "center" });
  }, [goal, following, rows]);

  return {
    box,
    shown,
    following,
    /** The last lines while it follows, else those in sight, each with its place in pixels. */
    rows,
    lastRows: Math.min(count, Math.ceil((box.current?.clientHeight ?? 0) / ROW_PX) + 2 || SCREEN_ROWS),
    height: following ? count * ROW_PX : rows.getTotalSize(),
    follow: () => setFollowing(true),
    show: (index: number) => {
      setFollowing(false);
      setGoal({ index });
    },
    onScroll: () => {
      const place = box.current;
      if (!place) return;
      const wentUp = place.scrollTop < top.current;
      top.current = place.scrollTop;
      const isNearEnd = place.scrollHeight - place.scrollTop - place.clientHeight < NEAR_END_PX;
      if (isNearEnd) setFollowing(true);
      else if (wentUp) setFollowing(false);
    },
  };
}

/** The lines as they are now, or as they were when they last moved. */
function useHeld(lines: Lines, moves: boolean): Snapshot {
  const held = useRef({ lines, snapshot: lines.snapshot() });
  const snapshot = useCallback(() => {
    if (moves || held.current.lines !== lines) held.current = { lines, snapshot: lines.snapshot() };
    return held.current.snapshot;
  }, [lines, moves]);
  return useSyncExternalStore(lines.subscribe, snapshot);
}
