-- In which form a campaign asks with an instrument.
alter table campaign_part add column form text not null default 'fixed' check (form in ('fixed', 'adaptive'));   -- all questions, or those that the answers lead to
