-- Receivers of outgoing events.
create table webhook (
    webhook_id blob primary key,
    url text not null,
    topics text not null,                     -- JSON: beginnings of topics; none means every event
    secret_sealed blob not null,              -- signs what is sent
    removed_at integer,
    created_at integer not null
) strict;
create index webhook_live on webhook (removed_at, created_at);

-- One event for one receiver, until it was taken or given up.
create table webhook_delivery (
    webhook_id blob not null references webhook (webhook_id),
    outbox_id blob not null references outbox (outbox_id),
    state text not null check (state in ('waiting', 'delivered', 'dead')),
    attempts integer not null,
    due_at integer not null,                  -- not before
    status integer,                           -- of the last answer
    failure text,                             -- word for what went wrong last
    changed_at integer not null,
    primary key (webhook_id, outbox_id)
) strict;
create index webhook_delivery_due on webhook_delivery (state, due_at);
create index webhook_delivery_event on webhook_delivery (outbox_id);
