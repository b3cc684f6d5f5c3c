-- How much attention somebody needs, as last worked out of signals and what was done; levels fall by themselves.
create table person_standing (
    person_id blob primary key references person,
    place_path text not null,
    level text not null check (level in ('none', 'blue', 'yellow', 'red')),
    since integer not null,                  -- since when the level is held
    as_of integer not null,                  -- when it was worked out
    corrected integer not null,              -- 1: evidence was withdrawn since; no level is held for its dwell
    look_at integer                          -- when it is worked out again; null: nothing is to come
) strict;
create index person_standing_look on person_standing (look_at) where look_at is not null;
create index person_standing_place on person_standing (place_path, level) where level <> 'none';

-- What an event is evidence of: codes of the risk model.
alter table warning_event add column risk_kinds text not null default '';
