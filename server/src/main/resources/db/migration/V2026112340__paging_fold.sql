-- Whom the person who has it wants to have it; empty: nobody.
ALTER TABLE paging_page ADD COLUMN offered_to text NOT NULL DEFAULT '';
