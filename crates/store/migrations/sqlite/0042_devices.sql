-- Devices that send results: VR, wearables, biofeedback. A device belongs to a site, knows no names and reads nothing.
create table device (
    device_id blob primary key,
    place_path text not null,            -- the site that answers for it
    name text not null,                      -- what staff call it; names nobody
    kinds text not null check (kinds <> ''), -- codes of the kinds that it may send, separated by spaces
    state text not null check (state in ('active', 'locked', 'withdrawn')),
    key_hash blob not null unique,         -- SHA-256 of its key of 256 random bits; the key itself is kept nowhere
    key_set_at integer not null,
    seen_at integer,                         -- the last result that it sent
    created_by blob not null references account,
    created_at integer not null
) strict;
create index device_place on device (place_path, device_id);

-- A session that is open for a device: whoever has the code sends a result about this person.
create table device_session (
    device_session_id blob primary key,
    person_id blob not null references person,
    place_path text not null,            -- where the person belonged
    device_id blob references device,      -- the only device that may use the code; null: whichever the person gives it to
    opened_by blob not null references account,
    code_hash text not null unique,          -- keyed hash of the code
    code_until integer not null,
    created_at integer not null
) strict;
create index device_session_person on device_session (person_id);
create index device_session_created on device_session (created_at, device_session_id);

-- What a device, a file or the page of relaxation sent about a person. It has no level and raises nothing.
create table device_result (
    device_result_id blob primary key,
    device_id blob references device,      -- null: the page of relaxation
    external_id text not null,               -- the device's own id of the session; of the page: the key of its form
    person_id blob not null references person,
    place_path text not null,            -- where the person belonged
    kind text not null,                      -- code of the pack
    started_at integer not null,
    ended_at integer not null,
    way text not null check (way in ('json', 'fhir', 'file', 'page')),
    body_sealed blob not null,             -- measurements and ratings, by the key of the person
    created_at integer not null,
    unique (device_id, external_id),
    check ((device_id is null) = (way = 'page')),
    check (started_at <= ended_at)
) strict;
create unique index device_result_page on device_result (person_id, external_id) where device_id is null;
create index device_result_person on device_result (person_id, started_at, device_result_id);
create index device_result_created on device_result (created_at, device_result_id);

-- Results that came and could not be assigned: how many, never what was in them.
create table device_refusal (
    device_id blob not null references device,
    on_day text not null,
    reason text not null check (reason in ('unknown_code', 'ended_code', 'foreign_code', 'no_consent', 'changed', 'faulty')),
    refusals integer not null check (refusals > 0),
    last_at integer not null,
    created_at integer not null,
    primary key (device_id, on_day, reason)
) strict;
