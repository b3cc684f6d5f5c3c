-- Answers of an unfinished test of somebody with an account: one row for each person and test, written with each answer, gone when the sheet is
-- handed in. Nobody but the person reads it and no rule looks at it.
create table answer_draft (
    answer_draft_id blob primary key,
    person_id blob not null references person,
    slot text not null,                      -- which test: the campaign that asks or self, and the code of the instrument
    campaign_id blob references campaign,    -- null: a self-test of one's own
    instrument text not null,
    instrument_version text not null,        -- answers of another version are not taken up
    answers_sealed blob not null,          -- submission key and answers in item order, sealed with the key of the person
    version integer not null,                -- optimistic lock: two devices of one person
    begun_at integer not null,
    saved_at integer not null,               -- the last answer: from here the days of the schedule run
    created_at integer not null,
    unique (person_id, slot)
) strict;
create index answer_draft_saved on answer_draft (saved_at, answer_draft_id);

-- A device that staff hand to somebody, who answers one campaign on it and reaches nothing else.
create table hand_over (
    hand_over_id blob primary key,
    campaign_id blob not null references campaign,
    person_id blob not null references person,
    place_path text not null,            -- where the person belonged
    opened_by blob not null references account,
    code_hash text not null unique,        -- keyed hash of the code; it is used once
    code_until integer not null,
    token_hash text unique,                -- keyed hash of what the device holds; null: nobody has used the code
    started_at integer,
    seen_at integer,                         -- the last request, to within half a minute
    expires_at integer,                      -- the device is free then at the latest
    ended_at integer,
    ending text check (ending in ('answered', 'idle', 'given_back')),
    created_at integer not null,
    check ((token_hash is null) = (started_at is null)),
    check ((ended_at is null) = (ending is null))
) strict;
create index hand_over_person on hand_over (person_id);
create index hand_over_created on hand_over (created_at, hand_over_id);
