-- A duty of whoever runs the service: an incident, an impact assessment, a mandatory report, an approval for a minor's records.
-- Its entries are the truth; due_at, until_on, entries and ended_at are written from them.
create table duty (
    duty_id blob primary key,
    kind text not null check (kind in ('incident', 'impact', 'minor_report', 'minor_access')),
    place_path text not null,
    person_id blob references person,        -- the minor, for reports and approvals
    account_id blob not null references account, -- who opened it; for an approval who asked
    due_at integer,                            -- by when something is owed
    until_on text,                           -- last day of an approval
    decided_by blob references account,      -- who granted an approval
    entries integer not null,                  -- optimistic lock: how many there are
    opened_at integer not null,
    ended_at integer,                          -- nothing can be added any more
    created_at integer not null,
    check ((person_id is null) = (kind in ('incident', 'impact')))
) strict;
create index duty_place on duty (kind, place_path, opened_at);
create index duty_access on duty (account_id, kind, until_on);
create index duty_person on duty (person_id, kind);

-- What was done about a duty; never changed.
create table duty_entry (
    duty_entry_id blob primary key,
    duty_id blob not null references duty,
    seq integer not null,                      -- 1, 2, 3, …
    account_id blob not null references account,
    word text not null,                      -- what was done, as a code
    about_sealed blob,                        -- JSON of the entry, by the key of the duty's person
    body_sealed blob,                         -- JSON of the entry, where the duty is about nobody
    happened_at integer not null,
    created_at integer not null,
    unique (duty_id, seq),
    check ((about_sealed is null) <> (body_sealed is null))
) strict;
