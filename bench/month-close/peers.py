"""The same close in numpy and DuckDB: for each file of minutes a line with the best seconds and the minutes counted."""
import sys
import time

import duckdb
import numpy as np

MINUTES, LONGER_THAN = int(sys.argv[2]), int(sys.argv[3])
# DuckDB takes seconds where numpy takes a tenth, so that one attempt tells as much.
ATTEMPTS = {"numpy": 3, "duckdb": 1}[sys.argv[1]]


def in_numpy(path):
    rows = np.fromfile(path, dtype=np.uint8).reshape(-1, MINUTES)

    def close():
        counted = 0
        for row in rows:
            edges = np.diff(np.concatenate(([0], row, [0])).astype(np.int8))
            lengths = np.flatnonzero(edges == -1) - np.flatnonzero(edges == 1)
            counted += int(lengths[lengths > LONGER_THAN].sum())
        return counted

    return close


def in_duckdb(path):
    """Gaps and islands: minutes of one run have the same distance to their number among the down ones."""
    rows = np.fromfile(path, dtype=np.uint8)
    minutes = {"tenant": np.repeat(np.arange(rows.size // MINUTES, dtype=np.int32), MINUTES),
               "minute": np.tile(np.arange(MINUTES, dtype=np.int32), rows.size // MINUTES), "down": rows}
    connection = duckdb.connect()
    connection.register("given", minutes)
    connection.execute("CREATE TABLE minutes AS SELECT tenant, minute, down FROM given")
    query = f"""
        SELECT sum(run) FROM (
          SELECT count(*) AS run FROM (
            SELECT tenant, minute - row_number() OVER (PARTITION BY tenant ORDER BY minute) AS island
            FROM minutes WHERE down = 1)
          GROUP BY tenant, island HAVING count(*) > {LONGER_THAN})"""
    return lambda: int(connection.execute(query).fetchone()[0])


def best(close):
    seconds = float("inf")
    for _ in range(ATTEMPTS):
        start = time.perf_counter()
        counted = close()
        seconds = min(seconds, time.perf_counter() - start)
    return seconds, counted


way = {"numpy": in_numpy, "duckdb": in_duckdb}[sys.argv[1]]
for file in sys.argv[4:]:
    print(*best(way(file)))
