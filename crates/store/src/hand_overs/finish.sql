update hand_over set ended_at = $2, ending = $3 where hand_over_id = $1 and ended_at is null
