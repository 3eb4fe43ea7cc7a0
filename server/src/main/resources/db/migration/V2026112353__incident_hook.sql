-- Addresses that hear what becomes of incidents, and what they have not heard yet, in order.
CREATE TABLE incident_hook (
  id       text   NOT NULL PRIMARY KEY,
  name     text   NOT NULL,
  url      text   NOT NULL,
  shape    text   NOT NULL,
  service  text   NOT NULL,   -- empty: all of them
  secret   text   NOT NULL,   -- sealed
  made_by  text   NOT NULL,
  made     bigint NOT NULL,
  heard    bigint,            -- when it last took something
  failing  bigint,            -- since when it takes nothing
  why      text   NOT NULL
);
CREATE TABLE incident_hook_call (
  id       text   NOT NULL PRIMARY KEY,
  hook     text   NOT NULL,
  incident text   NOT NULL,
  nth      bigint NOT NULL,
  at       bigint NOT NULL,
  body     text   NOT NULL
);
CREATE UNIQUE INDEX incident_hook_call_order ON incident_hook_call (hook, incident, nth);
-- Whoever adds to a queue, or takes from it, holds its row: no call is left without a duty.
CREATE TABLE incident_hook_queue (
  hook     text   NOT NULL,
  incident text   NOT NULL,
  last     bigint NOT NULL,
  PRIMARY KEY (hook, incident)
);
