select bounded.person_id, bounded.unit_path, bounded.signalled_at, person.name_sealed, person.key_sealed,
       signal.signal_id, signal.level, signal.raised_at, signal.due_at, signal.expires_at, signal.warning_id, warning.step, warning.due_at, warning.step_at
from (select campaign_member.person_id, campaign_member.unit_path, campaign_member.signalled_at
      from campaign_member
      where campaign_member.campaign_id = $1 and campaign_member.signalled_at is not null
        and (campaign_member.signalled_at, campaign_member.person_id) > ($2, $3)
      order by campaign_member.signalled_at, campaign_member.person_id
      limit $4) as bounded
join person on person.person_id = bounded.person_id
left join response on response.person_id = bounded.person_id and response.campaign_id = $1
left join signal on signal.response_id = response.response_id and signal.dismissed_at is null
left join warning on warning.warning_id = signal.warning_id
where person.key_sealed is not null and person.restricted_at is null
order by bounded.signalled_at, bounded.person_id, signal.due_at, signal.signal_id
