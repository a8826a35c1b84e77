ALTER TABLE Persons ADD COLUMN Email varchar(320);
