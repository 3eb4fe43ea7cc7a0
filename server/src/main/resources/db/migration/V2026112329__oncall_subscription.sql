-- Calendars that are read: vacations of one person (person set) or of whoever an event names, or shifts of a schedule.
-- url is sealed, as it is a secret. copy is the last good one; trouble is empty while all is well.
CREATE TABLE oncall_subscription (
  id       text   NOT NULL PRIMARY KEY,
  kind     text   NOT NULL,
  label    text   NOT NULL,
  url      text   NOT NULL,
  host     text   NOT NULL,
  person   text   NOT NULL,
  schedule text   NOT NULL,
  priority bigint NOT NULL,
  zone     text   NOT NULL,
  made_by  text   NOT NULL,
  made     bigint NOT NULL,
  etag     text   NOT NULL,
  modified text   NOT NULL,
  copy     bytea,
  good     bigint,
  events   bigint NOT NULL,
  trouble  text   NOT NULL,
  since    bigint,
  notes    text   NOT NULL
);
-- Shifts that came from one of them, half-open.
CREATE TABLE oncall_fed (
  subscription text   NOT NULL,
  schedule     text   NOT NULL,
  starts       bigint NOT NULL,
  ends         bigint NOT NULL,
  person       text   NOT NULL,
  label        text   NOT NULL,
  priority     bigint NOT NULL,
  PRIMARY KEY (subscription, starts, ends, person)
);
CREATE INDEX oncall_fed_schedule ON oncall_fed (schedule, starts);
