select ceremony_id, account_id, state_sealed from ceremony where key_hash = $1 and kind = $2 and expires_at > $3
