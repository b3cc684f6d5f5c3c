update informant_request set ending = 'withdrawn', settled_at = $2 where account_id = $1 and settled_at is null
