select dispatch.notice_id, dispatch.channel, dispatch.account_id, dispatch.state, dispatch.next_at, dispatch.body, dispatch.letter_id, dispatch.version, dispatch.changed_at
from dispatch
where dispatch.notice_id = $1
order by dispatch.channel
