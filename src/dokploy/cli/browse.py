"""`dokploy open APP`."""

import click

from dokploy.cli import applications, runs, show
from dokploy.cli.api import connect
from dokploy.cli.arguments import app_argument
from dokploy.cli.failure import Exit, Failed, say
from dokploy.cli.options import Verb, json_option


@click.command(cls=Verb)
@app_argument
@click.option("--print", "only_print", is_flag=True, help="Print the address and start no browser.")
@json_option
def open(app: str, *, only_print: bool, as_json: bool) -> None:  # noqa: A001 - the verb's name
    """Open APP in the browser, at the first of its domains, and print the address."""
    api = connect()
    found = applications.one(api, app)
    urls = runs.addresses(api, found.application_id)
    if not urls:
        raise Failed(f"{found.path} has no domain.", hint=f"dokploy domains add {found.path} HOST", code=Exit.NOT_FOUND)
    if as_json:
        show.document({"applicationId": found.application_id, "url": urls[0], "urls": urls})
    else:
        click.echo(urls[0])
    if not (only_print or as_json) and click.launch(urls[0]) != 0:
        say("No browser could be started here")
