"""Options, the servers that tests talk to, and the list of deviations applied."""

import time
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from deviations import DEVIATIONS
from server.memory import MIB
from server.process import ServerProcess
from siege.siege import Besiege, Siege, Starved
from wire.outcome import Unexpected
from wire.peer import Peer

DEFAULT_SERVER = Path(__file__).parents[2] / ".build/debug/interop-server"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--server", type=Path, default=DEFAULT_SERVER, help="the interop-server to test")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A deviation must name a test; only the whole suite can tell."""
    if config.args != ["."]:
        return
    unknown = set(DEVIATIONS) - {item.name for item in items}
    if unknown:
        raise pytest.UsageError(f"deviations.py names tests that don't exist: {', '.join(sorted(unknown))}")


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    known = DEVIATIONS.get(pyfuncitem.name)
    try:
        result = yield
    except Starved:
        once_more(pyfuncitem)
        result = True
    except Unexpected as error:
        if known is not None and error.observed == known.observed:
            pytest.xfail(f"{known.observed}: {known.reason}")
        raise
    if known is not None:
        pytest.fail("does not deviate any more: remove it from deviations.py", pytrace=False)
    return result


def once_more(item: pytest.Function, attempts: int = 3) -> None:
    """Repeats a siege during which the machine was starved; another finding counts at once."""
    for attempt in range(1, attempts + 1):
        time.sleep(attempt)
        try:
            item.obj(**{name: item.funcargs[name] for name in item._fixtureinfo.argnames})
            return
        except Starved:
            if attempt == attempts:
                raise


SIEGES: list[tuple[str, Siege]] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the attacks did to the polite client and to the server's memory."""
    lines = [
        f"{name:<70} {figures.calls:4} calls, p99 {figures.p99_seconds * 1000:5.1f} ms "
        f"(control {figures.control_p99_seconds * 1000:4.1f}), grew {figures.grown_bytes / MIB:5.1f} "
        f"of {figures.bound_bytes / MIB:.0f} MiB"
        for name, siege in SIEGES
        if (figures := siege.figures) is not None
    ]
    if lines:
        terminalreporter.section("attacks")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture
def besiege(binary: Path, request: pytest.FixtureRequest) -> Besiege:
    """Makes the siege of a test."""

    def make(*arguments: str, **options: int) -> Siege:
        siege = Siege(binary, *arguments, **options)
        SIEGES.append((request.node.name, siege))
        return siege

    return make


@pytest.fixture(scope="session")
def binary(request: pytest.FixtureRequest) -> Path:
    path: Path = request.config.getoption("--server")
    if not path.exists():
        pytest.exit(f"{path} does not exist: build it with 'swift build --product interop-server'", returncode=2)
    return path


@pytest.fixture(scope="session")
def shared_server(binary: Path) -> Iterator[ServerProcess]:
    """The server of all tests that only break rules; those that attack have one each.

    It permits any number of pings, by which tests find out that it has taken what they sent.
    """
    with ServerProcess(binary, minimumPingInterval=0, minimumPingIntervalWithoutCalls=0) as server:
        yield server


@pytest.fixture(scope="session")
def bystander(shared_server: ServerProcess) -> Iterator[Peer]:
    """A well-behaved connection, open all the time."""
    with Peer(shared_server.address) as peer:
        yield peer


@pytest.fixture
def server(shared_server: ServerProcess, bystander: Peer) -> Iterator[ServerProcess]:
    """The shared server; whatever a test does to it, another connection must still be served."""
    yield shared_server
    bystander.call(max(bystander.answers, default=-1) + 2)
    bystander.received.clear()


@pytest.fixture
def peer(server: ServerProcess) -> Iterator[Peer]:
    """A connection with the handshake done."""
    with Peer(server.address) as peer:
        yield peer


@pytest.fixture
def stranger(server: ServerProcess) -> Iterator[Peer]:
    """A connection on which nothing has been sent."""
    with Peer(server.address, handshake=False) as peer:
        yield peer
