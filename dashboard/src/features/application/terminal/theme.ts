import type { ITheme } from "@xterm/xterm";
import { colorOf } from "@/lib/theme";

/** The colours of a terminal by the names of our tokens; the sixteen of ANSI are said by what they mean here. */
const TOKENS = {
  background: "--surface",
  foreground: "--text",
  cursor: "--text",
  cursorAccent: "--surface",
  selectionBackground: "--accent-soft",
  scrollbarSliderBackground: "--line",
  scrollbarSliderHoverBackground: "--line-strong",
  scrollbarSliderActiveBackground: "--line-strong",
  black: "--muted",
  red: "--bad",
  green: "--ok",
  yellow: "--warn",
  blue: "--accent",
  magenta: "--accent",
  cyan: "--accent",
  white: "--text",
  brightBlack: "--faint",
  brightRed: "--bad",
  brightGreen: "--ok",
  brightYellow: "--warn",
  brightBlue: "--accent",
  brightMagenta: "--accent",
  brightCyan: "--accent",
  brightWhite: "--text",
} as const satisfies Partial<Record<keyof ITheme, string>>;

/** The theme that is on screen now, in the hexadecimal colours that the terminal understands. */
export function terminalTheme(): ITheme {
  const paint = painter();
  return Object.fromEntries(Object.entries(TOKENS).map(([name, token]) => [name, paint(colorOf(token))]));
}

/** From any CSS colour to `#rrggbb`, by painting one pixel with it. */
function painter(): (color: string) => string {
  const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", {
    willReadFrequently: true,
  });
  return (color) => {
    if (!pen) return "#808080";
    pen.fillStyle = color;
    pen.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = pen.getImageData(0, 0, 1, 1).data;
    return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
  };
}
