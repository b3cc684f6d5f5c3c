-- What a notice is about and how urgent it is: what decides by which ways it goes out.
alter table notice add column place_path text;           -- of what it is about: who is on duty there
alter table notice add column about_kind text;           -- warning, signal, …; null: a notice that stays inside
alter table notice add column about_id blob;
alter table notice add column step integer not null default 0; -- of what it is about, so that a later one is told anew
alter table notice add column level text check (level in ('red', 'yellow', 'blue'));
alter table notice add column due_at integer;            -- by when its recipient has to act
alter table notice add column to_plan integer not null default 0; -- 1: nobody has looked yet by which ways it goes out
create index notice_to_plan on notice (created_at) where to_plan = 1;
create index notice_about on notice (about_id, created_at) where about_id is not null;

-- One way by which one notice goes out, as the fold of its events.
create table dispatch (
    notice_id blob not null references notice on delete cascade,
    channel text not null check (channel in ('email', 'sms', 'wechat')),
    account_id blob not null references account,
    state text not null check (state in ('queued', 'sending', 'handed_over', 'delivered', 'read', 'failed', 'superseded')),
    next_at integer,                          -- when it is looked at again; null when it has ended
    body text not null,                       -- JSON: the fold
    letter_id text,                           -- of the letter that it went with last
    version integer not null,                 -- optimistic lock: number of events applied
    changed_at integer not null,
    created_at integer not null,
    primary key (notice_id, channel),
    check ((next_at is null) = (state not in ('queued', 'sending')))
) strict;
create index dispatch_due on dispatch (next_at) where next_at is not null;
create index dispatch_failed on dispatch (changed_at) where state = 'failed';
create index dispatch_account on dispatch (account_id);

-- What happened to a dispatch, in order: codes and instants, no address and no text.
create table dispatch_event (
    notice_id blob not null,
    channel text not null,
    seq integer not null,                     -- 1, 2, 3, …
    body text not null,                       -- JSON
    happened_at integer not null,
    primary key (notice_id, channel, seq),
    foreign key (notice_id, channel) references dispatch on delete cascade
) strict;

-- A letter that went to an account: what it told of, so that the same is not said twice.
create table letter (
    letter_id text primary key,
    account_id blob not null references account,
    channel text not null,
    is_red integer not null,
    notices text not null,                    -- JSON: ids
    sayings text not null,                    -- JSON: ids, codes, instants
    sent_at integer not null,                 -- of the last attempt
    under_way integer not null,               -- 1: nobody knows yet what became of it
    may_be_there integer not null,            -- 1: it was taken, or may have been
    created_at integer not null
) strict;
create index letter_account on letter (account_id, sent_at);
create index letter_sent on letter (sent_at);

-- Where an account is reached outside.
create table account_address (
    account_address_id blob primary key,
    account_id blob not null references account,
    channel text not null check (channel in ('email', 'sms', 'wechat')),
    address_sealed blob not null,
    language text not null,                   -- of letters
    confirmed_at integer not null,            -- when its holder typed the code that was sent there
    off_at integer,                           -- since when nothing is sent there
    created_at integer not null,
    unique (account_id, channel)
) strict;
