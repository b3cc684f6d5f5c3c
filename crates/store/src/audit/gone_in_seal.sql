select position, link
from audit_gone
where seal_no = $1
order by position
limit $2
