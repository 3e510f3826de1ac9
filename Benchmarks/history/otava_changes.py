#!/usr/bin/env python3
"""The peer: Apache Otava on the same series, a number a line from standard input; prints changes and milliseconds."""
import sys
import time

from otava.analysis import compute_change_points

series = [float(line) for line in sys.stdin]
best = float("inf")
for _ in range(5):
    start = time.perf_counter()
    points = compute_change_points(series, min_magnitude=0.05)[0]
    best = min(best, (time.perf_counter() - start) * 1000)
print(len(points), best)
