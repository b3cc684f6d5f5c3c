-- When those who decide were told of a quarter's review, and once more that it is late.
alter table access_review add column told_at integer;
alter table access_review add column late_told_at integer;

-- The place of the role: lines are read below a place, in its order. No line was ever written before.
alter table access_review_line add column place_path text not null default '/';
create index access_review_line_place on access_review_line (access_review_id, place_path, access_review_line_id);
create index access_review_line_role on access_review_line (assignment_id);
create index assignment_staff_id on assignment (assignment_id) where role not in ('resident', 'guardian');
