-- A case 个案: one plan for one person, worked on by a team. Its events are the truth; the columns that lists sort by are written from them.
create table case_file (
    case_id uuid primary key,
    number text collate "C" not null unique,     -- C20261123-0001
    person_id uuid not null references person,
    place_path text collate "C" not null,
    kind text not null,              -- code of the pack of cases
    status text not null check (status in ('intake', 'assessed', 'planned', 'in_progress', 'to_close', 'closed')), -- as of the last event
    responsible_id uuid not null references account, -- who answers for it, or last did
    next_due_on text,                -- the first day by which somebody owes something
    version bigint not null,        -- optimistic lock: number of events applied
    opened_at bigint not null,
    closed_at bigint,
    created_at bigint not null,
    check ((closed_at is null) = (next_due_on is not null)),
    check ((closed_at is null) = (status <> 'closed'))
);
create unique index case_file_open_person on case_file (person_id) where closed_at is null; -- one person, one plan
create index case_file_person on case_file (person_id, opened_at);

-- What happened in a case, in order.
create table case_event (
    case_event_id uuid primary key,
    case_id uuid not null references case_file,
    seq bigint not null,            -- 1, 2, 3, …
    account_id uuid not null references account, -- who
    kind text not null,              -- event code
    body_sealed bytea not null,       -- JSON of the event
    happened_at bigint not null,
    created_at bigint not null,
    unique (case_id, seq)
);

-- Which accounts have a seat at a case or owe something in it: whom access takes for its team, and whom the program tells.
create table case_seat (
    case_id uuid not null references case_file,
    account_id uuid not null references account,
    owes_on text,                    -- the first day by which the account owes something
    told_until text,                 -- until which day of what it owes the account was told
    tell_on text,                    -- when it is told next
    created_at bigint not null,
    primary key (case_id, account_id)
);
create index case_seat_account on case_seat (account_id, owes_on);
create index case_seat_tell on case_seat (tell_on) where tell_on is not null;

-- The warnings that a case came from.
create table case_warning (
    case_id uuid not null references case_file,
    warning_id uuid not null references warning,
    created_at bigint not null,
    primary key (case_id, warning_id)
);
create index case_warning_warning on case_warning (warning_id);
