-- Which bells a person chose, and after how many seconds; no row for a situation: the usual.
CREATE TABLE paging_rule (
  person text    NOT NULL,
  kind   text    NOT NULL,
  awake  boolean NOT NULL,
  bell   text    NOT NULL,
  delay  integer NOT NULL,
  PRIMARY KEY (person, kind, awake, bell)
);
