-- A signal 线索: what a rule noticed, with its evidence. It expires; it is not a warning.
create table signal (
    signal_id uuid primary key,
    dedupe_key text collate "C" not null unique, -- the same rule on the same source raises one signal
    person_id uuid not null references person,
    place_path text collate "C" not null,
    response_id uuid references response,    -- the answer sheet, when it came from one
    rule_id text not null,                   -- rule pack
    rule_version text not null,
    code text not null,                      -- signal code in the pack
    level text not null check (level in ('red', 'yellow', 'blue')), -- proposed
    evidence_sealed bytea not null,           -- JSON
    reporter_id uuid references account,     -- who hears back
    raised_at bigint not null,
    due_at bigint not null,                  -- by when a person should have looked
    expires_at bigint not null,
    told_above_at bigint,                   -- since when the level above knows that nobody has decided
    dismissed_at bigint,
    dismissed_by uuid references account,
    dismiss_reason text,                     -- reason code
    dismiss_note_sealed bytea,                -- free words of staff about it
    warning_id uuid,                         -- the warning that took it up
    created_at bigint not null,
    check ((dismissed_at is null) = (dismissed_by is null)),
    check (dismissed_at is null or warning_id is null)
);
create index signal_open on signal (place_path, due_at) where dismissed_at is null and warning_id is null;
create index signal_late on signal (due_at) where dismissed_at is null and warning_id is null and told_above_at is null;
create index signal_person on signal (person_id, raised_at);
create index signal_warning on signal (warning_id);

-- A warning 预警: confirmed by people, owed by somebody until it is closed.
create table warning (
    warning_id uuid primary key,
    number text collate "C" not null unique, -- W20261122-0003
    person_id uuid not null references person,
    place_path text collate "C" not null,
    level text not null check (level in ('red', 'yellow', 'blue')),
    step text not null,                      -- step code of the crate warnings
    owner_id uuid references account,        -- who owes the next step
    owner_path text collate "C",             -- for which place
    due_at bigint,                           -- by when
    step_at bigint not null,                 -- since when this step is owed
    escalations bigint not null,
    version bigint not null,                 -- optimistic lock: number of events applied
    opened_at bigint not null,
    closed_at bigint,
    created_at bigint not null,
    check ((closed_at is null) = (owner_id is not null)),
    check ((closed_at is null) = (owner_path is not null)),
    check ((closed_at is null) = (due_at is not null))
);
create index warning_open_place on warning (place_path, due_at) where closed_at is null;
create index warning_open_owner on warning (owner_id, due_at) where closed_at is null;
create index warning_open_due on warning (due_at) where closed_at is null;
create index warning_person on warning (person_id, opened_at);

-- What happened to a warning, in order. The state is a fold over these rows.
create table warning_event (
    warning_event_id uuid primary key,
    warning_id uuid not null references warning,
    seq bigint not null,                     -- 1, 2, 3, …
    account_id uuid references account,      -- who; null for the program
    kind text not null,                      -- event code
    body_sealed bytea not null,               -- JSON of the event
    happened_at bigint not null,
    created_at bigint not null,
    unique (warning_id, seq)
);

-- A message inside the program: the minimum that its reader needs.
create table notice (
    notice_id uuid primary key,
    account_id uuid not null references account, -- to whom
    kind text not null,                      -- text key
    warning_id uuid references warning,
    params text not null,                    -- JSON, no names
    read_at bigint,
    created_at bigint not null
);
create index notice_account on notice (account_id, created_at);
