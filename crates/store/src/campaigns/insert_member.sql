insert into campaign_member (campaign_id, person_id, declined_at, unit_path, created_at)
select $1, person.person_id, null, person.place_path, $3 from person where person.person_id = $2
on conflict (campaign_id, person_id) do nothing
