-- Questionnaires that the operator builds. Nothing about a person stands here.
create table questionnaire (
    questionnaire_id uuid primary key,
    code text not null unique,               -- code of the instrument: own-…
    place_path text collate "C" not null,                -- below which it may be used
    created_by uuid not null references account,
    created_at bigint not null
);
create index questionnaire_place on questionnaire (place_path, created_at);

-- A version never changes once it is released: a change is a new version.
create table questionnaire_version (
    questionnaire_version_id uuid primary key,
    questionnaire_id uuid not null references questionnaire,
    number bigint not null check (number > 0), -- 1, 2, 3, … of the questionnaire: the version of the instrument
    name text not null,                      -- what staff call it
    stage text not null check (stage in ('draft', 'tested', 'released', 'withdrawn')),
    revision bigint not null check (revision > 0), -- counts every change: nobody overwrites what has changed meanwhile
    draft text not null,                     -- JSON: the fields as somebody typed them
    files text,                              -- JSON: the files of the pack by name, since it was tested
    offered bigint not null default 0 check (offered in (0, 1)), -- as a self-test for everybody
    right_until text,                        -- last day of the right to the wording, where it ends
    edited_by uuid not null references account,
    edited_at bigint not null,
    tested_by uuid references account,       -- who handed it in, with every case passing
    tested_at bigint,
    released_by uuid references account,     -- somebody else
    released_at bigint,
    withdrawn_by uuid references account,
    withdrawn_at bigint,
    reason text,                             -- why it was sent back or withdrawn
    unique (questionnaire_id, number),
    check (stage = 'draft' or (files is not null and tested_by is not null and tested_at is not null)),
    check ((released_at is not null) = (stage in ('released', 'withdrawn'))),
    check ((withdrawn_at is not null) = (stage = 'withdrawn')),
    check (released_by is null or released_by <> tested_by)
);
create index questionnaire_version_released on questionnaire_version (released_at) where released_at is not null;
-- at most one version of a questionnaire is in the making
create unique index questionnaire_version_open on questionnaire_version (questionnaire_id) where stage in ('draft', 'tested');
