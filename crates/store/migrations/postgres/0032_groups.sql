-- An entry of the register of population groups 人群名册: somebody is on record as belonging to a group. What lists sort by is written from the fold of its events.
create table group_entry (
    group_entry_id uuid primary key,
    person_id uuid not null references person,
    group_code text not null,                -- code of the pack: G-22
    place_path text collate "C" not null,                -- where the person belonged when it was entered
    since_on text not null,                  -- since when the person belongs to the group
    confirm_by text not null,                -- by when somebody says again that it holds
    ended_on text,                           -- the last day
    reason text,                             -- why it ended: code of the pack
    recorded_by uuid not null references account,
    version bigint not null,                -- optimistic lock: number of events applied
    closed_at bigint,                       -- when the end was written down
    created_at bigint not null,
    check ((ended_on is null) = (reason is null)),
    check ((ended_on is null) = (closed_at is null))
);
create unique index group_entry_open on group_entry (person_id, group_code) where ended_on is null; -- once in a group at a time
create index group_entry_person on group_entry (person_id);
create index group_entry_list on group_entry (group_code, place_path, person_id) where ended_on is null;
create index group_entry_counted on group_entry (group_code, since_on);
create index group_entry_closed on group_entry (closed_at) where closed_at is not null;

-- What happened to an entry, in order.
create table group_event (
    group_event_id uuid primary key,
    group_entry_id uuid not null references group_entry,
    person_id uuid not null references person, -- by whose key the words are sealed
    seq bigint not null,                    -- 1, 2, 3, …
    account_id uuid not null references account, -- who
    word text not null,                      -- what was done, as a code
    body text not null,                      -- JSON of the event: codes and days, no words
    words_sealed bytea,                       -- what it rests on, or why it ended, in words
    happened_at bigint not null,
    created_at bigint not null,
    unique (group_entry_id, seq)
);

-- What counting coverage needs of a case: days, no words. Written together with each event of the case.
create table case_reach (
    case_id uuid primary key references case_file,
    person_id uuid not null references person,
    opened_on text not null,
    closed_on text,                          -- the last day, of a closed case
    planned_on text,                         -- the day on which a plan was first agreed
    is_read bigint not null check (is_read in (0, 1)), -- 0: the events of an older case are still to be read
    created_at bigint not null
);
create index case_reach_person on case_reach (person_id);
create index case_reach_unread on case_reach (case_id) where is_read = 0;

-- Days on which psychological guidance was given in a case.
create table case_guided (
    case_id uuid not null references case_file,
    guided_on text not null,
    created_at bigint not null,
    primary key (case_id, guided_on)
);

-- Cases from before these tables: the program reads their events once; until then no period begins after their first day.
insert into case_reach (case_id, person_id, opened_on, is_read, created_at) select case_id, person_id, '9999-12-31', 0, created_at from case_file;
