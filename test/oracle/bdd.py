"""Computes the unavailability of systems again by a binary decision diagram of the library dd, and compares it with the model's figure.

The structure function is built from zones, nodes and pods as variables, k of n by its recursion; nothing is shared with the model.
"""

import json
import sys

from dd.autoref import BDD


def at_least(bdd, k, terms, known):
    """The diagram of: at least k of the terms hold."""
    if k <= 0:
        return bdd.true
    if k > len(terms):
        return bdd.false
    key = (k, len(terms))
    if key not in known:
        first, rest = terms[0], terms[1:]
        known[key] = bdd.ite(first, at_least(bdd, k - 1, rest, known), at_least(bdd, k, rest, known))
    return known[key]


def probability(bdd, node, down, known):
    """The probability of a diagram, its variables being independent: Shannon's expansion."""
    if node == bdd.true:
        return 1.0
    if node == bdd.false:
        return 0.0
    key = (node.var, int(node))
    if key not in known:
        q = down[node.var]
        low, high = probability(bdd, node.low, down, known), probability(bdd, node.high, down, known)
        value = (1 - q) * low + q * high
        known[key] = 1 - value if node.negated else value
    return known[key]


def unavailability(system):
    bdd = BDD()
    down = {}

    def variable(name, q):
        bdd.declare(name)
        down[name] = q
        return bdd.var(name)

    zones = [variable(f"z{i}", q) for i, q in enumerate(system["zoneDown"])]
    lost = []
    for n, node in enumerate(system["nodes"]):
        gone = zones[node["zone"]] | variable(f"n{n}", node["down"])
        lost += [gone | variable(f"n{n}p{p}", system["crash"]) for p in range(node["pods"])]
    fatal = len(lost) - system["needed"] + 1
    return probability(bdd, at_least(bdd, fatal, lost, {}), down, {})


def main():
    compared = 0
    for line in sys.stdin:
        system = json.loads(line)
        expected = unavailability(system)
        if abs(system["figure"] - expected) > 1e-12 + 1e-9 * expected:
            sys.exit(f"the model says {system['figure']!r}, the diagram {expected!r}: {line}")
        compared += 1
    if compared == 0:
        sys.exit("nothing to compare")
    print(f"{compared} systems, each figure as by the decision diagram")


main()
