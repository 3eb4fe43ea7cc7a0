-- A bell that someone set up. Mail needs none: it follows from the person's address; one row without an owner holds
-- what the mail server's last check said.
CREATE TABLE bells_bell (
  id         text    NOT NULL PRIMARY KEY,
  owner      text    NOT NULL,
  kind       text    NOT NULL,
  label      text    NOT NULL,
  config     text    NOT NULL,
  secret     text    NOT NULL,
  agent      text    NOT NULL,
  maximum    integer NOT NULL,
  switched   boolean NOT NULL,
  state      text    NOT NULL,
  health     text    NOT NULL,
  checked_at bigint,
  proof      text    NOT NULL,
  proof_at   bigint,
  created    bigint  NOT NULL
);
CREATE INDEX bells_bell_owner ON bells_bell (owner);
CREATE INDEX bells_bell_agent ON bells_bell (agent);

-- An order is a row before it is a sound. node and node_until: which process plays on a siren that the server drives
-- itself, so that two never play on one.
CREATE TABLE bells_order (
  rkey       text    NOT NULL PRIMARY KEY,
  bell       text    NOT NULL,
  about      text    NOT NULL,
  title      text    NOT NULL,
  body       text    NOT NULL,
  choices    text    NOT NULL,
  loudness   text    NOT NULL,
  lease      bigint  NOT NULL,
  deadline   bigint  NOT NULL,
  state      text    NOT NULL,
  outcome    text    NOT NULL,
  why        text    NOT NULL,
  proof      text    NOT NULL,
  outcome_at bigint,
  ordered_at bigint  NOT NULL,
  started_at bigint,
  hushed_at  bigint,
  quiet_at   bigint,
  node       text    NOT NULL,
  node_until bigint  NOT NULL
);
CREATE INDEX bells_order_about ON bells_order (about);
CREATE INDEX bells_order_bell ON bells_order (bell, ordered_at);
CREATE INDEX bells_order_node ON bells_order (node, node_until);
