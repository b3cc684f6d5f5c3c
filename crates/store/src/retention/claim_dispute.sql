update dispute set version = version
where dispute_id = $1 and closed_at is not null and not exists (
      select 1 from dispute_party
      join legal_hold on legal_hold.person_id = dispute_party.person_id
      where dispute_party.dispute_id = $1 and legal_hold.ended_on is null)
