-- The person index.
create table person (
    person_id uuid primary key,
    place_path text collate "C" not null,   -- where the person lives or studies
    name text not null,                     -- full name; masked on every page that does not need it
    sex text check (sex in ('female', 'male')),
    birth_on text,                          -- day, YYYY-MM-DD
    phone text,
    created_at bigint not null
);
create index person_place on person (place_path, person_id);

-- What a person is called in some system: citizen number, student number of a school, number in an imported file.
create table person_identifier (
    system text not null,                   -- gb11643, or 'campaign-place:<path>': the numbers of a place's files
    value text not null,
    person_id uuid not null references person,
    created_at bigint not null,
    primary key (system, value)
);
create index person_identifier_person on person_identifier (person_id);
