-- The sheets of a campaign are counted by band without reading them, and those that were put aside are found.
create index response_band on response (campaign_id, instrument, sharing, band) where campaign_id is not null;
create index retest_task_campaign on retest_task (campaign_id, instrument) where campaign_id is not null;
