-- Several pages that ring one person on one siren are one noise: which ring sounds on a bell, and how many pages its words list.
CREATE TABLE paging_standing (
  bell   text    NOT NULL PRIMARY KEY,
  ring   text    NOT NULL,
  listed integer NOT NULL
);
-- A ring that sounds through another one names it, and its place in the other's list.
ALTER TABLE paging_ring ADD COLUMN joins text NOT NULL DEFAULT '';
ALTER TABLE paging_ring ADD COLUMN nth integer NOT NULL DEFAULT 1;
CREATE INDEX paging_ring_joins ON paging_ring (joins) WHERE joins <> '';
CREATE INDEX paging_ring_person ON paging_ring (person, decided);
CREATE INDEX paging_page_answered ON paging_page (answered_by, answered_at);
