select place_path, part, count(*)
from (
    select person.place_path as place_path,
           case when not exists (
                    select 1 from case_reach
                    where case_reach.person_id = people.person_id and case_reach.opened_on <= $2
                      and (case_reach.closed_on is null or case_reach.closed_on >= $1)) then '2'
                when cast($3 as bigint) = 1 and not exists (
                    select 1 from case_reach
                    where case_reach.person_id = people.person_id and case_reach.opened_on <= $2
                      and (case_reach.closed_on is null or case_reach.closed_on >= $1) and case_reach.planned_on <= $2) then '3'
                when not exists (
                    select 1 from case_reach
                    join case_guided on case_guided.case_id = case_reach.case_id
                    where case_reach.person_id = people.person_id and case_reach.opened_on <= $2
                      and (case_reach.closed_on is null or case_reach.closed_on >= $1)
                      and case_guided.guided_on >= $1 and case_guided.guided_on <= $2) then '4'
                else '1' end as part
    from (
        select distinct group_entry.person_id
        from group_entry
        where group_entry.group_code in ($5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52)
          and group_entry.since_on <= $2 and (group_entry.ended_on is null or group_entry.ended_on >= $1)
    ) as people
    join person on person.person_id = people.person_id
    where person.key_sealed is not null and person.restricted_at is null
) as bounded
group by place_path, part
order by place_path, part
limit $4
