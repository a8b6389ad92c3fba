"""What PostgreSQL is asked when a command takes a case, or takes it up again.

The hold is an advisory lock of a connection. Each hold has a number of a sequence, so that a
command that lost its connection can tell whether somebody else had the case meanwhile.
"""

from __future__ import annotations

from typing import Final

SPACE: Final = 7_303_015
"""The number under which PostgreSQL keeps our holds apart from other programs' locks."""
TAKE: Final = "SELECT pg_try_advisory_lock(%s, hashtext(current_schema()))"
GIVE: Final = "SELECT pg_advisory_unlock(%s, hashtext(current_schema()))"
COUNT: Final = "CREATE SEQUENCE IF NOT EXISTS goodcause_holds"
NEXT: Final = "SELECT nextval('goodcause_holds')"
LAST: Final = "SELECT last_value FROM goodcause_holds"
WHO: Final = """
SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
WHERE l.locktype = 'advisory' AND l.classid = %s AND l.granted
  AND l.objid::bigint = hashtext(current_schema())::bigint & 4294967295
"""
