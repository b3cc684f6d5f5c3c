select answer_draft.answer_draft_id, answer_draft.person_id
from answer_draft
where answer_draft.saved_at <= $1 and not exists (
      select 1 from legal_hold where legal_hold.ended_on is null and (legal_hold.person_id is null or legal_hold.person_id = answer_draft.person_id))
order by answer_draft.saved_at, answer_draft.answer_draft_id
limit $2
