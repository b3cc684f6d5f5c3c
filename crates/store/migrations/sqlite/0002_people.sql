-- The person index. Names and phones are sealed with the person's own key, which lies wrapped in the row: without it they are noise.
create table person (
    person_id blob primary key,
    place_path text not null,   -- where the person lives or studies
    name_sealed blob not null,              -- full name; masked on every page that does not need it
    sex text check (sex in ('female', 'male')),
    birth_on text,                          -- day, YYYY-MM-DD
    phone_sealed blob,
    created_at integer not null
) strict;
create index person_place on person (place_path, person_id);

-- What a person is called in some system: citizen number, student number of a school, number in an imported file.
create table person_identifier (
    identifier_id blob primary key,         -- names the row where the value must not stand
    system text not null,                   -- gb11643, or 'campaign-place:<path>': the numbers of a place's files
    value_lookup blob not null,             -- keyed hash of the value, by which it is looked up
    value_sealed blob not null,
    person_id blob not null references person,
    created_at integer not null,
    unique (system, value_lookup)
) strict;
create index person_identifier_person on person_identifier (person_id);
