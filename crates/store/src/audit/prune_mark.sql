select seal_no from audit_prune_mark where days = $1
