-- Green channels and reviews that are over are found by the day on which they ended, for their period.
create index protocol_ended on protocol (kind, ended_at) where ended_at is not null;
create index missed_review_ended on missed_review (closed_at) where closed_at is not null;
