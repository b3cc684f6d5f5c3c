-- Since when the records of a person are stored and used for nothing else (PIPL 47 ¶2); null: they are used.
alter table person add column restricted_at bigint;

-- Requests for deletion that ended so, until it can be done.
create index data_request_restricted on data_request (place_path, due_on) where state = 'restricted';
