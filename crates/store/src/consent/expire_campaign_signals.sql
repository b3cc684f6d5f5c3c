update signal
set expires_at = $3
where person_id = $1 and dismissed_at is null and warning_id is null and expires_at > $3 and level <> 'red' and reporter_id is null
  and response_id in (
      select response.response_id from response where response.person_id = $1 and response.campaign_id = $2)
