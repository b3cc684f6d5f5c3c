update signal
set expires_at = $2
where person_id = $1 and dismissed_at is null and warning_id is null and expires_at > $2 and level <> 'red' and reporter_id is null
  and (response_id is null or response_id in (
      select response.response_id from response where response.person_id = $1 and response.sharing = 'contact'))
