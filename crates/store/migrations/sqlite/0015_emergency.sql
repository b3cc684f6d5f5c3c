-- Emergencies (break-glass): one person's records for a short time, told at once, reviewed, and told to the person (PIPL 18).
create table emergency (
    emergency_id blob primary key,
    account_id blob not null references account,  -- who opened it
    role text not null,
    person_id blob not null references person,
    place_path text not null,                -- where the person belonged then
    reason text not null,                    -- code of the pack
    words text not null,                     -- the opener's words, without names
    opened_at integer not null,
    until_at integer not null,
    seen_at integer not null,                -- newest instant at which it was seen open: a clock set back is noticed
    ended_at integer,
    ended_by text,                           -- opener, time, clock
    review_due_at integer not null,
    escalated_at integer,
    verdict text,                            -- justified, not_justified
    verdict_words text,
    reviewed_by blob references account,
    reviewed_at integer,
    hold_reason text,                        -- why telling the person waits
    hold_by blob references account,
    hold_until integer,
    told_at integer,
    told_how text,                           -- message, in_person
    created_at integer not null
) strict;
create index emergency_account on emergency (account_id, opened_at);
create index emergency_person on emergency (person_id, opened_at);
create index emergency_live on emergency (until_at) where ended_at is null;
create index emergency_review on emergency (review_due_at) where verdict is null;
create index emergency_untold on emergency (ended_at) where told_at is null;
create index emergency_place on emergency (place_path, opened_at);
create index person_birth on person (birth_on) where birth_on is not null;
