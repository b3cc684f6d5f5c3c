-- What somebody asked about their information, with its answer. Codes only: what has to be said in words is said between people.
create table data_request (
    data_request_id blob primary key,
    number text not null unique,             -- D20261122-0003
    person_id blob not null references person,
    place_path text not null,
    asked_by blob not null references account,
    kind text not null,                      -- copy, correct, delete, transfer, explain, complain
    target text not null,                    -- which information, as a code
    target_id blob,                          -- which record, where it is about one
    state text not null check (state in ('open', 'fulfilled', 'restricted', 'refused', 'taken_back')),
    due_on text not null,                    -- last day for an answer
    ground text,                             -- why not, or not wholly
    decided_by blob references account,
    decided_at integer,
    created_at integer not null,
    check ((state = 'open') = (decided_at is null))
) strict;
create index data_request_person on data_request (person_id, created_at);
create index data_request_open on data_request (place_path, due_on) where state = 'open';
create index data_request_decided on data_request (decided_at) where state <> 'open';

-- What was given to another organisation, or to rescuers.
create table disclosure (
    disclosure_id blob primary key,
    person_id blob not null references person,
    place_path text not null,
    recipient text not null,                 -- the organisation, never a natural person
    basis text not null check (basis in ('consent', 'duty', 'emergency')),
    law text not null,                       -- the clause, or the notice that was agreed to
    purpose text not null,                   -- purpose code of the crate access
    fields text not null,                    -- codes of kinds of information, joined by commas
    withheld text,                           -- why the person is not told, by law; null: the person sees it
    given_at integer not null,
    recorded_by blob not null references account,
    created_at integer not null
) strict;
create index disclosure_person on disclosure (person_id, given_at);
create index disclosure_given on disclosure (given_at, disclosure_id);

-- A hold on deletion for a proceeding: of one person's records, or of all.
create table legal_hold (
    hold_id blob primary key,
    person_id blob references person,
    reason text not null check (reason in ('court', 'investigation', 'complaint', 'medical_dispute')),
    placed_by blob not null references account,
    from_on text not null,
    ended_on text,                           -- null while it is in force
    ended_by blob references account,
    created_at integer not null
) strict;
create index legal_hold_person on legal_hold (person_id) where ended_on is null;

-- What was deleted under which rule. Survives what it speaks of.
create table erasure (
    erasure_id blob primary key,
    rule text not null,                      -- code of the retention rule, or 'request'
    kept text not null,                      -- kind of record
    record_id blob,                          -- which one; null where only the number is kept
    number_of integer not null,               -- how many records
    run_id blob not null,
    created_at integer not null
) strict;
create index erasure_run on erasure (created_at, erasure_id);

-- What the retention schedule looks for.
create index response_shared on response (answered_at) where sharing = 'contact';
create index signal_expired on signal (expires_at) where warning_id is null;
create index notice_made on notice (created_at);
create index login_attempt_made on login_attempt (created_at);
create index session_made on session (created_at);
create index campaign_closed on campaign (closes_on);
