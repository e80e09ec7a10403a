"""The dialect of variables texts, by example."""

import random
import string

import pytest

from dokploy.core.envtext import for_swarm, parse, resolve


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        # plain assignments
        ("A=1", [("A", "1")]),
        ("A=1\nB=2", [("A", "1"), ("B", "2")]),
        ("A=1\r\nB=2\r\n", [("A", "1"), ("B", "2")]),
        ("A=1\rB=2", [("A", "1"), ("B", "2")]),
        ("\n\nA=1\n\n\nB=2\n\n", [("A", "1"), ("B", "2")]),
        ("A=", [("A", "")]),
        ("A=\nB=2", [("A", ""), ("B", "2")]),
        ("A=   ", [("A", "")]),
        ("  A=1", [("A", "1")]),
        ("\tA = 1 ", [("A", "1")]),
        ("A =1", [("A", "1")]),
        ("A= 1", [("A", "1")]),
        ("A=1=2", [("A", "1=2")]),
        ("A==", [("A", "=")]),
        ("\ufeffA=1", [("A", "1")]),
        ("A=a b c", [("A", "a b c")]),
        ("A=a\tb", [("A", "a\tb")]),
        ("A=\u00a0x\u00a0", [("A", "x")]),
        ("A=http://u:p@h:1/x?a=b&c=d", [("A", "http://u:p@h:1/x?a=b&c=d")]),
        ('A={"k": "v"}', [("A", '{"k": "v"}')]),
        ("A=ä→✓", [("A", "ä→✓")]),
        # names
        ("a.b-c_D9=1", [("a.b-c_D9", "1")]),
        ("9=1", [("9", "1")]),
        ("-=1", [("-", "1")]),
        ("Ä=1", []),
        ("A B=1", []),
        ("=1", []),
        ("A!=1", []),
        ("${A}=1", []),
        # export
        ("export A=1", [("A", "1")]),
        ("  export   A=1", [("A", "1")]),
        ("exportA=1", [("exportA", "1")]),
        ("export=1", [("export", "1")]),
        ("export", []),
        ("export A", []),
        # the colon
        ("A: 1", [("A", "1")]),
        ("A:  1 ", [("A", "1")]),
        ("A:1", []),
        ("A : 1", []),
        ("A:\t1", [("A", "1")]),
        # comments
        ("# A=1", []),
        ("  # A=1\nB=2", [("B", "2")]),
        ("A=1 # c", [("A", "1")]),
        ("A=1#c", [("A", "1")]),
        ("A=x#y", [("A", "x")]),
        ("A=#", [("A", "")]),
        ("A= # c", [("A", "")]),
        ('A="x#y"', [("A", "x#y")]),
        ("A='x#y'", [("A", "x#y")]),
        ("A=`x#y`", [("A", "x#y")]),
        ('A="x" # c', [("A", "x")]),
        ('A="x"# c', [("A", "x")]),
        ("A='x' # it's", [("A", "x")]),
        # quotes
        ('A="1"', [("A", "1")]),
        ("A='1'", [("A", "1")]),
        ("A=`1`", [("A", "1")]),
        ('A=""', [("A", "")]),
        ("A=''", [("A", "")]),
        ('A=" x "', [("A", " x ")]),
        ("A=' x '", [("A", " x ")]),
        ('A = "x"', [("A", "x")]),
        ('A: "x"', [("A", "x")]),
        ('A="it\'s"', [("A", "it's")]),
        ("A='say \"x\"'", [("A", 'say "x"')]),
        ("A=`it's \"x\"`", [("A", "it's \"x\"")]),
        ("A=it's", [("A", "it's")]),
        ('A=say "x"', [("A", 'say "x"')]),
        ('A="x" y', [("A", '"x" y')]),
        ('A="x" "y"', [("A", 'x" "y')]),
        ("A='x", [("A", "'x")]),
        ('A="x', [("A", '"x')]),
        ('A="', [("A", '"')]),
        ('A="x # y', [("A", '"x')]),
        ("A=\"'x'\"", [("A", "'x'")]),
        # escapes
        (r'A="a\nb"', [("A", "a\nb")]),
        (r'A="a\rb"', [("A", "a\rb")]),
        (r'A="a\tb"', [("A", r"a\tb")]),
        (r"A='a\nb'", [("A", r"a\nb")]),
        (r"A=`a\nb`", [("A", r"a\nb")]),
        (r"A=a\nb", [("A", r"a\nb")]),
        (r'A="a\"b"', [("A", r"a\"b")]),
        (r"A='a\'b'", [("A", r"a\'b")]),
        (r'A="C:\\new"', [("A", "C:\\\new")]),
        (r"A=C:\new", [("A", r"C:\new")]),
        # several lines
        ('A="one\ntwo"\nB=3', [("A", "one\ntwo"), ("B", "3")]),
        ("A='one\ntwo'", [("A", "one\ntwo")]),
        ("A=`one\r\ntwo`", [("A", "one\ntwo")]),
        ('KEY="-----BEGIN KEY-----\nabc#=\n-----END KEY-----"\nB=1', [
            ("KEY", "-----BEGIN KEY-----\nabc#=\n-----END KEY-----"), ("B", "1")]),
        ('A="x\nB=2', [("A", '"x'), ("B", "2")]),
        ('A=\n"x"', [("A", "x")]),
        # nothing is expanded
        ("A=$HOME", [("A", "$HOME")]),
        ("A=${B}\nB=1", [("A", "${B}"), ("B", "1")]),
        ("A=$(id)", [("A", "$(id)")]),
        # duplicates: the last value at the first place
        ("A=1\nB=2\nA=3", [("A", "3"), ("B", "2")]),
        ("A=1\nA=", [("A", "")]),
        # what is no assignment
        ("just text", []),
        ("", []),
        (None, []),
        ("null", []),
        ("\n \n\t\n", []),
        ("A=1\njust text\nB=2", [("A", "1"), ("B", "2")]),
    ],
)  # fmt: skip
def test_parse(text: str | None, pairs: list[tuple[str, str]]) -> None:
    assert parse(text) == pairs


