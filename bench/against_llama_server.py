"""The support workload, 8 questions at a time: our engine and llama-server in turn, with the same file, threads and context."""

import shutil
from pathlib import Path

from bench import llama_server
from bench.common import arguments, config, measure, ratio, started
from chatbot.inference import workload

CONCURRENCY = 8


async def main(folder: Path) -> None:
    """Measure so many rounds; print the table."""
    options = arguments(str(__doc__), workload={"type": Path, "required": True}, llama_server={"type": Path, "required": True})
    items = workload.read(options.workload)
    first, second = list(workload.passes(items).values())[:2]
    settings = config(options.model, slots=CONCURRENCY, prefixes=folder)
    publishing, published, later, fresh, again, peer_first, peer_again = [], [], [], [], [], [], []
    for number in range(1, options.rounds + 1):
        shutil.rmtree(folder, ignore_errors=True)
        async with started(settings) as engine:
            fresh.append((await workload.run(engine, first, CONCURRENCY))[0])
            again.append((await workload.run(engine, second, CONCURRENCY))[0])
        shutil.rmtree(folder, ignore_errors=True)
        async with started(settings) as engine:
            publishing.append(await workload.publish(engine, items))
        async with started(settings) as engine:
            published.append((await workload.run(engine, first, CONCURRENCY))[0])
            later.append((await workload.run(engine, second, CONCURRENCY))[0])
        with llama_server.server(options.llama_server, options.model) as port:
            peer_first.append(llama_server.run(port, first, CONCURRENCY))
            peer_again.append(llama_server.run(port, second, CONCURRENCY))
        ours = {"new": fresh, "new, pass 2": again, "published": published, "published, pass 2": later}
        for name, one in (ours | {"peer": peer_first, "peer, pass 2": peer_again}).items():
            print(f"round {number} {name}: {one[-1]}", flush=True)
    print(f"one-off cost of publishing 12 articles: {publishing}")
    print("| measure | ours | llama-server | ratio | bar |\n|---|---|---|---|---|")
    peer, peer2 = [one.wall_s for one in peer_first], [one.wall_s for one in peer_again]
    ratio("pass 1 after a restart, articles published before, s", [one.wall_s for one in published], peer, "≤ 0.45")
    ratio("pass 1, prefixes never seen, s", [one.wall_s for one in fresh], peer, "≤ 0.90")
    ratio("pass 2, articles published before, s", [one.wall_s for one in later], peer2, "≤ 0.75")
    ratio("pass 2, nothing published, three articles new, s", [one.wall_s for one in again], peer2, "≤ 0.75")
    p95, p95_2 = [one.ttft_p95_s for one in peer_first], [one.ttft_p95_s for one in peer_again]
    ratio("p95 first piece, pass 1 after a restart, s", [one.ttft_p95_s for one in published], p95, "≤ 0.15")
    ratio("p95 first piece, pass 2, articles published before, s", [one.ttft_p95_s for one in later], p95_2, "≤ 0.50")
    ratio("p95 first piece, pass 2, nothing published, s", [one.ttft_p95_s for one in again], p95_2, "≤ 0.50")


if __name__ == "__main__":
    measure(main)
