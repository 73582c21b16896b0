"""The usual way: Starlette on uvicorn asks Redis for the record; what the gate is compared with."""

import sys
from pathlib import Path

import redis
import uvicorn
from redis.asyncio import Redis
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import gate_data

from openbeian.gate import hosts, moments, records

TOGETHER = 10_000


def fill(port: int, domains: int) -> None:
    """Store a record for each domain."""
    client = redis.Redis(port=port)
    for first in range(0, domains, TOGETHER):
        names = map(gate_data.domain, range(first, min(first + TOGETHER, domains)))
        rows = enumerate(names, first)
        client.mset({name: gate_data.record(name.encode(), number) for number, name in rows})


def application(port: int) -> Starlette:
    """Return a view that answers `?domain=` from Redis."""
    client = Redis(port=port)

    async def verify(request: Request) -> JSONResponse:
        host = hosts.read(request.query_params["domain"])
        record = await client.get(host.registrable)
        if record is None:
            return JSONResponse({"host": host.name, "status": "unfiled"})
        phase = records.decode(host.registrable.encode(), record, moments.now())
        return JSONResponse(
            {
                "host": host.name,
                "status": "filed_here",
                "entity_number": phase.entity_number,
                "service_number": phase.service_number,
                "since": moments.stamp(phase.since),
                "words": gate_data.WORDS,
            }
        )

    return Starlette(routes=[Route("/v1/verify", verify)])


def main(port: str, redis_port: str, domains: str) -> None:
    """Fill Redis and serve on a port of loopback."""
    fill(int(redis_port), int(domains))
    uvicorn.run(application(int(redis_port)), port=int(port), access_log=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
