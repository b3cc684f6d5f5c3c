-- The review of something that was missed: of an event, never of an officer. The columns that lists sort by are written from the fold of its events.
create table missed_review (
    missed_review_id blob primary key,
    place_path text not null,
    person_id blob references person,        -- null: nobody of the index
    event text not null,                     -- code of the pack: what happened
    cause text not null check (cause in ('warning', 'emergency', 'hand')),
    source_id blob unique,                   -- the warning or emergency that opened it: each opens one
    event_at integer not null,
    stage text not null check (stage in ('open', 'proposed', 'closed')),
    owner_id blob references account,        -- who owes the next step
    owner_path text,                         -- for which place
    due_at integer,                          -- by when
    mark text not null,                      -- the node at which a miss is counted; '' while open and where nothing was missed
    opened_at integer not null,
    closed_at integer,
    version integer not null,                -- optimistic lock: number of events applied
    created_at integer not null,
    check ((closed_at is null) = (stage <> 'closed')),
    check ((closed_at is null) = (owner_id is not null)),
    check ((closed_at is null) = (owner_path is not null)),
    check ((closed_at is null) = (due_at is not null))
) strict;
create index missed_review_open on missed_review (place_path, due_at) where closed_at is null;
create index missed_review_due on missed_review (due_at) where closed_at is null;
create index missed_review_closed on missed_review (place_path, closed_at) where closed_at is not null;
create index missed_review_event_at on missed_review (event_at) where mark <> '';
create index missed_review_person on missed_review (person_id) where person_id is not null;

-- What happened to a review, in order.
create table missed_review_event (
    missed_review_event_id blob primary key,
    missed_review_id blob not null references missed_review,
    seq integer not null,                    -- 1, 2, 3, …
    account_id blob references account,      -- who; null for the program
    word text not null,                      -- what was done, as a code
    body text not null,                      -- JSON of the step: codes and ids, no words
    person_id blob references person,        -- by whose key the words are sealed
    about_sealed blob,                       -- the words, by that key
    words_sealed blob,                       -- the words, where the review is about nobody of the index, and proposals, which name nobody
    worded integer not null,                 -- there were words; gone when the person was erased
    happened_at integer not null,
    created_at integer not null,
    unique (missed_review_id, seq),
    check (about_sealed is null or person_id is not null),
    check (about_sealed is null or words_sealed is null)
) strict;
create index missed_review_event_advice on missed_review_event (happened_at, missed_review_event_id) where word = 'advised';

-- What looks for events: red warnings by their opening, emergencies that were justified.
create index warning_red on warning (opened_at, warning_id) where level = 'red';
create index emergency_justified on emergency (opened_at, emergency_id) where verdict = 'justified';

-- How right a version of the risk model was in a quarter: numbers about many, small ones hidden.
create table model_report (
    model text not null,                     -- pack and version
    quarter text not null,                   -- 2026-Q3
    body text not null,                      -- JSON: numbers
    created_at integer not null,
    primary key (model, quarter)
) strict;
create index model_report_quarter on model_report (quarter, created_at);

-- Persons of a place, and of all below it, in a week; the jurisdiction has a row for each week that was counted.
create table area_week (
    place_path text not null,
    measure text not null check (measure in ('warnings', 'words', 'tests')),
    week_on text not null,                   -- its Monday
    persons integer not null,
    created_at integer not null,
    primary key (place_path, measure, week_on)
) strict;
create index area_week_week on area_week (week_on);

-- A place had more than its own past lets expect. It is about nobody.
create table area_notice (
    area_notice_id blob primary key,
    place_path text not null,
    measure text not null check (measure in ('warnings', 'words', 'tests')),
    week_on text not null,
    persons integer not null,
    body text not null,                      -- JSON: the numbers that made it
    due_at integer not null,                 -- by when somebody has looked
    told_above_at integer,                   -- since when the level above knows that nobody has
    settled_at integer,
    settled_by blob references account,
    reason text,                             -- code of the pack
    note_sealed blob,                        -- free words of staff, about the place
    created_at integer not null,
    unique (place_path, measure, week_on),
    check ((settled_at is null) = (settled_by is null)),
    check ((settled_at is null) = (reason is null))
) strict;
create index area_notice_open on area_notice (place_path, due_at) where settled_at is null;
create index area_notice_late on area_notice (due_at) where settled_at is null and told_above_at is null;
create index area_notice_settled on area_notice (place_path, settled_at) where settled_at is not null;
