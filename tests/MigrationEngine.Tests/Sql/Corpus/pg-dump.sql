--
-- PostgreSQL database dump
--

\restrict f00BarBaz

-- Dumped from database version 15.18

SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);

--
-- Name: d; Type: TABLE
--
CREATE TABLE public.d (
    i integer NOT NULL,
    t text DEFAULT 'x;y'::text
);

--
-- Data for Name: d
--

COPY public.d (i, t) FROM stdin;
1	one; -- not a comment
2	\N
3	a\\.b
\.


ALTER TABLE ONLY public.d
    ADD CONSTRAINT d_pkey PRIMARY KEY (i);

\unrestrict f00BarBaz

