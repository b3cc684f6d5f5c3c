-- Somebody was asked to answer about a person. Nobody but the counsellors who may compare sees two of them.
create table informant_request (
    informant_request_id uuid primary key,
    person_id uuid not null references person,      -- about whom
    place_path text collate "C" not null,                -- where the person lived or studied
    informant text not null check (informant in ('self', 'parent', 'teacher')),
    account_id uuid not null references account,    -- who was asked
    family text not null,                    -- code that the forms share
    instrument text not null,                -- pack code
    instrument_version text not null,        -- stays, also when a newer version comes
    asked_by uuid not null references account,
    asked_at bigint not null,
    expires_at bigint not null,               -- nobody answers from then on
    ending text check (ending in ('answered', 'declined', 'withdrawn')),
    settled_at bigint,
    settled_by uuid references account,             -- null: the program, because consent ended or somebody was erased
    valid bigint check (valid in (0, 1)),     -- 0: by the rules of validity the answers say too little
    answers_sealed bytea,                  -- by the key of the person
    outcome_sealed bytea,                  -- by the key of the person
    check (asked_at < expires_at),
    check ((ending is null) = (settled_at is null)),
    check (valid is null or ending = 'answered'),
    check (answers_sealed is null or ending = 'answered')
);
create index informant_request_person on informant_request (person_id, asked_at);
create index informant_request_account on informant_request (account_id, asked_at);
create index informant_request_asked on informant_request (asked_at);
