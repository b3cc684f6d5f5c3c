select account.account_id,
       (select count(*) from assignment
        where assignment.account_id = account.account_id and assignment.role = 'guardian' and assignment.ended_at is null
          and assignment.from_on <= $2 and (assignment.until_on is null or assignment.until_on >= $2))
from account
where account.person_id = $1 and account.disabled_at is null
order by account.account_id
limit 1
