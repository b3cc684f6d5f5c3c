select account.account_id, account.name_sealed, assignment.place_path, assignment.role
from assignment
join account on account.account_id = assignment.account_id
where assignment.place_path in ($1, $2, $3, $4, $5, $6, $7, $8) and assignment.from_on <= $9
  and (assignment.until_on is null or assignment.until_on >= $9)
  and (assignment.credential_until is null or assignment.credential_until >= $9)
  and assignment.ended_at is null and account.disabled_at is null
  and assignment.role in ('counsellor', 'therapist', 'psychiatrist', 'school_counsellor', 'social_worker', 'village_doctor', 'community_worker',
                          'grid_worker', 'civil_affairs', 'disability_federation', 'justice')
order by assignment.place_path desc, assignment.role, account.account_id
limit $10
