update hand_over set seen_at = $2 where hand_over_id = $1 and ended_at is null
