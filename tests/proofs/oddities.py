"""Pieces of requests that are wrong, each in its own way."""

from typing import Final

JSON_BODIES: Final = (
    b"", b"{", b"}", b"nul", b"{'a':1}", b'{"a":}', b'{"a":1,}', b"[1,2", b'"\\ud800"', b'{"\xff":1}',
    b"\xff\xfe{\x00}\x00", b'{"json":', b'{"json":{},"meta":{"values":{"a":["set"]}}}',
    b'{"json":{"a":1},"meta":{"values":{"a":["map"]}}}', b'{"json":null,"meta":[[[]]]}', b'{"a":"\\u0000"}', b"-",
    b"1e999", b'{"a":1e999}', b"[" * 20_000, b'{"a":' * 20_000, b'{"name":"' + b"\xf0\x9f" + b'"}', b"\x00" * 100,
    b"\xef\xbb\xbf{}", b'{"a":1}{"a":2}', b"true", b"[]", b'"x"', b'{"__proto__":{"a":1}}',
    b'{"json":{"a":"1"},"meta":{"values":{"a":["bigint"]}}}', b"//x\n{}", b'{"a":NaN}',
    b'{"json":{"d":"x"},"meta":{"values":{"d":["Date"]}}}', b'{"json":[[[]]],"meta":{"values":[["undefined"]]}}',
)  # fmt: skip
TYPES: Final = (
    b"text/plain", b"application/xml", b"application/x-www-form-urlencoded", b"multipart/form-data",
    b"multipart/form-data; boundary=", b"multipart/form-data; boundary=" + b"x" * 5000,
    b"application/json; charset=utf-16", b"application/json, text/html", b";;;", b"\xff\xfe",
    b"application/json\x00", b"", b"APPLICATION/JSON", b"*/*",
)  # fmt: skip
FIRST_LINES: Final = (
    b"GET /api/%b", b"GET /api/%b HTTP/9.9", b"GET  /api/%b HTTP/1.1", b"get /api/%b HTTP/1.1",
    b"GET /api/%b HTTP/1.0", b"BREW /api/%b HTTP/1.1", b"OPTIONS * HTTP/1.1", b"CONNECT panel:443 HTTP/1.1",
    b"TRACE /api/%b HTTP/1.1", b"GET http://evil.example/api/%b HTTP/1.1", b"GET //evil.example/api/%b HTTP/1.1",
    b"GET /api%%2e/%b HTTP/1.1", b"GET /api/../api/%b HTTP/1.1", b"GET /%%2e%%2e/%b HTTP/1.1",
    b"GET /api/%b\x00 HTTP/1.1", b"GET /api/%b\xff HTTP/1.1", b"GET /api/%b%%zz HTTP/1.1",
    b"GET /api/%b?%%ff=%%fe HTTP/1.1", b"GET /api/%b?a=1&a=2&a[]=3 HTTP/1.1", b"GET /api/%b#frag HTTP/1.1",
    b"GET /api/trpc/%b,%b,%b?batch=1 HTTP/1.1", b"GET /api/trpc/%b?batch=1&input=x HTTP/1.1", b"PRI * HTTP/2.0",
    b"HEAD /api/%b HTTP/1.1", b"DELETE /api/%b HTTP/1.1", b"PATCH /api/trpc/%b HTTP/1.1",
    b"GET /assets/..%%2f..%%2fetc/passwd HTTP/1.1", b"GET /assets/../../../../etc/passwd HTTP/1.1",
    b"GET /api/auth/%b HTTP/1.1", b"DELETE /api/auth/sign-in/email HTTP/1.1", b"GET /api/deploy/%b HTTP/1.1",
)  # fmt: skip
HEADERS: Final = (
    b"host: [", b"host: a/b?x", b"host: a b", b"host: \xff", b"host:", b"host: panel:99999999", b"host: ]:[",
    b"host: @@", b"content-length: -1", b"content-length: 1, 2", b"content-length: " + b"9" * 400,
    b"transfer-encoding: gzip, chunked", b"transfer-encoding: identity", b"expect: 100-continue", b"expect: 500",
    b"upgrade: h2c", b"connection: upgrade", b"cookie: " + b"better-auth.session_token=" * 40,
    b"cookie: better-auth.session_token=%ff.%ff", b"cookie: =;;=", b"authorization: Bearer eyJ.eyJ.x",
    b"authorization: Bearer", b"authorization: Basic \xff", b"x-api-key: \xc3\xa9",
    b"range: bytes=" + b",".join(b"%d-" % n for n in range(500)), b"accept: " + b"a/b," * 500, b"origin: http://[",
    b"origin: null", b"x-forwarded-host: [", b"x-forwarded-proto: \xff", b"x-request-id: \x01", b"bad header",
    b": empty", b"accept-encoding: br;q=x", b"trpc-accept: application/jsonl", b"if-modified-since: yesterday",
    b"x: a\rb", b"x: a\x00b", b"sec-websocket-key: x", b"x-forwarded-for: ;", b"content-encoding: gzip",
    b'if-none-match: "', b"\xff\xff: x",
)  # fmt: skip
CHUNKS: Final = (
    b"5\r\nhello\r\n0\r\n\r\n", b"5\r\nhel", b"zz\r\nhello\r\n", b"-5\r\nhello\r\n0\r\n\r\n",
    b"fffffffffffffffff\r\nx", b"2\r\n{}\r\n0\r\nx: y\r\n\r\n", b"2;ext=1\r\n{}\r\n0\r\n\r\n",
    b"0\r\n\r\nGET / HTTP/1.1\r\n\r\n", b"2\n{}\n0\n\n", b"", b"2\r\n{}\r\n" * 3, b"1\r\n{\r\n1\r\n}\r\n0\r\n\r\n",
    b"a" * 5000 + b"\r\n",
)  # fmt: skip
BATCHES: Final = (
    b'{"0":{"json":{}},"1":7}', b"[{},{}]", b'{"9":{}}', b'{"0":[]}', b'{"-1":{}}', b"7", b"null",
    b'{"0":{"json":1,"meta":1}}',
)  # fmt: skip
SOCKETS: Final = (
    b"GET /events", b"GET /drawer-logs", b"GET /listen-deployment?offset=x", b"GET /docker-container-terminal",
)  # fmt: skip
PAGES: Final = (
    b"GET /api/settings.health", b"GET /", b"GET /api/auth/get-session", b"GET /api/openapi.json",
    b"GET /api/auth/nothing", b"POST /api/auth/sign-out", b"GET /api/docs", b"GET /api/health",
)  # fmt: skip
LENGTHS: Final = (
    b"100000", b"1", b"0", b"-5", b"0x10", b"1e3", b"+2", b" 2", b"2,2", b"18446744073709551616",
)  # fmt: skip
UPLOADS: Final = (
    b'--b\r\nContent-Disposition: form-data; name="zip"; filename="../../x"\r\n\r\nnot a zip\r\n--b--\r\n', b"--b",
    b"--b--", b"--b\r\n" * 500, b'--b\r\nContent-Disposition: form-data; name="zip"\r\n\r\n',
    b"\r\n\r\n--b\r\n\xff: x\r\n\r\n", b"x" * 70_000,
    b"--b\r\nContent-Disposition: form-data; name=\"zip\"; filename*=utf-8''%ff\r\n\r\nx\r\n--b--\r\n",
)  # fmt: skip
TOKENS: Final = (b"x", b"%00", b"../x", b"a" * 5000, b"%ff", b"-" * 21)
EVENTS: Final = (
    b"x-github-event: push", b"x-gitlab-event: Push Hook", b"x-gitea-event: push", b"x-event-key: repo:push",
)  # fmt: skip
AUTH: Final = (
    b"sign-in/email", b"sign-up/email", b"sign-out", b"api-key/create", b"organization/create", b"token",
    b"%2e%2e/x",
)  # fmt: skip
