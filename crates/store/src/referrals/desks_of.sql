select receiver.receiver_id, receiver.name, receiver.role, receiver.place_path, receiver.closed_at, receiver.version
from receiver_member
join receiver on receiver.receiver_id = receiver_member.receiver_id
where receiver_member.account_id = $1
order by receiver.receiver_id
limit 40
