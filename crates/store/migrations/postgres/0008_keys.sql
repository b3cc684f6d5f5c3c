-- Data keys, each wrapped by the master key, which is never in the database.
create table data_key (
    data_key_no bigint primary key,          -- 1, 2, 3, … over all classes
    class text not null check (class in ('person', 'account', 'file', 'index')),
    suite text not null check (suite in ('aes-256-gcm-siv', 'sm4-gcm')),
    state text not null check (state in ('coming', 'active', 'retiring', 'retired')),
    wrapped bytea not null,
    master_check text not null,              -- which master key wrapped it: its check value
    version bigint not null,                 -- counts the changes of this row; the sum over all rows is the version of the ring
    active_at bigint,                        -- since when it seals
    retired_at bigint,                       -- since when no row needs it
    created_at bigint not null
);
create unique index data_key_active on data_key (class) where state = 'active';
create unique index data_key_coming on data_key (class) where state = 'coming';

-- A person's own key, wrapped by the active key of the class person. Who destroys it has erased the person.
alter table person add column key_sealed bytea;
alter table person add column erased_at bigint;

-- The rows of an import that made the records of a person: erasing empties them.
create index import_row_response on import_row (response_id);
