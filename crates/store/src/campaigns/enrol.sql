insert into campaign_member (campaign_id, person_id, declined_at, unit_path, created_at)
select $1, person_id, null, place_path, $2 from person
where place_path >= $3 and place_path < $4 and key_sealed is not null and erased_at is null and restricted_at is null
  and (cast($7 as bigint) = 1 or (birth_on is not null and birth_on >= $5 and birth_on <= $6))
on conflict (campaign_id, person_id) do nothing
