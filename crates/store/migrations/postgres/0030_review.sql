-- The review of something that was missed: of an event, never of an officer. The columns that lists sort by are written from the fold of its events.
create table missed_review (
    missed_review_id uuid primary key,
    place_path text collate "C" not null,
    person_id uuid references person,        -- null: nobody of the index
    event text not null,                     -- code of the pack: what happened
    cause text not null check (cause in ('warning', 'emergency', 'hand')),
    source_id uuid unique,                   -- the warning or emergency that opened it: each opens one
    event_at bigint not null,
    stage text not null check (stage in ('open', 'proposed', 'closed')),
    owner_id uuid references account,        -- who owes the next step
    owner_path text collate "C",                         -- for which place
    due_at bigint,                          -- by when
    mark text collate "C" not null,                      -- the node at which a miss is counted; '' while open and where nothing was missed
    opened_at bigint not null,
    closed_at bigint,
    version bigint not null,                -- optimistic lock: number of events applied
    created_at bigint not null,
    check ((closed_at is null) = (stage <> 'closed')),
    check ((closed_at is null) = (owner_id is not null)),
    check ((closed_at is null) = (owner_path is not null)),
    check ((closed_at is null) = (due_at is not null))
);
create index missed_review_open on missed_review (place_path, due_at) where closed_at is null;
create index missed_review_due on missed_review (due_at) where closed_at is null;
create index missed_review_closed on missed_review (place_path, closed_at) where closed_at is not null;
create index missed_review_event_at on missed_review (event_at) where mark <> '';
create index missed_review_person on missed_review (person_id) where person_id is not null;

-- What happened to a review, in order.
create table missed_review_event (
    missed_review_event_id uuid primary key,
    missed_review_id uuid not null references missed_review,
    seq bigint not null,                    -- 1, 2, 3, …
    account_id uuid references account,      -- who; null for the program
    word text not null,                      -- what was done, as a code
    body text not null,                      -- JSON of the step: codes and ids, no words
    person_id uuid references person,        -- by whose key the words are sealed
    about_sealed bytea,                       -- the words, by that key
    words_sealed bytea,                       -- the words, where the review is about nobody of the index, and proposals, which name nobody
    worded bigint not null,                 -- there were words; gone when the person was erased
    happened_at bigint not null,
    created_at bigint not null,
    unique (missed_review_id, seq),
    check (about_sealed is null or person_id is not null),
    check (about_sealed is null or words_sealed is null)
);
create index missed_review_event_advice on missed_review_event (happened_at, missed_review_event_id) where word = 'advised';

-- What looks for events: red warnings by their opening, emergencies that were justified.
create index warning_red on warning (opened_at, warning_id) where level = 'red';
create index emergency_justified on emergency (opened_at, emergency_id) where verdict = 'justified';

-- How right a version of the risk model was in a quarter: numbers about many, small ones hidden.
create table model_report (
    model text collate "C" not null,                     -- pack and version
    quarter text collate "C" not null,                   -- 2026-Q3
    body text not null,                      -- JSON: numbers
    created_at bigint not null,
    primary key (model, quarter)
);
create index model_report_quarter on model_report (quarter, created_at);

-- Persons of a place, and of all below it, in a week; the jurisdiction has a row for each week that was counted.
create table area_week (
    place_path text collate "C" not null,
    measure text not null check (measure in ('warnings', 'words', 'tests')),
    week_on text collate "C" not null,                   -- its Monday
    persons bigint not null,
    created_at bigint not null,
    primary key (place_path, measure, week_on)
);
create index area_week_week on area_week (week_on);

-- A place had more than its own past lets expect. It is about nobody.
create table area_notice (
    area_notice_id uuid primary key,
    place_path text collate "C" not null,
    measure text not null check (measure in ('warnings', 'words', 'tests')),
    week_on text collate "C" not null,
    persons bigint not null,
    body text not null,                      -- JSON: the numbers that made it
    due_at bigint not null,                 -- by when somebody has looked
    told_above_at bigint,                   -- since when the level above knows that nobody has
    settled_at bigint,
    settled_by uuid references account,
    reason text,                             -- code of the pack
    note_sealed bytea,                        -- free words of staff, about the place
    created_at bigint not null,
    unique (place_path, measure, week_on),
    check ((settled_at is null) = (settled_by is null)),
    check ((settled_at is null) = (reason is null))
);
create index area_notice_open on area_notice (place_path, due_at) where settled_at is null;
create index area_notice_late on area_notice (due_at) where settled_at is null and told_above_at is null;
create index area_notice_settled on area_notice (place_path, settled_at) where settled_at is not null;
