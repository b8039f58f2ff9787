-- Directives are signed for their office; what was told before that is not believed any more.
ALTER TABLE out.directive ADD COLUMN signature bytea NOT NULL DEFAULT '';
