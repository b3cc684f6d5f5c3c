-- Events on their way out, at least once.
create table outbox (
    outbox_id blob primary key,
    topic text not null,                     -- warning.opened, response.received, …
    body text not null,                      -- JSON: ids and codes only
    attempts integer not null,
    delivered_at integer,                     -- null while it waits
    created_at integer not null
) strict;
create index outbox_waiting on outbox (delivered_at, created_at);

-- Background work: leased, repeatable, retried with growing pauses.
create table job (
    job_id blob primary key,
    kind text not null,                      -- sweep, seal_audit, forget_uploads, …
    body text not null,                      -- JSON
    due_at integer not null,                  -- not before
    leased_until integer,                     -- a worker has it until then
    attempts integer not null,
    failure text,                            -- last failure, without personal data
    done_at integer,
    created_at integer not null
) strict;
create index job_due on job (done_at, due_at);
create index job_kind on job (kind, created_at);
