import { RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, hoverTooltip } from "@codemirror/view";
import type { Mark } from "./props";

/** Replaces all marks of the text. */
export const setMarks = StateEffect.define<readonly Mark[]>();

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (shown, change) => {
    const given = change.effects.find((effect) => effect.is(setMarks));
    return given
      ? decorated(given.value as readonly Mark[], change.newDoc.length)
      : shown.map(change.changes);
  },
  provide: (self) => EditorView.decorations.from(self),
});

function decorated(marks: readonly Mark[], length: number): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to, tone, message } of [...marks].sort((a, b) => a.from - b.from || a.to - b.to))
    if (from < to && to <= length) builder.add(from, to, Decoration.mark({ class: `code-${tone}`, message }));
  return builder.finish();
}

/** Shows the message of the mark below the pointer. */
const hint = hoverTooltip((view, at) => {
  const messages: string[] = [];
  let [start, end] = [at, at];
  view.state.field(field).between(at, at, (from, to, mark) => {
    [start, end] = [from, to];
    messages.push(String(mark.spec.message));
  });
  if (messages.length === 0) return null;
  return {
    pos: start,
    end,
    above: true,
    create: () => {
      const dom = document.createElement("div");
      dom.className = "code-hint";
      dom.textContent = messages.join("\n");
      return { dom };
    },
  };
});

export const marks = [field, hint];
