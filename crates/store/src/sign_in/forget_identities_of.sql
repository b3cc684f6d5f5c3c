delete from linked_identity where account_id = $1
