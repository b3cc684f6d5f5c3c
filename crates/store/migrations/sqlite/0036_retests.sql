-- A sheet that could not be counted is asked again. It is no warning and has no level.
create table retest_task (
    retest_task_id blob primary key,
    response_id blob not null unique references response, -- the sheet that was put aside; its task goes with it
    person_id blob not null references person,
    campaign_id blob references campaign,
    place_path text not null,                -- where the person lived or studied
    instrument text not null,                -- pack code
    rule text not null,                      -- code of the first rule that put it aside: what shares are counted by
    rules text not null check (rules <> ''), -- codes of the rules that put it aside, the first one first, joined by commas
    way text not null check (way in ('form', 'talk')), -- talk: a critical answer stood on it; owed the same day
    due_at integer not null,
    told_at integer,                         -- when those nearest were told that a conversation is owed today
    told_above_at integer,                   -- when the level above was told that it is late
    ending text check (ending in ('retested', 'talked', 'let_go')),
    settled_at integer,
    settled_by blob references account,      -- null: the program, because a sheet that counts came in
    replaced_by blob,                        -- the sheet that came in its place, which may be gone since
    note_sealed blob,                        -- why, by the key of the person
    created_at integer not null,
    check ((ending is null) = (settled_at is null)),
    check (settled_by is null or settled_at is not null),
    check (way = 'form' or ending is null or ending <> 'retested')
) strict;
create index retest_task_open on retest_task (place_path, due_at) where settled_at is null;
create index retest_task_settled on retest_task (place_path, settled_at) where settled_at is not null;
create index retest_task_late on retest_task (due_at) where settled_at is null and told_above_at is null;
create index retest_task_untold on retest_task (created_at) where settled_at is null and told_at is null and way = 'talk';
create index retest_task_person on retest_task (person_id, instrument);

-- Norms of the own sheets, frozen: who is counted does not move when more sheets come in. Nobody can be found in them: a pack says the least n.
create table local_norm (
    local_norm_id blob primary key,
    place_path text not null,                -- whose people
    instrument text not null,
    instrument_version text not null,
    score text not null,                     -- code of the score
    version integer not null check (version > 0), -- 1, 2, 3, … of the same place, instrument version and score
    persons integer not null check (persons > 1),
    from_on text not null,                   -- first and last day of the answers
    until_on text not null,
    body text not null,                      -- JSON: mean, SD, reliability, percentiles, which sheets
    created_by blob references account,
    created_at integer not null,
    unique (place_path, instrument, instrument_version, score, version)
) strict;
