-- The audit as a chain that a stranger can check: docs/audit.md.
-- What was sealed before in another form is sealed anew.
delete from audit_entry;
delete from audit_seal;
alter table audit_seal add column root text not null default '';          -- link of the last row
alter table audit_seal add column total bigint not null default 0;       -- rows of the chain up to here
alter table audit_seal add column suite text not null default 'sha256';   -- sha256 or sm3
alter table audit_entry add column link text not null default '';         -- hash over the link before and the row

-- What the retention job took: place and link stay while any row of the seal does.
create table audit_gone (
    audit_id uuid primary key,
    seal_no bigint not null references audit_seal,
    position bigint not null,
    link text not null,
    created_at bigint not null,
    unique (seal_no, position)
);

-- Up to which seal rows of a period have been taken.
create table audit_prune_mark (
    days bigint primary key,
    seal_no bigint not null,
    created_at bigint not null
);

-- Heads that were signed and written elsewhere.
create table audit_anchor (
    audit_anchor_id uuid primary key,
    seal_no bigint not null,
    line text not null,                      -- as it was written
    created_at bigint not null
);
create index audit_anchor_at on audit_anchor (created_at);

-- What verifying found, and when.
create table audit_check (
    audit_check_id uuid primary key,
    first_seal bigint not null,
    last_seal bigint not null,
    row_count bigint not null,
    unsealed bigint not null,
    head text not null,                      -- hash of the last seal
    fault_count bigint not null,
    fault text,                              -- the first thing that does not fit
    created_at bigint not null
);
create index audit_check_at on audit_check (created_at);

-- What a stated rule asks somebody to look at twice.
create table audit_hint (
    audit_hint_id uuid primary key,
    dedupe_key text not null unique,         -- rule, account and local day
    rule text not null,
    account_id uuid not null,
    from_at bigint not null,
    until_at bigint not null,
    hit_count bigint not null,
    finding text,                            -- expected, unclear, misuse: what the person who looked found
    found_by uuid,
    found_at bigint,
    created_at bigint not null
);
create index audit_hint_open on audit_hint (created_at) where finding is null;

drop index audit_person;
create index audit_person on audit (person_id, created_at, audit_id) where person_id is not null;
create index audit_account on audit (account_id, created_at, audit_id) where account_id is not null;
create index audit_action on audit (action, created_at, audit_id);
create index audit_record on audit (record_id, created_at, audit_id) where record_id is not null;
create index audit_refused on audit (created_at, audit_id) where outcome = 'refused';

-- Rows are added and never changed. They go only after their place and link stand in audit_gone, which the retention job writes.
create function audit_refuse() returns trigger language plpgsql as $$
begin
    raise exception 'audit rows are append-only';
end $$;
create function audit_only_gone() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from audit_gone where audit_gone.audit_id = old.audit_id) then
        raise exception 'audit rows are append-only';
    end if;
    return old;
end $$;
create function audit_only_whole() returns trigger language plpgsql as $$
begin
    if exists (select 1 from audit_entry where audit_entry.seal_no = old.seal_no) then
        raise exception 'audit rows are append-only';
    end if;
    return old;
end $$;
create trigger audit_is_not_changed before update on audit for each row execute function audit_refuse();
create trigger audit_is_kept before delete on audit for each row execute function audit_only_gone();
create trigger audit_is_not_emptied before truncate on audit for each statement execute function audit_refuse();
create trigger audit_entry_is_not_changed before update on audit_entry for each row execute function audit_refuse();
create trigger audit_entry_is_kept before delete on audit_entry for each row execute function audit_only_gone();
create trigger audit_entry_is_not_emptied before truncate on audit_entry for each statement execute function audit_refuse();
create trigger audit_seal_is_not_changed before update on audit_seal for each row execute function audit_refuse();
create trigger audit_seal_is_kept before delete on audit_seal for each row execute function audit_refuse();
create trigger audit_seal_is_not_emptied before truncate on audit_seal for each statement execute function audit_refuse();
create trigger audit_gone_is_not_changed before update on audit_gone for each row execute function audit_refuse();
create trigger audit_gone_is_kept before delete on audit_gone for each row execute function audit_only_whole();
create trigger audit_gone_is_not_emptied before truncate on audit_gone for each statement execute function audit_refuse();
