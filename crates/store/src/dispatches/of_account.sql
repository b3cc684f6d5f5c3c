select dispatch.notice_id, dispatch.channel, dispatch.account_id, dispatch.state, dispatch.next_at, dispatch.body, dispatch.letter_id, dispatch.version, dispatch.changed_at
from (select notice_id from notice where account_id = $1 order by created_at desc, notice_id desc limit $2) as latest
join dispatch on dispatch.notice_id = latest.notice_id
order by dispatch.notice_id, dispatch.channel
