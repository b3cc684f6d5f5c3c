delete from protocol_account where protocol_id = $1
