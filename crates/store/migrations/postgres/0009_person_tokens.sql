-- How people are found whose names and phones are sealed: truncated keyed hashes of pieces of them (docs/adr, "search over sealed names").
-- A token says neither what it stands for nor of which kind it is; different pieces share one. A hit is checked on the opened name.
create table person_token (
    token bigint not null,                  -- 20 bits of a keyed hash
    place_path text collate "C" not null,   -- place of the person: a look-up below a place is one range
    person_id uuid not null,
    primary key (token, place_path, person_id)
);
