CREATE TABLE people_person (
  id       text    NOT NULL PRIMARY KEY,
  name     text    NOT NULL,
  email    text    NOT NULL,
  phone    text    NOT NULL,
  zone     text    NOT NULL,
  wakes    integer NOT NULL,
  sleeps   integer NOT NULL,
  roles    text    NOT NULL,
  language text    NOT NULL,
  active   boolean NOT NULL,
  created  bigint  NOT NULL
);
CREATE UNIQUE INDEX people_person_email ON people_person (email);
CREATE TABLE people_team (
  id   text NOT NULL PRIMARY KEY,
  name text NOT NULL
);
CREATE UNIQUE INDEX people_team_name ON people_team (name);
CREATE TABLE people_member (
  team   text NOT NULL,
  person text NOT NULL,
  PRIMARY KEY (team, person)
);
-- team is empty for a service that belongs to everyone with the role.
CREATE TABLE people_service (
  id      text NOT NULL PRIMARY KEY,
  name    text NOT NULL,
  team    text NOT NULL,
  demands text NOT NULL
);
CREATE UNIQUE INDEX people_service_name ON people_service (name);
CREATE TABLE people_capability (
  person     text NOT NULL,
  capability text NOT NULL,
  until      bigint,
  PRIMARY KEY (person, capability)
);
-- When someone last did something by hand.
CREATE TABLE people_act (
  person text   NOT NULL PRIMARY KEY,
  at     bigint NOT NULL
);
CREATE TABLE people_audit (
  id     text   NOT NULL PRIMARY KEY,
  at     bigint NOT NULL,
  person text   NOT NULL,
  name   text   NOT NULL,
  via    text   NOT NULL,
  what   text   NOT NULL,
  object text   NOT NULL,
  detail text   NOT NULL
);
CREATE INDEX people_audit_at ON people_audit (at);
CREATE INDEX people_audit_object ON people_audit (object, at);
-- One row. Its stamp is new after every change above the act table, so that a copy in memory knows whether it is stale.
CREATE TABLE people_stamp (
  one   integer NOT NULL PRIMARY KEY,
  stamp text    NOT NULL
);
INSERT INTO people_stamp (one, stamp) VALUES (1, 'empty');
