-- One row that Health writes whenever it is asked: a database that answers and takes nothing is not ready.
CREATE TABLE platform_written (
  id      integer NOT NULL PRIMARY KEY,
  at      bigint  NOT NULL
);
