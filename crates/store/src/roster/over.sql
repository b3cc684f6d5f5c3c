select roster_entry.roster_entry_id, roster_entry.account_id, account.name_sealed, roster_entry.place_path, roster_entry.post,
       roster_entry.from_at, roster_entry.until_at
from roster_entry
join account on account.account_id = roster_entry.account_id
where roster_entry.place_path in ($1, $2, $3, $4, $5, $6, $7, $8) and roster_entry.until_at > $9 and roster_entry.from_at < $10
  and roster_entry.ended_at is null and account.disabled_at is null
order by roster_entry.from_at, roster_entry.roster_entry_id
limit $11
