select first_seal, last_seal, row_count, unsealed, head, fault_count, fault, created_at
from audit_check
order by created_at desc
limit 1
