create table r(x text);
-- data follows
Copy public."r"
  (x)
From
  StdIn with (format text) ; -- rest of the line
abc
\.x
de\.
 \. 
/* more */ copy r from stdin; 
\.
copy (select 'a;b') to '/dev/null';
copy r from '/dev/null';
copy r from program $$cat;$$;
insert into r values ('copy r from stdin;');
copy "from" from stdin delimiter ';' csv;
a;b
\.