-- What is owed beside the step of a warning: a graver level to confirm, a review, a hand-over to accept, an objection to answer.
-- A copy of the folded state, written together with the event.
create table warning_owed (
    warning_id uuid not null references warning,
    clock text not null check (clock in ('rise', 'review', 'accept', 'answer')),
    account_id uuid not null references account,
    place_path text collate "C" not null,                -- the place for which the account owes it
    due_at bigint not null,
    primary key (warning_id, clock)
);
create index warning_owed_account on warning_owed (account_id, due_at);
create index warning_owed_due on warning_owed (due_at);

-- Duty roster 值班表: who is on duty at a place, from <= t < until.
create table roster_entry (
    roster_entry_id uuid primary key,
    account_id uuid not null references account,
    place_path text collate "C" not null,
    post text not null check (post in ('duty', 'standby')),
    from_at bigint not null,
    until_at bigint not null check (from_at < until_at),
    entered_by uuid not null references account,
    ended_at bigint,                        -- when it was taken back; null: it holds
    created_at bigint not null
);
create index roster_entry_place on roster_entry (place_path, until_at) where ended_at is null;
create index roster_entry_account on roster_entry (account_id, until_at) where ended_at is null;
