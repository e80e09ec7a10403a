"""What attackers write where a name, a path, a ref, a host or a text belongs. MARK becomes a word of its own.

Whoever carries one of them out leaves a file /tmp/MARK, or shows the word where it has no business.
"""

from typing import Final

MARK: Final = "MARK"

_SHELL: Final = {
    "semicolon": ";touch /tmp/MARK;",
    "dollar": "$(touch /tmp/MARK)",
    "backticks": "`touch /tmp/MARK`",
    "pipe": "|touch /tmp/MARK|",
    "ampersand": "&touch /tmp/MARK&",
    "and": "x && touch /tmp/MARK",
    "new line": "x\ntouch /tmp/MARK\n",
    "carriage return": "x\r\ntouch /tmp/MARK\r\n",
    "single quote": "'; touch /tmp/MARK; '",
    "double quote": '"; touch /tmp/MARK; "',
    "escaped quote": '\\"; touch /tmp/MARK; \\"',
    "redirect": "x >/tmp/MARK",
    "comment": "#\ntouch /tmp/MARK",
    "no blanks": "$(touch${IFS}/tmp/MARK)",
    "encoded": "%0atouch%20/tmp/MARK%0a",
    "every sign": "MARK!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
}
_OPTIONS: Final = {
    "upload pack": "--upload-pack=touch /tmp/MARK",
    "git configuration": "-c core.sshCommand=touch${IFS}/tmp/MARK",
    "proxy command": "-oProxyCommand=touch /tmp/MARK",
    "privileged": "--privileged=MARK",
    "volume": "-v /:/MARK",
    "build argument": "--build-arg=MARK=1",
    "output": "--output=/tmp/MARK",
    "short option": "-MARK",
    "long option": "--MARK",
}
_GIT: Final = {
    "transport helper": "ext::sh -c touch% /tmp/MARK",
    "file": "file:///tmp/MARK",
    "ssh option": "ssh://-oProxyCommand=touch${IFS}/tmp/MARK/x",
    "scp option": "git@-oProxyCommand=touch${IFS}/tmp/MARK:x",
    "file descriptor": "fd::17/MARK",
    "user information": "http://a'`touch${IFS}/tmp/MARK`:b@127.0.0.1:1/x.git",
    "option behind a URL": "https://127.0.0.1:1/x.git --upload-pack=/tmp/MARK",
    "submodule": "-u./MARK",
}
_PATHS: Final = {
    "upwards": "../../../../../../tmp/MARK",
    "absolute": "/tmp/MARK",
    "backslashes": "..\\..\\..\\tmp\\MARK",
    "encoded dots": "%2e%2e%2f%2e%2e%2ftmp%2fMARK",
    "doubled dots": "....//....//tmp/MARK",
    "home": "~/MARK",
    "process": "/proc/self/root/tmp/MARK",
    "hook": ".git/hooks/MARK",
    "of releases": ".releases/MARK",
    "NUL": "/tmp/MARK\0.txt",
}
_LETTERS: Final = {
    "control": "MARK\x1b[31m\x07\x08",
    "delete": "MARK\x7f",
    "line separator": "MARK\u2028x\u2029",
    "right to left": "MARK\u202egpj",
    "byte order": "\ufeffMARK",
    "blanks": "  MARK\t",
    "umlauts": "Größe-MARK-日本語",
    "emoji": "MARK🚀👩‍💻",
    "long": "MARK" * 100,
    "very long": "MARK" * 5000,
    "quotes": "MARK'\"`",
}
_TEMPLATES: Final = {
    "Go template": '{{ env "PATH" }}MARK',
    "Swarm template": "{{.Node.Hostname}}MARK",
    "reference": "${{project.MARK}}",
    "variable": "$MARK",
    "variable in braces": "${MARK}",
    "percent": "%(MARK)s%n%s",
    "Python": "{0.__class__}MARK",
    "Jinja": "{% MARK %}",
}
_YAML: Final = {
    "map": "MARK: [a, b]",
    "another key": "MARK\nevil: true\n  deeper: MARK",
    "alias": "&MARK *MARK",
    "tag": '!!python/object/apply:os.system ["touch /tmp/MARK"]',
    "list": "- MARK",
    "open quote": '"MARK',
    "block": "|\n MARK",
    "document": "---\nMARK: 1\n...\n",
}
_TRAEFIK: Final = {
    "rule": "a`)||PathPrefix(`/MARK",
    "host pattern": "MARK`) || HostRegexp(`.*",
    "matcher": "MARK.example.org`)&&!Method(`GET",
    "internal": "api@internal#MARK",
}
_DOCKER: Final = {
    "bind": "MARK,type=bind,source=/",
    "volume options": "MARK,volume-opt=o=bind,volume-opt=device=/",
    "image option": "--platform=MARK x",
    "Dockerfile": "MARK\nRUN touch /tmp/MARK",
}
_OTHER: Final = {
    "script": "<script>MARK()</script>",
    "database": "MARK'); DROP TABLE application;--",
    "always true": "' OR 1=1 --MARK",
    "wildcards": "%MARK_",
    "link-local": "http://169.254.169.254/MARK",
    "link-local as a number": "http://2852039166/MARK",
    "link-local in octal": "http://0251.0376.0251.0376/MARK",
    "link-local in IPv6": "http://[::ffff:169.254.169.254]/MARK",
    "itself": "http://127.0.0.1:1/MARK",
    "another scheme": "gopher://127.0.0.1:1/_MARK",
}
CORPUS: Final[dict[str, str]] = {
    **_SHELL, **_OPTIONS, **_GIT, **_PATHS, **_LETTERS, **_TEMPLATES, **_YAML, **_TRAEFIK, **_DOCKER, **_OTHER,
}  # fmt: skip
"""By a name of its own."""