@pytest.mark.parametrize(
    ("service", "project", "environment", "pairs"),
    [
        ("X=${{project.P}}", "P=1", None, {"X": "1"}),
        ("X=${{environment.E}}", None, "E=1", {"X": "1"}),
        ("A=1\nX=${{A}}", None, None, {"A": "1", "X": "1"}),
        ("X=${{A}}\nA=1", None, None, {"X": "1", "A": "1"}),
        ("P=${{project.P}}\nQ=${{P}}", "P=1", None, {"P": "1", "Q": "${{project.P}}"}),
        ("X=${{project.P}}", "P=${{environment.E}}", "E=2", {"X": "2"}),
        ("X=${{project.P}}\nY=7", "P=${{Y}}", None, {"X": "7", "Y": "7"}),
        ("X=${{environment.E}}\nY=7", None, "E=${{Y}}", {"X": "7", "Y": "7"}),
        ("X=${{project.P}}-${{project.Q}}", "P=1\nQ=2", None, {"X": "1-2"}),
        ("X=a${{project.P}}b${{environment.E}}c${{Y}}d\nY=y", "P=p", "E=e", {"X": "apbecyd", "Y": "y"}),
        ("X=${{project.a.b-c}}", "a.b-c=1", None, {"X": "1"}),
        ("X=${{project.P}}", "P=", None, {"X": ""}),
        ("X=${{A}}\nA=", None, None, {"X": "", "A": ""}),
        ("X=${{X}}", None, None, {"X": "${{X}}"}),
        ("A=${{B}}\nB=${{A}}", None, None, {"A": "${{A}}", "B": "${{B}}"}),
        ('X="${{project.P}}"', 'P="a b#c"', None, {"X": "a b#c"}),
        ("X=${{project.P}}", r"P='\1 \g<0> \n'", None, {"X": r"\1 \g<0> \n"}),
        ("X=$P ${P} {{P}}", "P=1", None, {"X": "$P ${P} {{P}}"}),
        ("X=${{", None, None, {"X": "${{"}),
        ("X=1", "P=2", "E=3", {"X": "1"}),
        ("X=1\nEMPTY=", None, None, {"X": "1", "EMPTY": ""}),
        (None, "P=1", "E=1", {}),
    ],
)
def test_references(service: str | None, project: str | None, environment: str | None, pairs: dict[str, str]) -> None:
    assert dict(resolve(service, project, environment)) == pairs


