-- What the clock of a person's own device last said, as it said it: one row a device. at is the server's clock.
CREATE TABLE people_clock (
  person         text    NOT NULL,
  device         text    NOT NULL,   -- agent/ID, bedside/ID, browser
  name           text    NOT NULL,
  zone           text    NOT NULL,
  offset_seconds integer NOT NULL,
  at             bigint  NOT NULL,
  PRIMARY KEY (person, device)
);
