select 1;
select 2 \gset
;
\echo x
