delete from receiver_member where receiver_id = $1 and account_id = $2
