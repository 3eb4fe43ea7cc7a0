-- A time in which someone is elsewhere, off, or both. starts and ends are as they were said: a day, a local time, or
-- an instant with Z; zone is where they are then, empty for home. made bounds what it changes: never the past.
CREATE TABLE people_absence (
  id     text   NOT NULL PRIMARY KEY,
  person text   NOT NULL,
  kind   text   NOT NULL,
  starts text   NOT NULL,
  ends   text   NOT NULL,
  zone   text   NOT NULL,
  note   text   NOT NULL,
  source text   NOT NULL,
  made   bigint NOT NULL
);
CREATE INDEX people_absence_person ON people_absence (person, made);
CREATE INDEX people_absence_source ON people_absence (source);
-- Whose public holidays someone keeps, and since when: KR, CA-BC; empty for none.
CREATE TABLE people_country (
  person  text   NOT NULL,
  since   bigint NOT NULL,
  country text   NOT NULL,
  PRIMARY KEY (person, since)
);
