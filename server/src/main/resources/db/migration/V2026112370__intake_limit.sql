-- Events a minute that each node takes from the source.
ALTER TABLE intake_source ADD COLUMN most bigint NOT NULL DEFAULT 6000000;
-- Requests refused because of that alone.
ALTER TABLE intake_hour ADD COLUMN limited bigint NOT NULL DEFAULT 0;
