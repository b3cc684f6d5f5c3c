-- What somebody asked about their information, with its answer. Codes only: what has to be said in words is said between people.
create table data_request (
    data_request_id uuid primary key,
    number text not null unique,             -- D20261122-0003
    person_id uuid not null references person,
    place_path text collate "C" not null,
    asked_by uuid not null references account,
    kind text not null,                      -- copy, correct, delete, transfer, explain, complain
    target text not null,                    -- which information, as a code
    target_id uuid,                          -- which record, where it is about one
    state text not null check (state in ('open', 'fulfilled', 'restricted', 'refused', 'taken_back')),
    due_on text not null,                    -- last day for an answer
    ground text,                             -- why not, or not wholly
    decided_by uuid references account,
    decided_at bigint,
    created_at bigint not null,
    check ((state = 'open') = (decided_at is null))
);
create index data_request_person on data_request (person_id, created_at);
create index data_request_open on data_request (place_path, due_on) where state = 'open';
create index data_request_decided on data_request (decided_at) where state <> 'open';

-- What was given to another organisation, or to rescuers.
create table disclosure (
    disclosure_id uuid primary key,
    person_id uuid not null references person,
    place_path text collate "C" not null,
    recipient text not null,                 -- the organisation, never a natural person
    basis text not null check (basis in ('consent', 'duty', 'emergency')),
    law text not null,                       -- the clause, or the notice that was agreed to
    purpose text not null,                   -- purpose code of the crate access
    fields text not null,                    -- codes of kinds of information, joined by commas
    withheld text,                           -- why the person is not told, by law; null: the person sees it
    given_at bigint not null,
    recorded_by uuid not null references account,
    created_at bigint not null
);
create index disclosure_person on disclosure (person_id, given_at);
create index disclosure_given on disclosure (given_at, disclosure_id);

-- A hold on deletion for a proceeding: of one person's records, or of all.
create table legal_hold (
    hold_id uuid primary key,
    person_id uuid references person,
    reason text not null check (reason in ('court', 'investigation', 'complaint', 'medical_dispute')),
    placed_by uuid not null references account,
    from_on text not null,
    ended_on text,                           -- null while it is in force
    ended_by uuid references account,
    created_at bigint not null
);
create index legal_hold_person on legal_hold (person_id) where ended_on is null;

-- What was deleted under which rule. Survives what it speaks of.
create table erasure (
    erasure_id uuid primary key,
    rule text not null,                      -- code of the retention rule, or 'request'
    kept text not null,                      -- kind of record
    record_id uuid,                          -- which one; null where only the number is kept
    number_of bigint not null,               -- how many records
    run_id uuid not null,
    created_at bigint not null
);
create index erasure_run on erasure (created_at, erasure_id);

-- What the retention schedule looks for.
create index response_shared on response (answered_at) where sharing = 'contact';
create index signal_expired on signal (expires_at) where warning_id is null;
create index notice_made on notice (created_at);
create index login_attempt_made on login_attempt (created_at);
create index session_made on session (created_at);
create index campaign_closed on campaign (closes_on);
