"""SQL for analysts: it reads the tables of one version, and touches nothing else."""

import polars as pl

from gongfu.errors import InputError
from gongfu.workspace.store.catalogue import Catalogue, quoted


def answer(catalogue: Catalogue, query: str, version: int | None) -> pl.DataFrame:
    """The rows that one SELECT gives, on a connection that can change nothing and read no other file.

    Raises
    ------
    InputError
        The query is wrong, or something else than one SELECT.
    """
    import duckdb

    with catalogue.connect(read_only=True, version=version) as connection:
        connection.execute("USE lake")
        connection.execute(f"SET allowed_directories = [{quoted(f'{catalogue.data}/')}]")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        try:
            statements = connection.extract_statements(query)
            if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
                raise InputError("only one SELECT can be answered", mend="change tables by a commit")
            return connection.execute(statements[0]).pl()
        except duckdb.Error as error:
            raise InputError(f"the query cannot be answered: {error}") from None
