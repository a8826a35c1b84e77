select 1;
do $a$ begin null; end $b$;