@pytest.mark.parametrize(
    ("service", "complaint"),
    [
        ("X=${{project.P}}", "Invalid project environment variable: project.P"),
        ("X=${{environment.E}}", "Invalid environment variable: environment.E"),
        ("X=${{Y}}", "Invalid service environment variable: Y"),
        ("X=${{ project.P }}", "Invalid service environment variable:  project.P "),
        ("X=${{}}", "Invalid service environment variable: "),
        ("X=${{project.}}", "Invalid project environment variable: project."),
        ("X=${{vault.main.db/password}}", "Invalid service environment variable: vault.main.db/password"),
        ("X=${{Project.A}}", "Invalid service environment variable: Project.A"),
        ("X=${{a}} ${{b}}", "Invalid service environment variable: a"),
    ],
)
def test_a_reference_to_nothing_is_an_error(service: str, complaint: str) -> None:
    with pytest.raises(ValueError) as error:
        resolve(service, "A=1", "A=1")
    assert str(error.value) == complaint


def written(value: str, quote: str) -> str:
    return f"{quote}{value}{quote}"


@pytest.mark.parametrize("seed", range(40))
def test_what_is_quoted_comes_back(seed: int) -> None:
    """Any text without the chosen quote survives being written and parsed, among comments and other lines."""
    dice = random.Random(seed)
    letters = string.printable.replace("\r", "") + "äß→✓#=$${{}}\u00a0"
    pairs, lines = [], ["# a comment", ""]
    for number in range(20):
        quote = dice.choice("'`")
        value = "".join(dice.choice(letters) for _ in range(dice.randrange(40))).replace(quote, "").rstrip("\\")
        pairs.append((f"NAME_{number}", value))
        lines.append(f"{dice.choice(['', 'export '])}NAME_{number}={written(value, quote)}{dice.choice(['', ' # x'])}")
        lines.extend(dice.choice([[], [""], ["# it is a comment"]]))
    assert parse("\n".join(lines)) == pairs


@pytest.mark.parametrize("text", ["A='" * 5_000, 'A="x\n' * 5_000, "\n" * 200_000, "A" * 200_000, "export " * 30_000,
                                  "A=" + "\\'" * 50_000, "A=" + "#" * 100_000, "A=" + "'" * 50_000])  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    import time

    begun = time.monotonic()
    parse(text)
    assert time.monotonic() - begun < 1


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("plain", "plain"),
        ("{one}", "{one}"),
        ("}}", "}}"),
        ("{{", '{{"{{"}}'),
        ("{{{", '{{"{{"}}{'),
        ("{{.Env}}", '{{"{{"}}.Env}}'),
        ("a {{- b -}} c", 'a {{"{{"}}- b -}} c'),
        ("{{.Task.Slot}}", "{{.Task.Slot}}"),
        ("{{ .Node.Hostname }}", "{{ .Node.Hostname }}"),
        ("{{.Node.Platform.OS}}/{{.Task.ID}}", "{{.Node.Platform.OS}}/{{.Task.ID}}"),
        ("{{.Task.Slots}}", '{{"{{"}}.Task.Slots}}'),
        ("{{{.Task.Slot}}", '{{"{{"}}{.Task.Slot}}'),
        ("{{.Task.Slot}} {{", '{{.Task.Slot}} {{"{{"}}'),
    ],
)
def test_swarm_is_told_braces_as_text(value: str, told: str) -> None:
    assert for_swarm(value) == told
