update protocol_account set until_at = $3, owes_at = null where protocol_id = $1 and account_id = $2 and until_at is null
