insert into answer_draft (answer_draft_id, person_id, slot, campaign_id, instrument, instrument_version, answers_sealed, version, begun_at, saved_at,
    created_at)
values ($1, $2, $3, $4, $5, $6, $7, 1, $8, $8, $8)
on conflict do nothing
