select person_identifier.value, person.person_id, person.place_path, person.sex, person.birth_on, campaign_member.person_id,
       campaign_member.declined_at, response.response_id, response.answers, response.answered_at,
       (select count(*) from response as other
        where other.person_id = person.person_id and other.instrument = $20 and other.campaign_id = $1
            and other.submission_key <> ($2 || person_identifier.value))
from person_identifier
join person on person.person_id = person_identifier.person_id
left join campaign_member on campaign_member.campaign_id = $1 and campaign_member.person_id = person.person_id
left join response on response.submission_key = ($2 || person_identifier.value)
where person_identifier.system = $3
    and person_identifier.value in ($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
order by person_identifier.value
