"""Rendering on a cluster of Dask distributed. Its workers share nothing with this machine but the engine's version.

The world of the build is sent once to each worker, and bodies with the articles that consist of them. Files and facts
come back; nothing is written there. Dask carries pickles: a cluster is as trustworthy as everybody who can reach it.
"""

from __future__ import annotations

import logging
import pickle
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from vademecum.disk.record_engine import engine_digest, installed
from vademecum.model.articles import Article
from vademecum.model.body import Facts
from vademecum.model.output import Output
from vademecum.pages.article import rendering
from vademecum.pages.world import World
from vademecum.problems import EngineError, UsageError
from vademecum.review.approved import approved_path
from vademecum.texts import read_approved_text, read_bodies
from vademecum.turns import AT_ONCE, in_turns

if TYPE_CHECKING:
    from distributed import Client
    from distributed import Future as Scattered

PATIENCE = 30.0
"""Seconds in which a scheduler has to answer and a worker to join."""

AHEAD = 3
"""Parcels under way for each thread of the cluster: what waits there for a worker is held in memory."""

Rendered = Sequence[tuple[tuple[Output, ...], Facts]]
"""Files and facts of some articles."""


class Parcel(Struct, frozen=True, kw_only=True):
    """Some articles, with all that can be read of them."""

    bodies: Mapping[str, Mapping[str, str]]
    """Article → its files → their Markdown."""
    approved: Mapping[str, str]
    """The texts of approvals that are kept, by path."""


# ---- here -------------------------------------------------------------------------------------------------------


def render_on_cluster(root: Path, world: World, address: str, chunks: Sequence[Sequence[str]]) -> Iterator[Rendered]:
    """Yield what becomes of each chunk of articles (paths), in their order."""
    packed = pickle.dumps(_sent(world))
    asked = sha256(packed).hexdigest()
    with _connected(address) as (client, executor):
        scattered: Scattered = client.scatter(packed, broadcast=True)
        ahead = AHEAD * sum(client.nthreads().values())
        waiting: deque[Future[Rendered]] = deque()
        for chunk in chunks:
            parcel = pickle.dumps(_parcel(root, world, chunk))
            waiting.append(executor.submit(render_parcel, engine_digest(), asked, scattered, parcel))
            if len(waiting) >= ahead:
                yield _result(waiting.popleft(), client, address)
        while waiting:
            yield _result(waiting.popleft(), client, address)


def _sent(world: World) -> tuple[object, ...]:
    """Return what a world is made from again, without what no page of an article looks up."""
    site = replace(world.site, listings=(), aliases={}, mentioned={}, dead_links={})
    return site, world.files, world.surroundings, world.editorial


def _parcel(root: Path, world: World, paths: Sequence[str]) -> Parcel:
    articles = [world.site.articles[path] for path in paths]
    kept = (path for article in articles for path in _approvals(article) if path in world.site.approved)
    return Parcel(
        bodies={article.path: read_bodies(root, article) for article in articles},
        approved={path: read_approved_text(root, path) for path in kept},
    )


def _approvals(article: Article) -> Iterator[str]:
    return (approved_path(article.path, variant.audience) for variant in article.variants)


@contextmanager
def _connected(address: str) -> Iterator[tuple[Client, Executor]]:
    """Give a client of a cluster with at least one worker, and its executor."""
    try:
        from distributed import Client  # noqa: PLC0415 - an extra, and slow to import
    except ImportError as fault:
        raise EngineError('Dask distributed is not installed: pip install "vademecum[cluster]"') from fault
    from distributed.comm import get_address_host_port  # noqa: PLC0415 - the same

    for library in ("distributed", "tornado"):  # what they would log, the errors below say in a sentence
        logging.getLogger(library).setLevel(logging.CRITICAL)
    try:
        get_address_host_port(address, strict=True)
    except ValueError as fault:
        raise UsageError(f'--scheduler: "{address}" is no address such as tcp://host:8786') from fault
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except OSError as fault:
        raise EngineError(f"no Dask scheduler answers at {address}") from fault
    try:
        _await_worker(client, address)
        for worker, answer in client.run(engine_of_worker, on_error="return").items():
            _compare(worker, answer)
        yield client, client.get_executor(pure=False)
    finally:
        client.close()


def _await_worker(client: Client, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as fault:
        raise EngineError(f"the cluster at {address} has no worker") from fault


def _result(future: Future[Rendered], client: Client, address: str) -> Rendered:
    from distributed import KilledWorker  # noqa: PLC0415 - see _connected

    while True:
        try:
            return future.result(PATIENCE)
        except TimeoutError:
            _await_worker(client, address)
        except KilledWorker as fault:
            raise EngineError("workers of the cluster were lost again and again; have they enough memory?") from fault
        except CancelledError as fault:
            raise EngineError(f"the scheduler at {address} or its last worker was lost during the build") from fault


def _compare(worker: str, answer: object) -> None:
    """Refuse a worker whose engine is another one than that of this build."""
    match answer:
        case str(engine), frozenset(packages):
            pass
        case _:
            raise EngineError(f"the worker {worker} has not this version of vademecum: {answer}")
    if engine != engine_digest():
        mine = installed()
        differing = [*(f"there {each}" for each in packages - mine), *(f"here {each}" for each in mine - packages)]
        told = ", ".join(sorted(differing, key=lambda each: each.split()[1:])[:6])
        reason = told or "its code, its layouts or its Python differ"
        raise EngineError(f"the worker {worker} has another engine than this build: {reason}")


# ---- there ------------------------------------------------------------------------------------------------------

_alone = Lock()
"""A worker may have several threads, and a world is for one article at a time."""

_held: dict[str, tuple[Mapping[str, Article], World]] = {}
"""The articles and the world, as one page sees it, of the build that was worked for last; under its digest."""


def engine_of_worker() -> tuple[str, frozenset[str]]:
    """Return the digest of this process's engine, and the packages that are installed."""
    return engine_digest(), installed()


def render_parcel(engine: str, asked: str, packed: bytes, parcel: bytes) -> Rendered:
    """Render the articles of a parcel in the world that was asked for. Nothing is unpickled for another engine."""
    if engine != engine_digest():
        raise EngineError("a worker that has joined the cluster since has another engine than this build")
    with _alone:
        articles, world = _unpacked(asked, packed)
        sent: Parcel = pickle.loads(parcel)  # noqa: S301 - Dask has unpickled this very call
        kept = sent.approved.__getitem__
        works = [rendering(articles[path], bodies, world, kept) for path, bodies in sent.bodies.items()]
        parts = [works[start : start + AT_ONCE] for start in range(0, len(works), AT_ONCE)]
        return [each for part in parts for each in in_turns(part, world.needs)]


def _unpacked(asked: str, packed: bytes) -> tuple[Mapping[str, Article], World]:
    if asked not in _held:
        _held.clear()
        site, files, surroundings, editorial = pickle.loads(packed)  # noqa: S301 - see render_parcel
        _held[asked] = site.articles, World(site, files, surroundings, editorial=editorial).of_one_page()
    return _held[asked]
