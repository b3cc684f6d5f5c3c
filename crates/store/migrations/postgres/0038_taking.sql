-- Answers of an unfinished test of somebody with an account: one row for each person and test, written with each answer, gone when the sheet is
-- handed in. Nobody but the person reads it and no rule looks at it.
create table answer_draft (
    answer_draft_id uuid primary key,
    person_id uuid not null references person,
    slot text not null,                      -- which test: the campaign that asks or self, and the code of the instrument
    campaign_id uuid references campaign,    -- null: a self-test of one's own
    instrument text not null,
    instrument_version text not null,        -- answers of another version are not taken up
    answers_sealed bytea not null,          -- submission key and answers in item order, sealed with the key of the person
    version bigint not null,                -- optimistic lock: two devices of one person
    begun_at bigint not null,
    saved_at bigint not null,               -- the last answer: from here the days of the schedule run
    created_at bigint not null,
    unique (person_id, slot)
);
create index answer_draft_saved on answer_draft (saved_at, answer_draft_id);
