select 'one'
  ' two;'
  ' three';
select E'it\'s; ok', e'\\', E'''', 'a\', b'1;', x'1;', U&'\0441;', U&"d\0061;ta", n';';
select E'a'
 'b\'c;' ';';
select E'a' 'b\'; select 'c;';
select $$a;$$, $t$ $$;$$ $T$; $t$, $été$;$été$, a$b$c, $1, $2$$;$$;
select "a;""b;", "--no", "/*no";
select 5--comment;
+1, 2*/* c; /* nested; */ */3, 6/2, 5 - -2, '/*', '--';
select '{"a":1}'::jsonb ? 'a', array['a','b'][1:2], f(a := 3, b => 4), :x, 1..2, 1e5, .5e-3;
set standard_conforming_strings = off;
comment on table r is 'it\'s; off';
select b'\', 1;
set standard_conforming_strings to 'on';
select 'a\';
 select 'nbsp before';
