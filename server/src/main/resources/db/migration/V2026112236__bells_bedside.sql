-- Bedside pages: what the page in the browser last said of itself. One row per bell.

CREATE TABLE bells_bedside (
  bell  text PRIMARY KEY,
  armed boolean NOT NULL,
  why   text NOT NULL,      -- what is off, or what was seen to work
  beat  bigint NOT NULL,
  since bigint NOT NULL     -- armed, or not, since
);
