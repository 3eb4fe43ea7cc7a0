-- What a review reads: when the bells of a stretch of time rang.
CREATE INDEX paging_ring_proof ON paging_ring (proof_at, page);
