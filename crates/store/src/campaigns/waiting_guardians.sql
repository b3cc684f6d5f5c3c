select count(*)
from (select campaign_member.person_id
      from campaign_member
      join person on person.person_id = campaign_member.person_id
      where campaign_member.campaign_id = $1 and campaign_member.unit_path >= $2 and campaign_member.unit_path < $3
        and campaign_member.finished_at is null and campaign_member.declined_at is null
        and person.birth_on > $4 and person.key_sealed is not null and person.restricted_at is null
        and not exists (select 1 from consent_event as given
                        where given.person_id = campaign_member.person_id and given.purpose = 'screening' and given.subject_id = $1
                          and given.party = 'guardian' and given.kind = 'given'
                          and not exists (select 1 from consent_event as later
                                          where later.person_id = given.person_id and later.purpose = 'screening' and later.subject_id = $1
                                            and later.party = 'guardian' and later.kind <> 'given' and later.said_at > given.said_at))
      limit $5) as bounded
