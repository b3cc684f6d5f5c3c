update dispute_event
set about_sealed = null, words_sealed = null
where dispute_id in (select dispute_party.dispute_id from dispute_party where dispute_party.person_id = $1)
