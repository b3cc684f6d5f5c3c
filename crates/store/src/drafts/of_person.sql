select answer_draft.answer_draft_id, answer_draft.person_id, answer_draft.campaign_id, answer_draft.instrument, answer_draft.instrument_version,
       answer_draft.answers_sealed, answer_draft.version, answer_draft.begun_at, answer_draft.saved_at, person.key_sealed
from answer_draft
join person on person.person_id = answer_draft.person_id
where answer_draft.person_id = $1 and person.key_sealed is not null
order by answer_draft.slot
limit 100
