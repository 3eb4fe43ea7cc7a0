-- Home agents: who they are, what they last said. Pairing codes are stored as a keyed hash.

CREATE TABLE bells_agent (
  id             text PRIMARY KEY,
  owner          text NOT NULL,
  name           text NOT NULL,
  public_key     text NOT NULL,
  paired         bigint NOT NULL,
  revoked        bigint,
  program        text NOT NULL,
  kinds          text NOT NULL,
  address        text NOT NULL,
  zone           text NOT NULL,
  offset_seconds integer NOT NULL,
  clock_off      bigint NOT NULL,   -- agent's wall clock minus the server's, microseconds
  node           text NOT NULL,     -- the node that holds, or last held, its line
  seen           bigint,            -- last message from it
  since          bigint,            -- begin of the present or last connection
  looked         bigint,            -- when it last looked around on its network
  gone           boolean NOT NULL   -- its bells have been marked not ready because it is away
);
CREATE INDEX bells_agent_owner ON bells_agent (owner, id);

CREATE TABLE bells_agent_health (
  agent text NOT NULL,
  bell  text NOT NULL,
  state text NOT NULL,
  why   text NOT NULL,
  facts text NOT NULL,              -- key=value lines
  at    bigint NOT NULL,
  PRIMARY KEY (agent, bell)
);

CREATE TABLE bells_agent_found (
  agent text NOT NULL,
  kind  text NOT NULL,
  host  text NOT NULL,
  port  integer NOT NULL,
  mac   text NOT NULL,
  model text NOT NULL,
  name  text NOT NULL,
  at    bigint NOT NULL,
  PRIMARY KEY (agent, kind, host, port)
);

CREATE TABLE bells_agent_key (
  id         text PRIMARY KEY,      -- always 'server'
  public_key text NOT NULL,
  sealed     text NOT NULL          -- the private half
);

CREATE TABLE bells_pairing (
  code    text PRIMARY KEY,         -- keyed hash of the code
  owner   text NOT NULL,
  maker   text NOT NULL,
  expires bigint NOT NULL,
  used    bigint
);

CREATE TABLE bells_pairing_try (
  bucket text NOT NULL,             -- code:…, ip:…, all
  span   bigint NOT NULL,           -- number of the ten minutes since the epoch
  tries  integer NOT NULL,
  PRIMARY KEY (bucket, span)
);
