-- A change of the risk model has everybody looked at once, in the order of their ids: which version it is for, and how far it has come. Rows whose
-- level stays are not written, so the version stands here alone.
create table risk_pass (
    risk_pass_no integer primary key check (risk_pass_no = 1),
    model text not null,                     -- pack and version
    cursor_id blob,                          -- the last person who was looked at; null: nobody yet
    begun_at integer not null,
    ended_at integer                         -- everybody was looked at
) strict;
drop index person_standing_model;
alter table person_standing drop column model;

-- What levels are worked out of, read from the index alone.
create index signal_evidence on signal (person_id, raised_at, signal_id, risk_kinds) where dismissed_at is null and risk_kinds <> '';
