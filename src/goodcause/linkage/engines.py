"""Where the model runs: DuckDB in this process, a PostgreSQL server, or a Spark cluster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from goodcause.base.errors import MissingToolError, UsageError

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

_LEVENSHTEIN: Final = """
CREATE OR REPLACE FUNCTION levenshtein(a text, b text) RETURNS int AS $$
DECLARE
  row_before int[]; row_now int[]; i int; j int;
BEGIN
  IF a IS NULL OR b IS NULL THEN RETURN NULL; END IF;
  row_before := ARRAY(SELECT generate_series(0, length(b)));
  FOR i IN 1..length(a) LOOP
    row_now := ARRAY[i];
    FOR j IN 1..length(b) LOOP
      row_now := row_now || least(row_before[j + 1] + 1, row_now[j] + 1,
        row_before[j] + (substr(a, i, 1) <> substr(b, j, 1))::int);
    END LOOP;
    row_before := row_now;
  END LOOP;
  RETURN row_before[length(b) + 1];
END $$ LANGUAGE plpgsql IMMUTABLE;
"""


@dataclass(frozen=True, slots=True)
class Engine:
    """A database that Splink drives.

    Attributes:
        name: ``duckdb``, ``postgres`` or ``spark``.
        api: Splink's handle.
        serial: numbers for the names of tables, each of which Splink takes once.
    """

    name: str
    api: Any
    serial: Iterator[int] = field(default_factory=count)

    def table(self, data: pa.Table, name: str) -> Any:
        """Bring a table in, and give Splink's handle on it."""
        name = f"{name}_{next(self.serial)}"
        if self.name == "postgres":
            _copy(self.api, data, name)
            return self.api.register(name)
        return self.api.register(data, dataset_display_name=name)

    def rows(self, frame: Any, wanted: Sequence[str]) -> dict[str, NDArray[Any]]:
        """Some columns of a result, all of them numbers."""
        import numpy as np  # noqa: PLC0415

        if self.name == "duckdb":
            relation = frame.as_duckdbpyrelation().select(*wanted)
            table = relation.to_arrow_table()
            return {name: table.column(name).to_numpy() for name in wanted}
        if self.name == "postgres":
            found = _selected(self.api, frame.physical_name, wanted)
            return {name: np.asarray(values) for name, values in found.items()}
        records = [row.asDict() for row in frame.spark_df.select(*wanted).collect()]
        return {name: np.asarray([record[name] for record in records]) for name in wanted}


@contextmanager
def engine(setting: str = "duckdb") -> Iterator[Engine]:
    """Open the engine that a setting names.

    Args:
        setting: ``duckdb``, ``postgresql://USER:WORD@HOST/DATABASE`` or ``spark``.

    Raises:
        UsageError: the setting names no engine.
        MissingToolError: the engine's library is not installed.
    """
    if setting == "duckdb":
        yield from _duckdb()
    elif setting.startswith(("postgresql://", "postgres://")):
        yield from _postgres(setting)
    elif setting == "spark":
        yield from _spark()
    else:
        raise UsageError(
            f"there is no linkage engine {setting!r}; write duckdb, spark, or postgresql://HOST/NAME"
        )


def _duckdb() -> Iterator[Engine]:
    import duckdb  # noqa: PLC0415  slow to load
    from splink.backends.duckdb import DuckDBAPI  # noqa: PLC0415

    connection = duckdb.connect(":memory:")
    try:
        connection.execute("SET memory_limit='2500MB'")
        connection.execute("SET preserve_insertion_order=false")
        connection.execute("SET enable_external_access=false")
        yield Engine("duckdb", DuckDBAPI(connection=connection))
    finally:
        connection.close()


def _postgres(address: str) -> Iterator[Engine]:
    try:
        from splink.backends.postgres import PostgresAPI  # noqa: PLC0415
        from sqlalchemy import create_engine, text  # noqa: PLC0415
        from sqlalchemy.exc import DBAPIError  # noqa: PLC0415
    except ImportError as e:
        raise MissingToolError(
            "linking on PostgreSQL needs the libraries sqlalchemy and psycopg; install them"
        ) from e
    server = create_engine(
        address.replace("postgres://", "postgresql://").replace(
            "postgresql://", "postgresql+psycopg://", 1
        )
    )
    try:
        with server.begin() as connection:
            has_own = connection.execute(
                text("select count(*) from pg_available_extensions where name='fuzzystrmatch'")
            ).scalar()
            connection.execute(
                text("create extension if not exists fuzzystrmatch" if has_own else _LEVENSHTEIN)
            )
        yield Engine("postgres", _api(PostgresAPI)(engine=server))
    except DBAPIError as e:
        raise UsageError(f"PostgreSQL refused: {str(e.orig).splitlines()[0]}") from e
    finally:
        server.dispose()


def _api(base: Any) -> Any:
    """Splink's handle without its wish for extensions: what the model needs is there by now."""

    class Postgres(base):  # type: ignore[misc]  # Splink offers no other way
        def _register_extensions(self) -> None:
            pass

    return Postgres


def _spark() -> Iterator[Engine]:
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415
        from splink.backends.spark import SparkAPI  # noqa: PLC0415
    except ImportError as e:
        raise MissingToolError("linking on Spark needs the library pyspark; install it") from e
    session = SparkSession.builder.getOrCreate()
    api: Any = SparkAPI
    yield Engine("spark", api(spark_session=session))


def _copy(api: Any, data: pa.Table, name: str) -> None:
    """Write a table into PostgreSQL; Splink's own way asks the network for an extension."""
    from sqlalchemy import text  # noqa: PLC0415

    kinds = {"string": "text", "double": "double precision", "int32": "integer"}
    names = data.column_names
    made = ", ".join(f'"{n}" {kinds[str(data.schema.field(n).type)]}' for n in names)
    marks = ", ".join(f":{n}" for n in names)
    with api._engine.begin() as connection:
        connection.execute(text(f'drop table if exists splink."{name}"'))
        connection.execute(text(f'create table splink."{name}" ({made})'))
        if data.num_rows:
            into = f'insert into splink."{name}" values ({marks})'  # noqa: S608  names are our own
            connection.execute(text(into), data.to_pylist())


def _selected(api: Any, name: str, wanted: Sequence[str]) -> dict[str, list[Any]]:
    from sqlalchemy import text  # noqa: PLC0415

    columns = ", ".join(f'"{column}"' for column in wanted)
    with api._engine.begin() as connection:
        found = connection.execute(text(f'select {columns} from splink."{name}"'))  # noqa: S608  names are our own
        rows = found.fetchall()
    return {column: [row[n] for row in rows] for n, column in enumerate(wanted)}
