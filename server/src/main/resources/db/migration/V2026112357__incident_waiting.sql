-- A 911 by hand that waits until its account has signed in again or a second person confirms it.
CREATE TABLE incident_waiting (
  id           text   NOT NULL PRIMARY KEY,
  asker        text   NOT NULL,
  asker_name   text   NOT NULL,
  service      text   NOT NULL,
  persons      text   NOT NULL,
  why          text   NOT NULL,
  at           bigint NOT NULL,
  state        text   NOT NULL,
  decided_by   text   NOT NULL,
  decided_name text   NOT NULL,
  decided_at   bigint,
  incident     text   NOT NULL
);
CREATE INDEX incident_waiting_state ON incident_waiting (state, at);
