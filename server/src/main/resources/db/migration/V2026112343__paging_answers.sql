-- How often the step that was reached last has been repeated, and who is up while a step asks for more than one answer.
ALTER TABLE paging_page ADD COLUMN tries integer NOT NULL DEFAULT 0;
CREATE TABLE paging_up (
  page   text   NOT NULL,
  person text   NOT NULL,
  at     bigint NOT NULL,
  PRIMARY KEY (page, person)
);
