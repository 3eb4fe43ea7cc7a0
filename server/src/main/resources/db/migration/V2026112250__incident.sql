-- Trouble that people work on, its story, and the one counter that numbers it.
CREATE TABLE incident_counter (
  id   integer NOT NULL PRIMARY KEY,
  last bigint  NOT NULL
);
INSERT INTO incident_counter (id, last) VALUES (1, 0);
CREATE TABLE incident_incident (
  id               text    NOT NULL PRIMARY KEY,
  number           bigint  NOT NULL,
  service          text    NOT NULL,
  title            text    NOT NULL,
  facts            text    NOT NULL,
  since            bigint  NOT NULL,
  origin           text    NOT NULL,
  persons          text    NOT NULL,
  hand             boolean NOT NULL,
  joined           bigint  NOT NULL,
  opened           bigint  NOT NULL,
  opened_by        text    NOT NULL,
  opened_name      text    NOT NULL,
  why              text    NOT NULL,
  undo_until       bigint  NOT NULL,
  state            text    NOT NULL,
  page             text    NOT NULL,
  answered_by      text    NOT NULL,
  answered_name    text    NOT NULL,
  answered_at      bigint,
  owner            text    NOT NULL,
  owner_name       text    NOT NULL,
  recovering_since bigint,
  ended_at         bigint,
  ended_name       text    NOT NULL,
  ended_why        text    NOT NULL
);
CREATE UNIQUE INDEX incident_incident_number ON incident_incident (number);
CREATE INDEX incident_incident_state ON incident_incident (state, opened);
CREATE INDEX incident_incident_answered ON incident_incident (answered_by, answered_at);
CREATE INDEX incident_incident_hand ON incident_incident (opened_by, opened);
-- The story of an incident. Appended, never changed.
CREATE TABLE incident_line (
  id       text   NOT NULL PRIMARY KEY,
  incident text   NOT NULL,
  nth      bigint NOT NULL,
  at       bigint NOT NULL,
  what     text   NOT NULL,
  why      text   NOT NULL,
  who      text   NOT NULL
);
CREATE INDEX incident_line_incident ON incident_line (incident, at, nth, id);
-- Every time all alerts of an incident recovered: the third within 30 minutes is not believed.
CREATE TABLE incident_recovery (
  id       text   NOT NULL PRIMARY KEY,
  incident text   NOT NULL,
  at       bigint NOT NULL
);
CREATE INDEX incident_recovery_incident ON incident_recovery (incident, at);
-- "Was it right to wake you?", one answer a person.
CREATE TABLE incident_right (
  incident  text    NOT NULL,
  person    text    NOT NULL,
  was_right boolean NOT NULL,
  why       text    NOT NULL,
  at        bigint  NOT NULL,
  PRIMARY KEY (incident, person)
);
-- One row per account that wakes people by hand; updating it puts two at once in order.
CREATE TABLE incident_hand (
  person text   NOT NULL PRIMARY KEY,
  times  bigint NOT NULL
);
