-- A reception of somebody who petitions 信访: what was offered and what became of it. The petition itself is not kept, and nobody is named before
-- they accept. The columns that lists sort by are written from the fold of its events.
create table reception (
    reception_id uuid primary key,
    number text not null unique,             -- V20261122-0003
    place_path text collate "C" not null,
    stage text not null check (stage in ('received', 'offered', 'accepted', 'guided', 'declined', 'later')),
    owner_id uuid references account,        -- who owes what is due first
    owner_path text collate "C",                         -- for which place
    due_at bigint,                          -- by when
    person_id uuid references person,        -- who accepted the service; nobody before
    received_by uuid not null references account,
    received_at bigint not null,
    closed_at bigint,                       -- since when nothing is owed
    version bigint not null,                -- optimistic lock: number of events applied
    created_at bigint not null,
    check ((closed_at is null) = (owner_id is not null)),
    check ((closed_at is null) = (owner_path is not null)),
    check ((closed_at is null) = (due_at is not null)),
    check (person_id is null or stage in ('accepted', 'guided'))
);
create index reception_open on reception (place_path, due_at) where closed_at is null;
create index reception_due on reception (due_at) where closed_at is null;
create index reception_over on reception (place_path, closed_at) where closed_at is not null;
create index reception_closed on reception (closed_at) where closed_at is not null;
create index reception_person on reception (person_id, received_at) where person_id is not null;

-- What happened at a reception, in order.
create table reception_event (
    reception_event_id uuid primary key,
    reception_id uuid not null references reception,
    seq bigint not null,                    -- 1, 2, 3, …
    account_id uuid references account,      -- who; null for the program
    word text not null,                      -- what was done, as a code
    body text not null,                      -- JSON of the step: codes and ids, no words
    person_id uuid references person,        -- by whose key the words are sealed
    about_sealed bytea,                       -- the words, kept only with a record that the person agreed to
    worded bigint not null,                 -- words were said with it; those of a danger are the signal's
    happened_at bigint not null,
    created_at bigint not null,
    unique (reception_id, seq),
    check (about_sealed is null or person_id is not null)
);

-- By these the sweep finds what somebody has who is gone, and the schedule what is over for long enough.
create index case_file_open on case_file (case_id) where closed_at is null;
create index case_file_closed on case_file (closed_at) where closed_at is not null;
create index referral_ended on referral (ended_at) where ended_at is not null;
create index protocol_referral on protocol (referral_id);
