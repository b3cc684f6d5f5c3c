-- Who did what to which record, why. Append-only; written in the same transaction as what it records.
create table audit (
    audit_id blob primary key,
    account_id blob,                         -- who; null for the program itself and for people without an account
    role text not null,                      -- the role that was used, or 'none', 'system'
    action text not null,                    -- action code of the crate access
    purpose text not null,                   -- purpose code of the crate access
    place_path text not null,    -- place of the record
    person_id blob,                          -- whose record
    record_kind text not null,               -- response, warning, signal, person, campaign, list, …
    record_id blob,                          -- which one; null for lists
    outcome text not null check (outcome in ('done', 'refused')),
    detail text not null,                    -- codes and counts; never a name, answer or note
    created_at integer not null
) strict;
create index audit_person on audit (person_id, created_at);
create index audit_created on audit (created_at, audit_id);

-- A seal over a batch of audit rows: each takes in the hash of the one before.
create table audit_seal (
    seal_no integer primary key,              -- 1, 2, 3, …
    row_count integer not null,
    previous_hash text not null,             -- hex SHA-256; zeros for the first
    hash text not null,                      -- hex SHA-256 over the previous hash and the rows in order
    created_at integer not null
) strict;

-- Which row stands where in which seal. A row without an entry is not sealed yet.
create table audit_entry (
    audit_id blob primary key references audit,
    seal_no integer not null references audit_seal,
    position integer not null,                -- 1, 2, 3, … inside the seal
    created_at integer not null,
    unique (seal_no, position)
) strict;
