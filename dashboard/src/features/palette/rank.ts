interface Findable {
  label: string;
  /** Where it is. */
  place?: string;
}

const BEGINS = 4;
const WORD_BEGINS = 3;
const WITHIN = 2;
const IN_PLACE = 1;

/** How well an entry fits what is typed: every word has to be somewhere, best at the beginning of its name. 0: not at all. */
function score({ label, place = "" }: Findable, typed: string): number {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const name = label.toLowerCase();
  const where = place.toLowerCase();
  let sum = 0;
  for (const word of words) {
    const points = pointsOf(name, where, word);
    if (points === 0) return 0;
    sum += points;
  }
  // Of two that fit alike the shorter name is nearer to what was typed.
  return sum + 1 / (1 + name.length);
}

function pointsOf(name: string, where: string, word: string): number {
  const at = name.indexOf(word);
  if (at === 0) return BEGINS;
  if (at > 0) return /[a-z0-9]/.test(name[at - 1] ?? "") ? WITHIN : WORD_BEGINS;
  return where.includes(word) ? IN_PLACE : 0;
}

/** The best few, in order; those that fit alike stay as they were. */
export function best<T extends Findable>(entries: readonly T[], typed: string, most: number): T[] {
  if (!typed.trim()) return entries.slice(0, most);
  return entries
    .map((entry) => ({ entry, points: score(entry, typed) }))
    .filter(({ points }) => points > 0)
    .sort((one, other) => other.points - one.points)
    .slice(0, most)
    .map(({ entry }) => entry);
}
