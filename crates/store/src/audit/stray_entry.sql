select seal_no
from audit_entry
where seal_no < 1 or seal_no > $1
order by seal_no
limit 1
