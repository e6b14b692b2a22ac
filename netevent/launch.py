"""Starting processes: the server, and the demo with its web and worker; and keeping copies of scripts."""

import os
import secrets
import signal
import socket
import subprocess
import sys
from pathlib import Path

import click

from netevent import config
from netevent.app import create_app
from netevent.files.qrcodes import terminal, url_for_code
from netevent.operations import assets
from netevent.operations.demo import Evening, prepare

WSGI = "netevent.app:create_app()"


@click.command("serve")
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Address and port to listen on.")
@click.option("--workers", default=2, show_default=True)
@click.option("--threads", default=8, show_default=True)
def serve(bind: str, workers: int, threads: int) -> None:
    """Serve the web application under gunicorn."""
    config.read()  # a wrong setting is said here, once, not by every worker
    arguments = _gunicorn(bind, workers, threads)
    os.execv(arguments[0], arguments)  # noqa: S606 - our own interpreter


@click.command("demo")
@click.option("--port", default=8000, show_default=True)
@click.option("--lan", is_flag=True, help="Also for phones in the same network.")
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
@click.option(
    "--data",
    default=".data/demo",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Where it is kept.",
)
def demo(port: int, lan: bool, no_open: bool, data: Path) -> None:
    """A seeded evening to try everything with: web and worker on this machine."""
    address = f"http://{_own_address() if lan else '127.0.0.1'}:{port}"
    os.environ.update(_demo_settings(data.absolute(), address))
    app = create_app()
    with app.app_context():
        evening = prepare()
    _print_welcome(evening, address)
    if not no_open:
        click.launch(f"{address}/demo")
    _run_together(
        _gunicorn(f"{'0.0.0.0' if lan else '127.0.0.1'}:{port}", 1, 8),  # noqa: S104 - asked for with --lan  # nosec B104
        [sys.executable, "-m", "netevent", "worker"],
    )


@click.command("assets")
def keep_assets() -> None:
    """Keep checked copies of the pinned scripts in the data folder, for venues without internet."""
    folder = assets.folder(Path(os.environ.get("NETEVENT_DATA_DIR", ".data")).absolute())
    for path in assets.keep(folder):
        click.echo(path)


COMMANDS = (serve, demo, keep_assets)


def _gunicorn(bind: str, workers: int, threads: int) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "--bind", bind, "--worker-class", "gthread", "--workers", str(workers),
        "--threads", str(threads), "--no-control-socket", "--graceful-timeout", "10", "--log-level", "warning", WSGI,
    ]  # fmt: skip


def _demo_settings(data: Path, address: str) -> dict[str, str]:
    """What production has to say for itself, the demo keeps in its folder."""
    data.mkdir(parents=True, exist_ok=True)
    key = data / "secret_key"
    if not key.exists():
        key.write_text(secrets.token_urlsafe(32), encoding="ascii")
        key.chmod(0o600)
    return {
        "NETEVENT_DEMO": "1",
        "NETEVENT_DATA_DIR": str(data),
        "NETEVENT_DATABASE_URL": f"sqlite:///{data / 'netevent.sqlite'}",
        "NETEVENT_BASE_URL": address,
        "NETEVENT_QR_URL": address,
        "NETEVENT_SECRET_KEY": key.read_text(encoding="ascii"),
        "NETEVENT_MAIL_URL": f"file:{data / 'mails'}",
    }


def _own_address() -> str:
    """This machine's address in the local network: the one it would leave by; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address (RFC 5737)
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def _print_welcome(evening: Evening, address: str) -> None:
    click.echo(f"\n  {evening.title}, tonight\n")
    click.echo(terminal(url_for_code(address, "e", evening.code)))
    click.echo(f"  Check in            {address}/e/{evening.code}")
    click.echo(f"  As the organiser    {address}/demo/enter/{evening.organiser_link}")
    click.echo(f"  As an attendee      {address}/demo/enter/{evening.attendee_link}")
    click.echo(f"  Everything else     {address}/demo")
    click.echo("\n  Ctrl-C ends it; the data stays.\n")


def _run_together(*commands: list[str]) -> None:
    """Run until one ends or somebody presses Ctrl-C; then end the others, by their ids."""
    processes = [subprocess.Popen(command) for command in commands]  # noqa: S603 - our own interpreter
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        while all(process.poll() is None for process in processes):
            try:
                processes[0].wait(timeout=1)
            except subprocess.TimeoutExpired:
                continue
    except KeyboardInterrupt:
        click.echo("Good night.")
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=15)
