-- What the last look at a person's bells found, evening by evening.
CREATE TABLE tonight_look (
  person  text    NOT NULL,
  evening text    NOT NULL,
  at      bigint  NOT NULL,
  state   text    NOT NULL,
  why     text    NOT NULL,
  told    boolean NOT NULL,
  PRIMARY KEY (person, evening)
);
