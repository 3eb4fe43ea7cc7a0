-- What the system owes. A row is claimed when claim_until lies in the future; to finish is to delete by claim.
CREATE TABLE platform_duty (
  id          text    NOT NULL PRIMARY KEY,
  kind        text    NOT NULL,
  version     integer NOT NULL,
  dkey        text    NOT NULL,
  about       text    NOT NULL,
  payload     text    NOT NULL,
  due         bigint  NOT NULL,
  priority    integer NOT NULL,
  attempts    integer NOT NULL,
  claimed_by  text    NOT NULL,
  claim       bigint  NOT NULL,
  claim_until bigint  NOT NULL,
  parked_why  text
);
CREATE UNIQUE INDEX platform_duty_key ON platform_duty (kind, dkey);
CREATE INDEX platform_duty_due ON platform_duty (due);
CREATE INDEX platform_duty_about ON platform_duty (kind, about);
