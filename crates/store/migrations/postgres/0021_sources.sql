-- Where a signal comes from: 'assessment', 'self_request', or a source of the pack of sources.
alter table signal add column source text not null default 'assessment';
-- What it is evidence of: codes of the risk model with spaces between. What is read out of free words counts once a person has confirmed.
alter table signal add column risk_kinds text not null default '';
update signal set source = 'self_request' where response_id is null;

-- Since when a person is known by somebody's description only: nobody has said yet who it is.
alter table person add column provisional_at bigint;
create index person_provisional on person (place_path, provisional_at) where provisional_at is not null;

-- What somebody handed in, newest first.
create index signal_reporter on signal (reporter_id, raised_at) where reporter_id is not null;
