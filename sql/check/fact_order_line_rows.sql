-- The fact keeps every order line that counts: a difference in their number.
with counted as (
  select
    (select count(*) from conform.order_line) as staged,
    (select count(*) from dw.fact_order_line) as kept
)
select staged, kept from counted where staged <> kept
