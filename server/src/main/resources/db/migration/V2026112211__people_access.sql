CREATE TABLE people_password (
  person  text   NOT NULL PRIMARY KEY,
  hash    text   NOT NULL,
  changed bigint NOT NULL
);
-- Links that let someone in once: the first admin (person is empty), invited people, forgotten passwords.
CREATE TABLE people_link (
  hash    text   NOT NULL PRIMARY KEY,
  person  text   NOT NULL,
  created bigint NOT NULL,
  expires bigint NOT NULL
);
CREATE INDEX people_link_person ON people_link (person);
CREATE TABLE people_token (
  id      text   NOT NULL PRIMARY KEY,
  hash    text   NOT NULL,
  person  text   NOT NULL,
  label   text   NOT NULL,
  roles   text   NOT NULL,
  created bigint NOT NULL,
  used    bigint
);
CREATE UNIQUE INDEX people_token_hash ON people_token (hash);
CREATE INDEX people_token_person ON people_token (person);
-- Failed attempts, counted before they are judged, so that many at once do not get more guesses than one after another.
CREATE TABLE people_attempt (
  akey   text    NOT NULL PRIMARY KEY,
  failed integer NOT NULL,
  last   bigint  NOT NULL,
  closed bigint  NOT NULL
);
-- Spring Session's tables, in its columns' order and our types.
CREATE TABLE people_session (
  primary_id            text    NOT NULL PRIMARY KEY,
  session_id            text    NOT NULL,
  creation_time         bigint  NOT NULL,
  last_access_time      bigint  NOT NULL,
  max_inactive_interval integer NOT NULL,
  expiry_time           bigint  NOT NULL,
  principal_name        text
);
CREATE UNIQUE INDEX people_session_id ON people_session (session_id);
CREATE INDEX people_session_expiry ON people_session (expiry_time);
CREATE INDEX people_session_principal ON people_session (principal_name);
CREATE TABLE people_session_attributes (
  session_primary_id text  NOT NULL REFERENCES people_session (primary_id) ON DELETE CASCADE,
  attribute_name     text  NOT NULL,
  attribute_bytes    bytea NOT NULL,
  PRIMARY KEY (session_primary_id, attribute_name)
);
