-- Screening campaigns whole: several instruments in order, a life of events, how far each person is, make-up sittings, reminders.

-- What a campaign asks, in order; the first part is also in campaign.
create table campaign_part (
    campaign_id blob not null references campaign,
    position integer not null check (position >= 0),
    instrument text not null,                -- pack code
    instrument_version text not null,        -- pack version, tied when the campaign was planned
    only_after integer,                      -- asked only after this earlier part …
    total_from real,                         -- … gave at least this total
    primary key (campaign_id, position),
    check ((only_after is null) = (total_from is null)),
    check (only_after is null or only_after < position)
) strict;
insert into campaign_part (campaign_id, position, instrument, instrument_version, only_after, total_from)
select campaign_id, 0, instrument, instrument_version, null, null from campaign;

-- What happened to a campaign: crates/campaigns folds it.
create table campaign_event (
    campaign_id blob not null references campaign,
    seq integer not null check (seq > 0),
    account_id blob references account,      -- null: the program itself
    word text not null,                      -- planned, signed_off, paused, …
    body text not null,                      -- JSON of the act
    reason_sealed blob,                      -- why, in words
    happened_at integer not null,
    created_at integer not null,
    primary key (campaign_id, seq)
) strict;

alter table campaign add column stage text not null default 'planned' check (stage in ('planned', 'sent_back', 'running', 'paused', 'closed'));
alter table campaign add column steps integer not null default 0;         -- number of its events
insert into campaign_event (campaign_id, seq, account_id, word, body, reason_sealed, happened_at, created_at)
select campaign_id, 1, created_by, 'planned',
       '{"act":"planned","window":{"opens_on":"' || opens_on || '","closes_on":"' || closes_on || '"}}', null, created_at, created_at
from campaign;
-- Those that were there ran before a sign-off was asked for.
insert into campaign_event (campaign_id, seq, account_id, word, body, reason_sealed, happened_at, created_at)
select campaign_id, 2, null, 'taken_over', '{"act":"taken_over"}', null, created_at, created_at from campaign;
update campaign set stage = 'running', steps = 2;
create index campaign_stage on campaign (stage, closes_on, campaign_id);

-- How far each person is.
alter table campaign_member add column unit_path text not null default '';    -- class, village, workshop: for progress only
alter table campaign_member add column part integer not null default 0;       -- the part that is asked next
alter table campaign_member add column finished_at integer;                   -- all parts answered or rightly not asked
alter table campaign_member add column signalled_at integer;                  -- an answer raised a signal: counted, so that nobody is asked faster than talks can be held
update campaign_member set
    unit_path = (select person.place_path from person where person.person_id = campaign_member.person_id),
    finished_at = (select min(response.created_at) from response
                   where response.person_id = campaign_member.person_id and response.campaign_id = campaign_member.campaign_id);
update campaign_member set part = 1 where finished_at is not null;
update campaign_member set signalled_at = finished_at
where exists (select 1 from response join signal on signal.response_id = response.response_id
              where response.person_id = campaign_member.person_id and response.campaign_id = campaign_member.campaign_id);
create index campaign_member_unit on campaign_member (campaign_id, unit_path, finished_at, declined_at);

create index campaign_member_signal on campaign_member (campaign_id, signalled_at) where signalled_at is not null;
create index campaign_member_finished on campaign_member (campaign_id, finished_at) where finished_at is not null;

-- When a unit was reminded: of nothing but that something is open.
create table campaign_reminder (
    campaign_id blob not null references campaign,
    unit_path text not null,
    reminded_at integer not null,
    account_id blob references account,      -- null: the program itself
    created_at integer not null,
    primary key (campaign_id, unit_path, reminded_at)
) strict;

-- When and where a unit answers together; sittings after the first are make-up sittings 补测.
create table campaign_sitting (
    sitting_id blob primary key,
    campaign_id blob not null references campaign,
    unit_path text not null,
    begins_at integer not null,
    room text not null,                      -- computer room 2
    created_by blob not null references account,
    created_at integer not null
) strict;
create index campaign_sitting_of on campaign_sitting (campaign_id, unit_path, begins_at);
