select seal_no, row_count, total, previous_hash, root, suite, created_at, hash
from audit_seal
where seal_no > $1
order by seal_no
limit $2
