update signal set risk_kinds = $2 where signal_id = $1
