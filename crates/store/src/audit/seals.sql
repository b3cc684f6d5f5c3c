select seal_no, row_count, previous_hash, hash, created_at
from audit_seal
where seal_no > $1
order by seal_no
limit $2
