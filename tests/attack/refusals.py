#!/usr/bin/env python3
"""refusals.py: what is not permitted is refused, seen from outside. Prints `ok NAME` and `FAIL NAME` lines.

SONAE names the program; build/release/sonae otherwise. Everything happens in a temporary folder on the loopback."""

import bodies
import companies
import limits
import matrix
import scope
import server
import sessions
import wire


def main():
    server.require_binary()
    with server.Company() as company:
        crew = matrix.hire(company)
        matrix.attack(company, crew)
        bodies.attack(company, crew)
        scope.attack(company, crew)
        wire.attack(company, crew)
        sessions.attack(company, crew)
        server.case("the server is healthy after all of it", "" if company.server.healthy() else company.server.log()[-500:])
        sessions.read_log(company, crew)
    limits.attack()
    companies.attack()
    server.finish()


main()
