-- Accounts that must not ring anybody for a while.
CREATE TABLE incident_suspended (
  person  text   NOT NULL PRIMARY KEY,
  until   bigint NOT NULL,
  by_name text   NOT NULL,
  why     text   NOT NULL
);
