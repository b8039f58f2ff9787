-- The induk may have written this already, under that proposal: it fell silent before it answered.
ALTER TABLE aside ADD COLUMN instead_of TEXT NOT NULL DEFAULT '';
