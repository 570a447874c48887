"""Looks into the databases by SQL, through the endpoint that RDS named, as the master user."""

import time

import pg8000.dbapi

USER, PASSWORD, DATABASE = "clerk", "a-long-enough-secret", "orders"


class Database:
    def __init__(self, instance):
        endpoint = instance["Endpoint"]
        place = {"host": endpoint["Address"], "port": endpoint["Port"], "database": DATABASE}
        self.connection = pg8000.dbapi.connect(user=USER, password=PASSWORD, timeout=30, **place)
        self.connection.autocommit = True

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()

    def run(self, sql, *values):
        cursor = self.connection.cursor()
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []

    def one(self, sql):
        [[value]] = self.run(sql)
        return value

    def fingerprint(self):
        """How many rows there are, and a digest of all that they hold."""
        [found] = self.run("select count(*), md5(string_agg(t::text, ',' order by id)) from lines t")
        return tuple(found)

    def now(self):
        """A moment between what was committed before and what is committed after, to the millisecond."""
        time.sleep(0.005)
        moment = self.one("select date_trunc('milliseconds', clock_timestamp())")
        time.sleep(0.005)
        return moment
