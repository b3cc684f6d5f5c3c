delete from linked_identity where linked_identity_id = $1 and account_id = $2
