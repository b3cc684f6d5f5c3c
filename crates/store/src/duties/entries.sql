select duty_entry.duty_entry_id, duty_entry.seq, duty_entry.account_id, duty_entry.word, duty_entry.about_sealed, duty_entry.body_sealed,
       duty_entry.happened_at
from duty_entry
where duty_entry.duty_id = $1 and duty_entry.seq > $2
order by duty_entry.seq
limit 200
