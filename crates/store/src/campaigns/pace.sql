select
    (select count(*) from campaign_member where campaign_id = $1 and finished_at is not null),
    (select count(*) from campaign_member where campaign_id = $1 and signalled_at is not null),
    (select count(*) from campaign_member where campaign_id = $1 and finished_at is null and declined_at is null),
    (select count(*) from campaign_member where campaign_id = $1 and finished_at is not null and finished_at >= $2)
