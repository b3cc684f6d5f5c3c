update informant_request set ending = $2, settled_at = $3, settled_by = $4
where informant_request_id = $1 and settled_at is null
