select distinct person_id from legal_hold
where ended_on is null and person_id is not null
order by person_id
limit 10000
