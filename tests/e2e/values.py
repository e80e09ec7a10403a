"""Random values for variables, and how a person writes each of them so that the dialect gives it back."""

import random
import string

LETTERS = string.printable.replace("\r", "").replace("\x0b", "").replace("\x0c", "")
UNICODE = "äßéñøŁЖ中文日本語한국어العربية🚀👩‍💻→✓€\u00a0\u2003\ufeff\u202e"
PIECES = (
    "$", "${A}", "${{", "$(id)", "`id`", "\\", "\\n", "\\t", "\\\\", "#", " # ", "=", "==", "'", '"', "`",
    "\n", "\n\n", "\t", " ", "  ", "%", "&&", ";", "|", "*", "!", "~", "\r\n", "\x1b[31m", "-----BEGIN KEY-----\n",
    "{{.Env}}", "{{", "{{{", "{{ printf", "{{/*", "{{-",
)  # fmt: skip
QUOTES = "'\"`"


def random_values(count: int, seed: int) -> dict[str, str]:
    """Values by name; each can be written in the dialect, which has three quotes and no way to escape one."""
    dice = random.Random(seed)
    return {f"V{seed}_{number}": _value(dice) for number in range(count)}


def _value(dice: random.Random) -> str:
    alphabet = dice.choice((LETTERS, LETTERS + UNICODE, string.ascii_letters, QUOTES + "$\\#= ", UNICODE))
    parts = [
        dice.choice(PIECES) if dice.random() < 0.3 else "".join(dice.choices(alphabet, k=dice.randrange(12)))
        for _ in range(dice.randrange(8))
    ]
    value = "".join(parts)
    if dice.random() < 0.7:
        value = "".join(letter for letter in value if letter != dice.choice(QUOTES))
    # Two braces end a reference, and a reference to nothing is an error that people want to hear about.
    value = value.replace("}}", "}").replace("\r\n", "\r\n" if dice.random() < 0.5 else "\n")
    return value if written(value) is not None else _value(dice)


def written(value: str) -> str | None:
    """The value as it stands behind `NAME=`; None for what the dialect cannot say."""
    if value == value.strip() and value and not set(value) & set("\n\r#'\"`\u2028\u2029\ufeff\u00a0\u2003"):
        return value
    ends_in_backslash = value.endswith("\\")  # it would escape the quote that closes
    if "\r" not in value and not ends_in_backslash:
        for quote in "'`":
            if quote not in value:
                return f"{quote}{value}{quote}"
    if '"' in value or ends_in_backslash or "\\n" in value or "\\r" in value:
        return None
    # Only double quotes can say a carriage return.
    return '"' + value.replace("\r", "\\r").replace("\n", "\\n") + '"'


def text_of(values: dict[str, str]) -> str:
    return "".join(f"{name}={written(value)}\n" for name, value in values.items())
