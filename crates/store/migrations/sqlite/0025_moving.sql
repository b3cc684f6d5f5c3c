-- Moving work: assign, transfer, refer, consult; the green channel; one-stop aid. docs/referrals.md.
-- A desk that receives: an organisation of the register. Its accounts stand in receiver_member.
create table receiver (
    receiver_id blob primary key,
    name text not null,                       -- the organisation and its desk, as the sender sees it
    role text not null,                       -- which packets it receives: a receiver of the pack
    place_path text not null,
    closed_at integer,
    version integer not null,                   -- optimistic lock
    created_at integer not null
) strict;
create index receiver_role on receiver (role, receiver_id) where closed_at is null;
create index receiver_place on receiver (place_path, receiver_id);

-- Who answers for a desk.
create table receiver_member (
    receiver_id blob not null references receiver,
    account_id blob not null references account,
    since_at integer not null,
    primary key (receiver_id, account_id)
) strict;
create index receiver_member_account on receiver_member (account_id, receiver_id);

-- A piece of work on its way. Its events are the truth; the columns are written from their fold.
create table referral (
    referral_id blob primary key,
    person_id blob not null references person,
    place_path text not null,              -- where the person belonged when it was sent
    kind text not null check (kind in ('assign', 'transfer', 'refer', 'consult')),
    urgency text not null check (urgency in ('emergency', 'urgent', 'routine')),
    warning_id blob references warning,       -- the warning whose work moves; none: a person without one
    role text not null,                       -- receiver of the pack
    from_account_id blob not null references account,
    from_path text not null,
    to_account_id blob not null references account,
    to_path text not null,
    receiver_id blob references receiver,     -- the desk; none: a colleague of the same team
    responsible_id blob not null references account,
    basis text not null check (basis in ('inside', 'consent', 'emergency', 'statutory')),
    consent_by text check (consent_by in ('person', 'guardian')),
    state text not null check (state in ('sent', 'asked', 'accepted', 'begun', 'reported', 'returned', 'ended')),
    step_owner_id blob references account,    -- who owes the step; none when it has ended
    owed_at integer,                            -- the earliest that anything is owed; none: nothing is
    silences integer not null,
    version integer not null,                   -- optimistic lock: how many events
    cites_id blob,                            -- the referral that it goes back or down from
    sent_at integer not null,
    ended_at integer,                           -- when the step ended
    created_at integer not null,
    check ((state = 'ended') = (ended_at is not null)),
    check ((state = 'ended') = (step_owner_id is null)),
    check ((basis = 'consent') = (consent_by is not null))
) strict;
create index referral_owed on referral (owed_at) where owed_at is not null;
create index referral_person on referral (person_id, sent_at);
create index referral_owner on referral (step_owner_id, sent_at) where step_owner_id is not null;
create index referral_from on referral (from_account_id, sent_at);
create index referral_from_path on referral (from_path, sent_at);
create index referral_receiver on referral (receiver_id, sent_at);
create index referral_to on referral (to_account_id, sent_at);
create index referral_cites on referral (cites_id) where cites_id is not null;

-- What happened to a referral; never changed.
create table referral_event (
    referral_event_id blob primary key,
    referral_id blob not null references referral,
    seq integer not null,                       -- 1, 2, 3, …
    account_id blob references account,       -- none: the program
    word text not null,                       -- what happened, as a code
    body_sealed blob not null,             -- JSON of the event with packet and notes, by the person's key
    happened_at integer not null,
    created_at integer not null,
    unique (referral_id, seq)
) strict;

-- Who sees how much of a referral: what the standing of its fold gives, kept in the transaction of each event.
create table referral_sight (
    referral_id blob not null references referral,
    account_id blob not null references account,
    receiver_id blob references receiver,     -- the desk that sees it with the account
    person_id blob not null references person,
    sight text not null check (sight in ('nothing', 'record', 'packet', 'whole')),
    since_at integer not null,
    primary key (referral_id, account_id)
) strict;
create index referral_sight_whole on referral_sight (account_id, person_id) where sight = 'whole';
create index referral_sight_person on referral_sight (person_id);

-- A protocol of steps about a minor: the green channel of a school, one-stop aid for a victim. Its entries are the truth.
create table protocol (
    protocol_id blob primary key,
    kind text not null check (kind in ('green_channel', 'victim_aid')),
    person_id blob not null references person,
    place_path text not null,              -- where the school or the keeper is
    referral_id blob references referral,     -- of a green channel: the referral that was accepted
    stage text not null,                      -- what is owed next, as a code; ended
    owner_id blob references account,         -- who owes it
    due_at integer,
    entries integer not null,                   -- optimistic lock: how many there are
    opened_at integer not null,
    ended_at integer,
    created_at integer not null
) strict;
create index protocol_place on protocol (kind, place_path, opened_at);
create index protocol_person on protocol (person_id, kind);
create index protocol_due on protocol (due_at) where due_at is not null;

-- What was done; never changed.
create table protocol_entry (
    protocol_entry_id blob primary key,
    protocol_id blob not null references protocol,
    seq integer not null,
    account_id blob references account,       -- none: the program
    word text not null,
    body_sealed blob not null,             -- JSON of the entry, by the person's key
    happened_at integer not null,
    created_at integer not null,
    unique (protocol_id, seq)
) strict;

-- Who works on a protocol: the crisis team and the hospital of a green channel, the accounts that an aid file names.
create table protocol_account (
    protocol_id blob not null references protocol,
    account_id blob not null references account,
    since_at integer not null,
    until_at integer,                           -- taken off
    primary key (protocol_id, account_id)
) strict;
create index protocol_account_of on protocol_account (account_id, protocol_id) where until_at is null;
