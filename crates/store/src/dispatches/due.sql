select dispatch.notice_id, dispatch.channel, dispatch.account_id, dispatch.state, dispatch.next_at, dispatch.body, dispatch.letter_id, dispatch.version, dispatch.changed_at
from dispatch
where dispatch.next_at is not null and dispatch.next_at <= $1
order by dispatch.next_at, dispatch.notice_id, dispatch.channel
limit $2
