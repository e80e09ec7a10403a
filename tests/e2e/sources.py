"""Small programs to deploy: a folder of files each, on the busybox base that the suite makes."""

BASE = "busybox:stable"


def good(text: str) -> dict[str, str]:
    """Serves one page on port 3000."""
    return {
        "Dockerfile": f"FROM {BASE}\nCOPY index.html /www/index.html\n"
        'CMD ["httpd", "-f", "-p", "3000", "-h", "/www"]\n',
        "index.html": f"<h1>{text}</h1>\n",
    }


def crashes(text: str = "cannot open the database", code: int = 3) -> dict[str, str]:
    """Says why and exits at start."""
    return {"Dockerfile": f'FROM {BASE}\nCMD ["sh", "-c", "echo {text}; exit {code}"]\n'}


def never_listens() -> dict[str, str]:
    """Runs, and answers nobody."""
    return {"Dockerfile": f'FROM {BASE}\nCMD ["sh", "-c", "echo waiting; sleep 1000000"]\n'}


def failing_build() -> dict[str, str]:
    return {"Dockerfile": f"FROM {BASE}\nRUN echo compiling && echo 'no such module: shop' && exit 7\n"}


def slow_build(seconds: int) -> dict[str, str]:
    """A build that takes its time, then serves."""
    files = good("slow")
    files["Dockerfile"] = files["Dockerfile"].replace("COPY", f"RUN sleep {seconds}\nCOPY", 1)
    return files
