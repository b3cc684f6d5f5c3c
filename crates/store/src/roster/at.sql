select roster_entry.roster_entry_id, roster_entry.account_id, account.name_sealed, roster_entry.place_path, roster_entry.post,
       roster_entry.from_at, roster_entry.until_at
from roster_entry
join account on account.account_id = roster_entry.account_id
where roster_entry.place_path = $1 and roster_entry.until_at > $2 and roster_entry.from_at < $3 and roster_entry.ended_at is null
order by roster_entry.from_at, roster_entry.roster_entry_id
limit $4
