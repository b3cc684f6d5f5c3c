update linked_identity set used_at = $2 where linked_identity_id = $1
