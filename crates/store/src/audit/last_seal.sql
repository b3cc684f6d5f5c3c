select seal_no, row_count, total, previous_hash, root, suite, created_at, hash
from audit_seal
order by seal_no desc
limit 1
