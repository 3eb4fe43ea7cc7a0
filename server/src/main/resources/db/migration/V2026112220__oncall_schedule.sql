-- Who is on call. Any edit of a schedule, its layers or its overrides counts up its version (what a person saw) and
-- gives it a new stamp (what a cache holds): a stamp is never used twice, not even after a rollback.
CREATE TABLE oncall_schedule (
  id         text    NOT NULL PRIMARY KEY,
  name       text    NOT NULL,
  zone       text    NOT NULL,
  demands    text    NOT NULL,
  fallback   text    NOT NULL,
  version    bigint  NOT NULL,
  stamp      text    NOT NULL,
  deleted_at bigint
);

-- One live schedule to a name, whatever its case.
CREATE TABLE oncall_name (
  name_key text NOT NULL PRIMARY KEY,
  schedule text NOT NULL
);

-- One JSON document a layer, as the API and schedules as code write it. Ended layers stay: they are the past.
CREATE TABLE oncall_layer (
  id         text    NOT NULL PRIMARY KEY,
  schedule   text    NOT NULL,
  place      integer NOT NULL,
  definition text    NOT NULL
);
CREATE INDEX oncall_layer_schedule ON oncall_layer (schedule, place);

-- starts and ends as they were said: local to zone, or an instant with Z. made is the schedule's version that it made,
-- the order in which overrides are applied: clocks of two nodes may disagree.
CREATE TABLE oncall_override (
  id         text   NOT NULL PRIMARY KEY,
  schedule   text   NOT NULL,
  made       bigint NOT NULL,
  kind       text   NOT NULL,
  person     text   NOT NULL,
  instead_of text   NOT NULL,
  starts     text   NOT NULL,
  ends       text   NOT NULL,
  zone       text   NOT NULL,
  made_by    text   NOT NULL,
  made_at    bigint NOT NULL
);
CREATE INDEX oncall_override_schedule ON oncall_override (schedule, made);
