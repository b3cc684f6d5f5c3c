-- Somebody was asked to answer about a person. Nobody but the counsellors who may compare sees two of them.
create table informant_request (
    informant_request_id blob primary key,
    person_id blob not null references person,      -- about whom
    place_path text not null,                -- where the person lived or studied
    informant text not null check (informant in ('self', 'parent', 'teacher')),
    account_id blob not null references account,    -- who was asked
    family text not null,                    -- code that the forms share
    instrument text not null,                -- pack code
    instrument_version text not null,        -- stays, also when a newer version comes
    asked_by blob not null references account,
    asked_at integer not null,
    expires_at integer not null,               -- nobody answers from then on
    ending text check (ending in ('answered', 'declined', 'withdrawn')),
    settled_at integer,
    settled_by blob references account,             -- null: the program, because consent ended or somebody was erased
    valid integer check (valid in (0, 1)),     -- 0: by the rules of validity the answers say too little
    answers_sealed blob,                  -- by the key of the person
    outcome_sealed blob,                  -- by the key of the person
    check (asked_at < expires_at),
    check ((ending is null) = (settled_at is null)),
    check (valid is null or ending = 'answered'),
    check (answers_sealed is null or ending = 'answered')
) strict;
create index informant_request_person on informant_request (person_id, asked_at);
create index informant_request_account on informant_request (account_id, asked_at);
create index informant_request_asked on informant_request (asked_at);
