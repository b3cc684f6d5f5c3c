-- A dispute 矛盾纠纷: the state of a matter, never of a person. The columns that lists sort by are written from the fold of its events.
create table dispute (
    dispute_id uuid primary key,
    number text not null unique,             -- D20261122-0003
    place_path text collate "C" not null,
    kind text not null,                      -- code of the pack
    stage text not null check (stage in ('registered', 'mediating', 'joint', 'watched', 'closed')),
    owner_id uuid references account,        -- who owes the next step
    owner_path text collate "C",                         -- for which place
    due_at bigint,                          -- by when
    reference text unique,                   -- what another system calls it
    registered_by uuid not null references account,
    registered_at bigint not null,
    closed_at bigint,
    version bigint not null,                -- optimistic lock: number of events applied
    created_at bigint not null,
    check ((closed_at is null) = (stage <> 'closed')),
    check ((closed_at is null) = (owner_id is not null)),
    check ((closed_at is null) = (owner_path is not null)),
    check ((closed_at is null) = (due_at is not null))
);
create index dispute_open on dispute (place_path, due_at) where closed_at is null;
create index dispute_due on dispute (due_at) where closed_at is null;
create index dispute_closed on dispute (closed_at) where closed_at is not null;
create index dispute_place on dispute (place_path, registered_at);

-- Who of the index is a party: by this a person's disputes are found.
create table dispute_party (
    dispute_id uuid not null references dispute,
    person_id uuid not null references person,
    created_at bigint not null,
    primary key (dispute_id, person_id)
);
create index dispute_party_person on dispute_party (person_id);

-- What happened to a dispute, in order.
create table dispute_event (
    dispute_event_id uuid primary key,
    dispute_id uuid not null references dispute,
    seq bigint not null,                    -- 1, 2, 3, …
    account_id uuid references account,      -- who; null for the program
    word text not null,                      -- what was done, as a code
    body text not null,                      -- JSON of the step: codes and ids, no words
    person_id uuid references person,        -- the party by whose key the words are sealed
    about_sealed bytea,                       -- the words, by that key
    words_sealed bytea,                       -- the words, where no party is of the index
    worded bigint not null,                 -- there were words; gone when a party was erased
    happened_at bigint not null,
    created_at bigint not null,
    unique (dispute_id, seq),
    check (about_sealed is null or person_id is not null),
    check (about_sealed is null or words_sealed is null)
);

-- A file for or from the governance system 综治.
create table dispute_exchange (
    dispute_exchange_id uuid primary key,
    direction text not null check (direction in ('out', 'in')),
    place_path text collate "C" not null,
    account_id uuid not null references account,
    file_sha256 text not null,
    from_on text,                            -- of a file that went out: the first day of registration
    until_on text,                           -- and the last
    rows bigint not null,
    registered bigint not null,             -- of a file that came in: disputes that it brought
    results text not null,                   -- JSON: what became of each row, in codes, no names
    created_at bigint not null
);
create index dispute_exchange_place on dispute_exchange (place_path, created_at);
