-- One row per source and fingerprint, written only when its state changes. Every change of the alert or of its current
-- episode raises version: the one fence that verdicts, timers and arriving events compare with.
CREATE TABLE triage_alert (
  id          text   NOT NULL PRIMARY KEY,
  source      text   NOT NULL,
  service     text   NOT NULL,
  fingerprint text   NOT NULL,
  title       text   NOT NULL,
  grouped     text   NOT NULL,
  version     bigint NOT NULL,
  episode     text   NOT NULL,
  recovered   bigint
);
CREATE UNIQUE INDEX triage_alert_key ON triage_alert (source, fingerprint);
CREATE TABLE triage_episode (
  id                text    NOT NULL PRIMARY KEY,
  alert             text    NOT NULL,
  nth               integer NOT NULL,
  grade             text    NOT NULL,
  rule              text    NOT NULL,
  reason            text    NOT NULL,
  opened            bigint  NOT NULL,
  timer_from        bigint,
  deadline          bigint,
  original_deadline bigint,
  extended          boolean NOT NULL,
  resting           boolean NOT NULL,
  looking_name      text    NOT NULL,
  looking_at        bigint,
  verdict           text    NOT NULL,
  verdict_by        text    NOT NULL,
  verdict_name      text    NOT NULL,
  verdict_why       text    NOT NULL,
  verdict_at        bigint,
  undo_until        bigint,
  sure              boolean NOT NULL,
  closed            bigint,
  closed_how        text    NOT NULL,
  incident          text    NOT NULL,
  told_users        bigint  NOT NULL,
  told_hosts        bigint  NOT NULL,
  told_rate         bigint  NOT NULL,
  acked_name        text    NOT NULL,
  acked_at          bigint
);
CREATE UNIQUE INDEX triage_episode_nth ON triage_episode (alert, nth);
CREATE INDEX triage_episode_incident ON triage_episode (incident);
CREATE INDEX triage_episode_opened ON triage_episode (closed, opened);
-- Pages to triagers about an episode, all ended by its verdict.
CREATE TABLE triage_page (
  episode text NOT NULL,
  page    text NOT NULL,
  PRIMARY KEY (episode, page)
);
-- The story of an alert. Appended, never changed.
CREATE TABLE triage_line (
  id      text   NOT NULL PRIMARY KEY,
  alert   text   NOT NULL,
  episode text   NOT NULL,
  nth     bigint NOT NULL,
  at      bigint NOT NULL,
  what    text   NOT NULL,
  why     text   NOT NULL,
  who     text   NOT NULL
);
CREATE INDEX triage_line_alert ON triage_line (alert, at, nth, id);
-- Grow-only counters: a node writes only the rows of its lane, a reader adds the lanes up. A duty moves minutes that are
-- long closed into lane 0, and from there into hours: an event is counted in exactly one row of the two tables.
CREATE TABLE triage_minute (
  episode  text    NOT NULL,
  minute   bigint  NOT NULL,
  lane     integer NOT NULL,
  count    bigint  NOT NULL,
  first_at bigint  NOT NULL,
  last_at  bigint  NOT NULL,
  PRIMARY KEY (episode, minute, lane)
);
CREATE INDEX triage_minute_unfolded ON triage_minute (minute) WHERE lane > 0;
CREATE INDEX triage_minute_folded ON triage_minute (minute) WHERE lane = 0;
CREATE TABLE triage_hour (
  episode  text   NOT NULL,
  hour     bigint NOT NULL,
  count    bigint NOT NULL,
  first_at bigint NOT NULL,
  last_at  bigint NOT NULL,
  PRIMARY KEY (episode, hour)
);
-- Records that no rule raised, per service: the proof that silence is silence. Kept for two days.
CREATE TABLE triage_pace (
  service text    NOT NULL,
  minute  bigint  NOT NULL,
  lane    integer NOT NULL,
  count   bigint  NOT NULL,
  PRIMARY KEY (service, minute, lane)
);
CREATE INDEX triage_pace_minute ON triage_pace (minute);
-- Distinct users (hashed) and hosts of an episode; stops growing at 1,001 of a kind.
CREATE TABLE triage_seen (
  episode text NOT NULL,
  kind    text NOT NULL,
  value   text NOT NULL,
  PRIMARY KEY (episode, kind, value)
);
-- Five slots a lane, overwritten and never deleted.
CREATE TABLE triage_sample (
  episode    text    NOT NULL,
  lane       integer NOT NULL,
  slot       integer NOT NULL,
  at         bigint  NOT NULL,
  body       text    NOT NULL,
  attributes text    NOT NULL,
  PRIMARY KEY (episode, lane, slot)
);
-- A lane is a small number that a node holds for a while; the epoch fences whoever held it before.
CREATE TABLE triage_lane (
  lane  integer NOT NULL PRIMARY KEY,
  node  text    NOT NULL,
  epoch bigint  NOT NULL,
  until bigint  NOT NULL
);
-- Incidents that opened without a human, per source: at most three in 15 minutes, the rest join one storm.
CREATE TABLE triage_source (
  source   text   NOT NULL PRIMARY KEY,
  openings bigint NOT NULL
);
CREATE TABLE triage_opening (
  incident text    NOT NULL PRIMARY KEY,
  source   text    NOT NULL,
  at       bigint  NOT NULL,
  storm    boolean NOT NULL
);
CREATE INDEX triage_opening_source ON triage_opening (source, at);
-- One row per incident that alerts hang on; updating it puts two that recover at once in order.
CREATE TABLE triage_together (
  incident text   NOT NULL PRIMARY KEY,
  times    bigint NOT NULL
);
