select campaign_member.person_id, person.place_path, person.sex, person.birth_on, response.place_path, coalesce(response.band, ''), response.total
from campaign_member
join person on person.person_id = campaign_member.person_id
left join response on response.person_id = campaign_member.person_id and response.instrument = $2 and response.campaign_id = $1
    and response.sharing = 'campaign' and response.created_at <= $3
where campaign_member.campaign_id = $1 and campaign_member.created_at <= $3 and campaign_member.person_id > $4
order by campaign_member.person_id, response.answered_at desc, response.response_id
limit $5
