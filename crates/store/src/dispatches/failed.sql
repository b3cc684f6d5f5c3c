select dispatch.notice_id, dispatch.channel, dispatch.account_id, dispatch.state, dispatch.next_at, dispatch.body, dispatch.letter_id, dispatch.version, dispatch.changed_at, account.name_sealed
from dispatch
join account on account.account_id = dispatch.account_id
where dispatch.state = 'failed' and dispatch.changed_at < $1
order by dispatch.changed_at desc, dispatch.notice_id, dispatch.channel
limit $2
