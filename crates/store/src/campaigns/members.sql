select person.person_id, person.name_sealed, person.key_sealed, campaign_member.unit_path,
       cast(case when campaign_member.finished_at is not null or campaign_member.declined_at is not null then 1 else 0 end as bigint)
from campaign_member
join person on person.person_id = campaign_member.person_id
where campaign_member.campaign_id = $1 and campaign_member.unit_path >= $2 and campaign_member.unit_path < $3
  and person.key_sealed is not null and person.restricted_at is null and campaign_member.person_id > $4
order by campaign_member.person_id
limit $5
