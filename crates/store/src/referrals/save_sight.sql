insert into referral_sight (referral_id, account_id, receiver_id, person_id, sight, since_at)
values ($1, $2, $3, $4, $5, $6)
on conflict (referral_id, account_id) do update set receiver_id = excluded.receiver_id, sight = excluded.sight, since_at = excluded.since_at
