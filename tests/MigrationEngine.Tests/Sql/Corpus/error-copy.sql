select 1;

-- rows
copy t from stdin;
1
2
