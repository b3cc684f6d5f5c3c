-- Events on their way out, at least once.
create table outbox (
    outbox_id uuid primary key,
    topic text not null,                     -- warning.opened, response.received, …
    body text not null,                      -- JSON: ids and codes only
    attempts bigint not null,
    delivered_at bigint,                     -- null while it waits
    created_at bigint not null
);
create index outbox_waiting on outbox (delivered_at, created_at);

-- Background work: leased, repeatable, retried with growing pauses.
create table job (
    job_id uuid primary key,
    kind text not null,                      -- sweep, seal_audit, forget_uploads, …
    body text not null,                      -- JSON
    due_at bigint not null,                  -- not before
    leased_until bigint,                     -- a worker has it until then
    attempts bigint not null,
    failure text,                            -- last failure, without personal data
    done_at bigint,
    created_at bigint not null
);
create index job_due on job (done_at, due_at);
create index job_kind on job (kind, created_at);
