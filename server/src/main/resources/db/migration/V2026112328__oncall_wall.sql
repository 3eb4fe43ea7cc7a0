-- Secret addresses that say who is on call now, for screens and telephone exchanges that cannot sign in. schedules is
-- empty for all of them; phones: whether numbers are shown.
CREATE TABLE oncall_wall (
  id        text    NOT NULL PRIMARY KEY,
  hash      text    NOT NULL,
  label     text    NOT NULL,
  schedules text    NOT NULL,
  phones    boolean NOT NULL,
  made_by   text    NOT NULL,
  made_at   bigint  NOT NULL,
  used_at   bigint
);
CREATE UNIQUE INDEX oncall_wall_hash ON oncall_wall (hash);
