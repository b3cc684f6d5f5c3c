select person_identifier.identifier_id, person_identifier.value_lookup, person.person_id, person.place_path, person.sex, person.birth_on,
       person.key_sealed, campaign_member.person_id, campaign_member.declined_at
from person_identifier
join person on person.person_id = person_identifier.person_id
left join campaign_member on campaign_member.campaign_id = $1 and campaign_member.person_id = person.person_id
where person.restricted_at is null and person_identifier.system = $2 and person_identifier.value_lookup in ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
order by person_identifier.identifier_id
