-- Notices that somebody does not want. No row: they get it.
CREATE TABLE tonight_quiet (
  person text NOT NULL,
  notice text NOT NULL,
  PRIMARY KEY (person, notice)
);
