-- Distinct users known to be hurt, counted exactly up to 1,000.
ALTER TABLE incident_incident ADD COLUMN users bigint NOT NULL DEFAULT 0;
