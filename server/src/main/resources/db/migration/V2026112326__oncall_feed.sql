-- Secret addresses of calendars: one's own shifts (schedule empty) or a schedule's, as its owner subscribes to them.
CREATE TABLE oncall_feed (
  owner    text   NOT NULL,
  schedule text   NOT NULL,
  hash     text   NOT NULL,
  made     bigint NOT NULL,
  PRIMARY KEY (owner, schedule)
);
CREATE UNIQUE INDEX oncall_feed_hash ON oncall_feed (hash);
