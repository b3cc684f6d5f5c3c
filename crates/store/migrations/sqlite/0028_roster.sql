-- What is owed beside the step of a warning: a graver level to confirm, a review, a hand-over to accept, an objection to answer.
-- A copy of the folded state, written together with the event.
create table warning_owed (
    warning_id blob not null references warning,
    clock text not null check (clock in ('rise', 'review', 'accept', 'answer')),
    account_id blob not null references account,
    place_path text not null,                -- the place for which the account owes it
    due_at integer not null,
    primary key (warning_id, clock)
) strict;
create index warning_owed_account on warning_owed (account_id, due_at);
create index warning_owed_due on warning_owed (due_at);

-- Duty roster 值班表: who is on duty at a place, from <= t < until.
create table roster_entry (
    roster_entry_id blob primary key,
    account_id blob not null references account,
    place_path text not null,
    post text not null check (post in ('duty', 'standby')),
    from_at integer not null,
    until_at integer not null check (from_at < until_at),
    entered_by blob not null references account,
    ended_at integer,                        -- when it was taken back; null: it holds
    created_at integer not null
) strict;
create index roster_entry_place on roster_entry (place_path, until_at) where ended_at is null;
create index roster_entry_account on roster_entry (account_id, until_at) where ended_at is null;
