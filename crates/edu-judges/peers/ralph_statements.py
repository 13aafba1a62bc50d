"""Judges xAPI statements with the models of Ralph.

Reads one statement a line on standard input. Writes one line for each: `valid`, or where the first
thing stands that Ralph does not take and what it says of it, apart by a tab.

With `--time RUNS` it judges everything so many times, and writes the median time of one statement in
nanoseconds instead.
"""

import statistics
import sys
import time

from pydantic import ValidationError
from ralph.models.xapi.base.statements import BaseXapiStatement


def judge(line):
    try:
        BaseXapiStatement.model_validate_json(line)
    except ValidationError as refusal:
        first = refusal.errors(include_url=False, include_input=False, include_context=False)[0]
        place = "".join(f"/{step}" for step in first["loc"])
        return f"{place}\t{first['msg']}".replace("\n", " ")
    except Exception as error:  # What it lets through is no verdict, but is told.
        return f"\t{type(error).__name__}: {error}".replace("\n", " ")
    return "valid"


def main():
    lines = sys.stdin.buffer.read().splitlines()
    if sys.argv[1:2] == ["--time"]:
        times = []
        for _ in range(int(sys.argv[2])):
            start = time.perf_counter_ns()
            for line in lines:
                judge(line)
            times.append((time.perf_counter_ns() - start) / len(lines))
        print(f"{statistics.median(times):.0f}")
        return
    for line in lines:
        print(judge(line))


if __name__ == "__main__":
    main()
