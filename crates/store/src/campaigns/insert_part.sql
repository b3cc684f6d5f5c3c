insert into campaign_part (campaign_id, position, instrument, instrument_version, only_after, total_from, form)
values ($1, $2, $3, $4, $5, $6, $7)
