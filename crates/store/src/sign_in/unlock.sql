update account set disabled_at = null where account_id = $1
