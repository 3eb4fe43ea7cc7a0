-- Of a page that calls a whole crowd, what rings one of them is found without reading the others.
CREATE INDEX paging_ring_page_person ON paging_ring (page, person);
DROP INDEX paging_ring_page;
