select access_review_line.access_review_line_id, access_review_line.access_review_id, access_review_line.verdict,
       access_review_line.decided_by, access_review_line.decided_at, assignment.assignment_id, assignment.account_id, assignment.role,
       assignment.place_path, assignment.from_on, assignment.until_on, assignment.credential_kind, assignment.credential_until,
       assignment.minors_by, assignment.minors_until, assignment.ended_at, assignment.ended_why
from access_review_line
join assignment on assignment.assignment_id = access_review_line.assignment_id
where access_review_line.access_review_id = $1
  and access_review_line.place_path >= $2 and access_review_line.place_path < $3
  and (access_review_line.place_path, access_review_line.access_review_line_id) > ($4, $5)
  and (cast($6 as bigint) = 0 or access_review_line.verdict is null)
order by access_review_line.place_path, access_review_line.access_review_line_id
limit $7
